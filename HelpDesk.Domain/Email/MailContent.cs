using HelpDesk.Domain.Tickets;

namespace HelpDesk.Domain.Email;

/// <summary>What a mail says, as it becomes a message: what its author wrote apart from what they repeat.</summary>
/// <param name="RawMailId">The mail as it was received.</param>
/// <param name="Text">As its author wrote it; may be empty where files say it all.</param>
public sealed record MailContent(long RawMailId, string Text)
{
    /// <summary>The same, sanitised; null where the mail is plain text.</summary>
    public string? Html { get; init; }

    /// <summary>What is repeated of earlier mails; null where nothing is.</summary>
    public string? QuotedText { get; init; }

    /// <summary>The same, sanitised; null where the mail is plain text.</summary>
    public string? QuotedHtml { get; init; }

    public MachineKind Machine { get; init; }
}
