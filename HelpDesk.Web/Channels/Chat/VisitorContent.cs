using System.Text.Json.Serialization;
using HelpDesk.Domain.Tickets;

namespace HelpDesk.Web.Channels.Chat;

/// <summary>What a message carries beside its text, as its customer gets it.</summary>
internal sealed record VisitorContent
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? QuickReplies { get; init; }

    /// <summary>Which of them was chosen.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Chosen { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<VisitorCard>? Cards { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public VisitorForm? Form { get; init; }

    /// <summary>Null for what shows nothing beside the text.</summary>
    public static VisitorContent? Of(MessageContent? content) => content is null or { QuickReplies.Count: 0, Cards.Count: 0, Form: null }
        ? null
        : new VisitorContent
        {
            QuickReplies = content.QuickReplies.Count > 0 ? content.QuickReplies : null,
            Chosen = content.Chosen,
            Cards = content.Cards.Count > 0 ? [.. content.Cards.Select(VisitorCard.Of)] : null,
            Form = content.Form is { } form ? new VisitorForm(form.Title, VisitorField.Of(form.Fields), form.Answers, form.AnsweredAt) : null,
        };
}

internal sealed record VisitorCard(string Title, string Text, string? Link, string? LinkLabel, string? Image)
{
    public static VisitorCard Of(MessageCard card) => new(
        card.Title, card.Text, card.Link, card.LinkLabel, card.Image is { } image ? $"{VisitorDoor.Root}/files/{image}" : null);
}

internal sealed record VisitorForm(string Title, IReadOnlyList<VisitorField> Fields, IReadOnlyDictionary<string, string>? Answers, DateTimeOffset? AnsweredAt);

/// <summary>One question.</summary>
/// <param name="Type">text, longText, email, phone, number, date, choice, yesNo or consent.</param>
/// <param name="Pattern">See the protocol's description: # a digit, @ a letter, ? either, + one or more.</param>
/// <param name="When">Asked only when an earlier field was answered so.</param>
internal sealed record VisitorField(
    string Name, string Label, string Type, bool Required, IReadOnlyList<string> Choices, string? Pattern, FormCondition? When)
{
    public static IReadOnlyList<VisitorField> Of(IReadOnlyList<FormField> fields) => [.. fields.Select(field => new VisitorField(
        field.Name, field.Label, TypeOf(field.Type), field.IsRequired, field.Choices, field.Pattern, field.When))];

    private static string TypeOf(FormFieldType type) => type switch
    {
        FormFieldType.Text => "text",
        FormFieldType.LongText => "longText",
        FormFieldType.Email => "email",
        FormFieldType.Phone => "phone",
        FormFieldType.Number => "number",
        FormFieldType.Date => "date",
        FormFieldType.Choice => "choice",
        FormFieldType.YesNo => "yesNo",
        FormFieldType.Consent => "consent",
    };
}
