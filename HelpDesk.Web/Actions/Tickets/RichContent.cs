using HelpDesk.Domain;
using HelpDesk.Domain.Tickets;

namespace HelpDesk.Web.Actions.Tickets;

/// <summary>What an agent puts beside the text of an answer, as typed. Exactly one of the three.</summary>
/// <param name="QuickReplies">Answers to choose from.</param>
/// <param name="Cards">One, or several as a carousel.</param>
/// <param name="Form">A form to fill in.</param>
internal sealed record RichContent(IReadOnlyList<string>? QuickReplies, IReadOnlyList<TypedCard>? Cards, TypedForm? Form)
{
    /// <summary>The content of a message, checked.</summary>
    /// <exception cref="RuleException">It is not in order (<c>content</c>, <c>form</c>).</exception>
    public MessageContent Checked()
    {
        var content = new MessageContent
        {
            QuickReplies = [.. (QuickReplies ?? []).Select(reply => reply?.Trim() ?? "")],
            Cards = [.. (Cards ?? []).Select(card => card?.Read() ?? throw Nothing())],
            Form = Form?.Read(),
        };
        ContentRules.Ensure(content);
        return content;
    }

    internal static RuleException Nothing() => new("content", "There is nothing where a card or a question should stand.");

    /// <summary>What stands as text where the agent typed none.</summary>
    public static string TitleOf(MessageContent content) => content.Form?.Title ?? content.Cards.Select(card => card.Title).FirstOrDefault() ?? "";
}

internal sealed record TypedCard(string? Title, string? Text, string? Link, string? LinkLabel, string? Image)
{
    public MessageCard Read() => new(TextRules.Line(Title, 400), (Text ?? "").Trim(), Filled(Link), Filled(LinkLabel), Filled(Image));

    private static string? Filled(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

internal sealed record TypedForm(string? Title, IReadOnlyList<TypedField>? Fields)
{
    public MessageForm Read() => new(TextRules.Line(Title, 400), [.. (Fields ?? []).Select((field, index) => field?.Read(index) ?? throw RichContent.Nothing())], null, null);
}

/// <summary>One question as typed.</summary>
/// <param name="Name">Null makes one of the label.</param>
/// <param name="Type">As in the visitors' protocol: text, longText, email, …; null is text.</param>
internal sealed record TypedField(
    string? Name, string? Label, string? Type, bool Required, IReadOnlyList<string>? Choices, string? Pattern, FormCondition? When)
{
    public FormField Read(int index) => new()
    {
        Name = string.IsNullOrWhiteSpace(Name) ? NameOf(Label ?? "", index) : Name.Trim(),
        Label = TextRules.Line(Label, 400),
        Type = Enum.TryParse<FormFieldType>(Type ?? nameof(FormFieldType.Text), ignoreCase: true, out var type) && Enum.IsDefined(type)
            ? type
            : throw new RuleException("form", "The field “{0}” is not in order: look at its name, choices, pattern and condition.", Label ?? ""),
        IsRequired = Required,
        Choices = [.. (Choices ?? []).Select(choice => choice?.Trim() ?? "")],
        Pattern = string.IsNullOrWhiteSpace(Pattern) ? null : Pattern.Trim(),
        When = When,
    };

    // "Order number" is order_number.
    public static string NameOf(string label, int index)
    {
        var name = string.Concat(label.Trim().ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_')).Trim('_');
        return name.Length == 0 ? $"field_{index + 1}" : TextRules.Cut(name, 50);
    }
}
