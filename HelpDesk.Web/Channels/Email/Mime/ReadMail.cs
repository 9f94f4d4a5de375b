using HelpDesk.Domain.Email;

namespace HelpDesk.Web.Channels.Email.Mime;

/// <summary>A mail as it was read: everything decoded, nothing judged. Made of any bytes at all.</summary>
internal sealed record ReadMail
{
    /// <summary>Without its angle brackets; null where the mail has none.</summary>
    public string? MessageId { get; init; }

    public IReadOnlyList<Mailbox> From { get; init; } = [];

    public IReadOnlyList<Mailbox> Sender { get; init; } = [];

    public IReadOnlyList<Mailbox> ReplyTo { get; init; } = [];

    public IReadOnlyList<Mailbox> To { get; init; } = [];

    public IReadOnlyList<Mailbox> Cc { get; init; } = [];

    public string Subject { get; init; } = "";

    /// <summary>As the mail says it; null where it says none or nonsense.</summary>
    public DateTimeOffset? Date { get; init; }

    /// <summary>Ids without angle brackets, in the order of the field.</summary>
    public IReadOnlyList<string> InReplyTo { get; init; } = [];

    /// <summary>Ids without angle brackets, in the order of the field.</summary>
    public IReadOnlyList<string> References { get; init; } = [];

    /// <summary>The plain text, parts that follow each other joined by an empty line; null where there is none.</summary>
    public string? Text { get; init; }

    /// <summary>The HTML as it came, not yet sanitised; null where there is none.</summary>
    public string? Html { get; init; }

    public IReadOnlyList<ReadFile> Files { get; init; } = [];

    /// <summary>The fields of the mail itself, in their order and within the limits.</summary>
    public IReadOnlyList<MailField> Fields { get; init; } = [];

    /// <summary>The blocks of fields of a delivery or feedback report (RFC 3464, RFC 5965), in their order.</summary>
    public IReadOnlyList<IReadOnlyList<MailField>> ReportBlocks { get; init; } = [];

    /// <summary>Header fields of the mail that a report gives back; empty where it gives none.</summary>
    public IReadOnlyList<MailField> ReturnedFields { get; init; } = [];

    /// <summary>The type of the whole mail, lower case, such as <c>multipart/report</c>.</summary>
    public string MediaType { get; init; } = "text/plain";

    /// <summary>The parameter <c>report-type</c> of a <c>multipart/report</c>, lower case; null for other mails.</summary>
    public string? ReportType { get; init; }

    /// <summary>What was odd about it, for the agent to see.</summary>
    public MailOddities Oddities { get; init; }
}

/// <summary>A part of a mail that is a file.</summary>
/// <param name="Name">Cleaned for display; never part of a path. Empty where the mail names none.</param>
/// <param name="MediaType">As the mail says, lower case.</param>
/// <param name="ContentId">Without angle brackets; null where the part has none.</param>
/// <param name="IsInline">The mail's HTML may show it in place.</param>
/// <param name="Content">Decoded.</param>
internal sealed record ReadFile(string Name, string MediaType, string? ContentId, bool IsInline, ReadOnlyMemory<byte> Content);

/// <summary>What was odd about a mail. Nothing of it stops the reading.</summary>
[Flags]
internal enum MailOddities
{
    None = 0,

    /// <summary>A field of the head stands there twice although it may stand once; the first counts.</summary>
    RepeatedField = 1,

    /// <summary>Fields beyond the limits on number and size were left out; the raw message has them.</summary>
    FieldsCut = 2,

    /// <summary>Parts beyond the limits on depth and number were left out; the raw message has them.</summary>
    PartsCut = 4,

    /// <summary>A charset is unknown or the bytes do not fit it.</summary>
    CharsetGuessed = 8,

    /// <summary>A part claims an encoding that its bytes do not keep to.</summary>
    EncodingBroken = 16,

    /// <summary>A multipart without its boundary, or one that never ends.</summary>
    StructureBroken = 32,

    /// <summary>More than one mailbox in From: nobody knows who wrote it.</summary>
    SeveralSenders = 64,
}
