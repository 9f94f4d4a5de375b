using HelpDesk.Domain.Email;
using HelpDesk.Domain.Tickets;

namespace HelpDesk.Web.Intake;

/// <summary>What the e-mail channel hands in: one mail, read and bounded, its files on the disk.</summary>
internal sealed record InboundMail
{
    public required long RawMailId { get; init; }

    /// <summary>The mail inbox it came in by.</summary>
    public required long InboxId { get; init; }

    /// <summary>SHA-256 of the mail as received, from which an id is made where it has none.</summary>
    public required string Hash { get; init; }

    /// <summary>Never answered automatically: it lay in the mailbox before, or is here in part only.</summary>
    public bool IsSilent { get; init; }

    /// <summary>Without angle brackets; null where the mail has none.</summary>
    public string? MessageId { get; init; }

    public IReadOnlyList<Mailbox> From { get; init; } = [];

    public IReadOnlyList<Mailbox> ReplyTo { get; init; } = [];

    public IReadOnlyList<Mailbox> To { get; init; } = [];

    public IReadOnlyList<Mailbox> Cc { get; init; } = [];

    /// <summary>Every address of every field that says whom the mail reached, in their order.</summary>
    public IReadOnlyList<string> Recipients { get; init; } = [];

    /// <summary>The desk's own addresses.</summary>
    public required OwnAddresses Own { get; init; }

    /// <summary>Which of them it was written to, normalised; null where no field says so.</summary>
    public string? Alias { get; init; }

    public string Subject { get; init; } = "";

    /// <summary>Ids without angle brackets.</summary>
    public IReadOnlyList<string> InReplyTo { get; init; } = [];

    /// <summary>Ids without angle brackets, oldest first.</summary>
    public IReadOnlyList<string> References { get; init; } = [];

    public required MailContent Content { get; init; }

    public IReadOnlyList<InboundFile> Files { get; init; } = [];

    public MailVerdict Verdict { get; init; }

    /// <summary>Two letters, where the mail says so and we speak it; null otherwise.</summary>
    public string? Language { get; init; }

    /// <summary>What became of mails of ours, where this is a report about them.</summary>
    public IReadOnlyList<InboundReport> Reports { get; init; } = [];

    /// <summary>What was odd about it, in words.</summary>
    public IReadOnlyList<string> Oddities { get; init; } = [];

    /// <summary>The sender, normalised: the one address of From. Null where there are several, or none that can be read.</summary>
    public string? Sender => Senders is [var only] ? only : null;

    /// <summary>Everybody in From, normalised.</summary>
    public required IReadOnlyList<string> Senders { get; init; }
}

/// <summary>A file of a mail as it lies on the disk.</summary>
internal sealed record InboundFile(string Name, string MediaType, string? ContentId, string Hash, long Size);

/// <summary>What a mail server reports about one mail to one address.</summary>
/// <param name="MessageIds">The ids that the report names, without angle brackets.</param>
/// <param name="Recipient">The address it was for, normalised; null where the report does not say.</param>
/// <param name="Status">Such as <c>5.1.1</c>; null where the report does not say.</param>
/// <param name="IsFinal">It will not arrive; else it is only late, or nothing is wrong with it.</param>
/// <param name="SpeaksAgainstAddress">Nothing sent to this address will ever arrive.</param>
/// <param name="Reason">In the server's words.</param>
internal sealed record InboundReport(IReadOnlyList<string> MessageIds, string? Recipient, string? Status, bool IsFinal, bool SpeaksAgainstAddress, string Reason);
