using HelpDesk.Domain;
using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Work;
using HelpDesk.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Actions.Inboxes;

/// <summary>An administrator says what a chat asks before the first message. A refusal's code is the field on screen.</summary>
internal sealed class AskBefore(Writer writer)
{
    /// <summary>Longest heading, in characters.</summary>
    public const int MaxTitle = 200;

    /// <summary>The field of a part of a question: <c>question-0-label</c>.</summary>
    public static string FieldOf(int index, FormPart part) => $"question-{index}-{(part == FormPart.Name ? FormPart.Label : part).ToString().ToLowerInvariant()}";

    /// <param name="actor">Who asks.</param>
    /// <param name="key">The inbox's.</param>
    /// <param name="form">Without a field it asks nothing.</param>
    /// <param name="ct">Ends the change.</param>
    /// <exception cref="RuleException">A question is not in order (<see cref="FieldOf"/>), there are too many (<c>form</c>), or the heading is too long (<c>ask-title</c>).</exception>
    /// <exception cref="NotFoundException">There is no such web inbox.</exception>
    public Task RunAsync(Actor actor, string key, PreChatForm form, CancellationToken ct)
    {
        actor.Require(Permission.Administer);
        var asked = form.Fields.Count == 0 ? null : Checked(form);
        return writer.RunAsync(
            async (db, token) =>
            {
                var inbox = await db.Inboxes.SingleOrDefaultAsync(row => row.Key == key && row.Channel == Channel.Chat, token) ?? throw new NotFoundException("inbox");
                inbox.Dress(inbox.Widget with { PreChat = asked });
            },
            ct);
    }

    private static PreChatForm Checked(PreChatForm form)
    {
        if (FormRules.FindFlaw(form.Fields) is { } flaw)
        {
            throw new RuleException(FieldOf(flaw.Index, flaw.Part), WordsOf(flaw.Part));
        }

        FormRules.Ensure(form.Fields);
        var title = TextRules.Line(form.Title, int.MaxValue);
        return title.Length > MaxTitle
            ? throw new RuleException("ask-title", "At most {0} characters fit here.", MaxTitle)
            : form with { Title = title.Length == 0 ? null : title };
    }

    private static string WordsOf(FormPart part) => part switch
    {
        FormPart.Label => "Write what is asked, in up to 200 characters.",
        FormPart.Name => "Two questions fill the same place. Remove one of them.",
        FormPart.Choices => "Write up to 30 choices, one a line.",
        FormPart.Pattern => "This pattern cannot be: + stands after a sign, \\ before one.",
        FormPart.When => "Choose the answer that this question waits for.",
    };
}
