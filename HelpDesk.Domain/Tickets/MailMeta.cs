namespace HelpDesk.Domain.Tickets;

/// <summary>The message exactly as received: a content-addressed blob, written and synced before this row.</summary>
public sealed class RawMail
{
    private RawMail()
    {
    }

    public RawMail(long inboxId, string hash, long size, DateTimeOffset now)
    {
        InboxId = inboxId;
        Hash = hash;
        Size = size;
        ReceivedAt = now;
    }

    public long Id { get; private set; }

    public long InboxId { get; private set; }

    /// <summary>SHA-256 in lower-case hexadecimal digits.</summary>
    public string Hash { get; private set; } = "";

    /// <summary>Bytes.</summary>
    public long Size { get; private set; }

    public DateTimeOffset ReceivedAt { get; private set; }
}

/// <summary>The header facts of a mail that became a message.</summary>
public sealed class MailMeta
{
    private MailMeta()
    {
    }

    public MailMeta(long messageId, long inboxId, string internetMessageId)
    {
        MessageId = messageId;
        InboxId = inboxId;
        InternetMessageId = internetMessageId;
    }

    public long MessageId { get; private set; }

    public long InboxId { get; private set; }

    /// <summary>Unique per inbox.</summary>
    public string InternetMessageId { get; private set; } = "";

    public string? InReplyTo { get; private set; }

    public string? References { get; private set; }

    public string? From { get; private set; }

    public string? To { get; private set; }

    public string? Cc { get; private set; }
}
