using HelpDesk.Domain.Tickets;
using HelpDesk.Web.Ui.Texts;

namespace HelpDesk.Web.Outbox;

/// <summary>What a message carries beside its text, in words: a mail has no buttons. The link to the chat stands below.</summary>
internal static class ContentWords
{
    /// <summary>The text of a message and what it carries.</summary>
    public static string InMail(this Message message, Texts words) => Join(message.BodyText, message.Content, words);

    /// <inheritdoc cref="InMail"/>
    public static string Join(string text, MessageContent? content, Texts words) =>
        content is null ? text : string.Join("\n\n", Parts(content, words).Prepend(text).Where(part => part.Length > 0).Distinct());

    private static IEnumerable<string> Parts(MessageContent content, Texts words)
    {
        if (content.QuickReplies.Count > 0)
        {
            yield return string.Join('\n', content.QuickReplies.Select(reply => $"- {reply}"));
        }

        foreach (var card in content.Cards)
        {
            yield return string.Join('\n', new[] { card.Title, card.Text, card.Link }.Where(line => !string.IsNullOrEmpty(line)));
        }

        if (content.Form is { } form)
        {
            yield return string.Join('\n', form.Fields.Select(field => form.Answers?.GetValueOrDefault(field.Name) is { } answer ? $"{field.Label}: {answer}" : $"- {field.Label}").Prepend(form.Title));
            if (form.Answers is null)
            {
                yield return words["Please fill in this form in the chat."];
            }
        }
    }
}
