namespace HelpDesk.Domain.Tickets;

/// <summary>
/// What a message carries beside its text: answers to choose from, cards or a form, and what the customer answered.
/// Stored as one value; a mail says it in words.
/// </summary>
public sealed record MessageContent
{
    /// <summary>Answers the customer can send with one touch.</summary>
    public IReadOnlyList<string> QuickReplies { get; init; } = [];

    public IReadOnlyList<MessageCard> Cards { get; init; } = [];

    public MessageForm? Form { get; init; }

    /// <summary>Which of the quick replies the customer chose; null while they chose none.</summary>
    public string? Chosen { get; init; }

    /// <summary>By mail it carries the conversation up to it: the customer asked for a transcript.</summary>
    public bool IsTranscript { get; init; }
}

/// <summary>One card of a message; several of them are a carousel.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Text">What stands below; may be empty.</param>
/// <param name="Link">Where it leads (http or https); null leads nowhere.</param>
/// <param name="LinkLabel">What stands on the link; null shows its host.</param>
/// <param name="Image">Public id of an attachment of the message; null for none.</param>
public sealed record MessageCard(string Title, string Text, string? Link, string? LinkLabel, string? Image);

/// <summary>A form in the chat, and what was answered.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Fields">In the order they are asked.</param>
/// <param name="Answers">Name of a field to what was answered; null while nothing was.</param>
/// <param name="AnsweredAt">When it was answered.</param>
public sealed record MessageForm(string Title, IReadOnlyList<FormField> Fields, IReadOnlyDictionary<string, string>? Answers, DateTimeOffset? AnsweredAt);
