using System.Text.Json.Serialization;

namespace HelpDesk.Domain.Tickets;

/// <summary>What a field of a form asks for. Stored by name.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FormFieldType>))]
public enum FormFieldType
{
    Text,
    LongText,
    Email,
    Phone,
    Number,
    Date,
    Choice,
    YesNo,

    /// <summary>A box that must be ticked to go on; its label says what is agreed to.</summary>
    Consent,
}

/// <summary>One field of a form: before a chat or inside one.</summary>
public sealed record FormField
{
    /// <summary>Key of the answer, and of the attribute it fills.</summary>
    public required string Name { get; init; }

    public required string Label { get; init; }

    public FormFieldType Type { get; init; }

    public bool IsRequired { get; init; }

    /// <summary>What may be chosen; used by <see cref="FormFieldType.Choice"/> alone.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>
    /// What an answer must look like, in a small language of our own that cannot back-track; null takes everything of the
    /// type.
    /// </summary>
    public string? Pattern { get; init; }

    /// <summary>The field is asked only when another one was answered so; null asks always.</summary>
    public FormCondition? When { get; init; }
}

/// <summary>A part of a field, for whoever says what is wrong with it.</summary>
public enum FormPart
{
    Label,
    Name,
    Choices,
    Pattern,
    When,
}

/// <summary>What is not in order in a form.</summary>
/// <param name="Index">Which field, from 0.</param>
/// <param name="Part">Which part of it.</param>
public readonly record struct FormFlaw(int Index, FormPart Part);

/// <summary>Another field of the same form and the answer it must have.</summary>
/// <param name="Field">Name of an earlier field.</param>
/// <param name="Answer">Compared without case.</param>
public sealed record FormCondition(string Field, string Answer);
