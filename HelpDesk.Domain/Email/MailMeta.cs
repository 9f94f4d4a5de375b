namespace HelpDesk.Domain.Email;

/// <summary>What led a mail to its ticket, from the strongest sign to the weakest.</summary>
public enum ThreadHint
{
    /// <summary>Nothing led to a ticket: it opened one, perhaps beside the one that it points at.</summary>
    None,

    /// <summary>The signed plus-address of a recipient field.</summary>
    ReplyAddress,

    /// <summary>One of our signed ids in In-Reply-To.</summary>
    InReplyTo,

    /// <summary>One of our signed ids in References.</summary>
    References,

    /// <summary>The id of a foreign mail that is stored in this inbox.</summary>
    ForeignId,

    /// <summary>The signed reply address, written in the quoted text.</summary>
    QuotedAddress,

    /// <summary>The number in the subject.</summary>
    Subject,
}

/// <summary>What the sender of a mail is to the ticket it points at.</summary>
public enum SenderStanding
{
    /// <summary>The ticket's customer, by a proven address.</summary>
    Customer,

    /// <summary>The ticket's customer by an address that was only claimed; this mail proves it.</summary>
    Claimant,

    /// <summary>Was in To or Cc of a message that an agent sent.</summary>
    Addressed,

    /// <summary>A collaborator whom an agent accepted.</summary>
    Collaborator,

    /// <summary>An active agent, writing from their own address.</summary>
    Agent,

    /// <summary>Not on this ticket: shown, and nothing is mailed to that address until an agent accepts it.</summary>
    Stranger,

    /// <summary>Several senders, or none that can be read: nobody is guessed.</summary>
    Unknown,
}

/// <summary>What the receiving server found out about the sender (RFC 8601), as far as its word counts here.</summary>
public enum MailVerdict
{
    None,
    Pass,
    Fail,
}

/// <summary>The header facts of a mail that became a message, and why it landed where it did.</summary>
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

    /// <summary>Without angle brackets; unique per inbox. Made up where the mail had none, or where another mail has it.</summary>
    public string InternetMessageId { get; private set; } = "";

    /// <summary>The id that the mail itself gave, where another mail has it already: two mails under one id are both kept.</summary>
    public string? ClaimedMessageId { get; init; }

    public string? InReplyTo { get; init; }

    public string? References { get; init; }

    public string Subject { get; init; } = "";

    /// <summary>The address it came from, as written; several are joined by a comma.</summary>
    public string? From { get; init; }

    public string? ReplyTo { get; init; }

    public string? To { get; init; }

    public string? Cc { get; init; }

    /// <summary>Which of our addresses it was written to: the one that answers.</summary>
    public string? Alias { get; init; }

    public ThreadHint Hint { get; init; }

    public SenderStanding Standing { get; init; }

    public MailVerdict Verdict { get; init; }

    /// <summary>What was odd about the mail, in words for the API; empty when nothing was.</summary>
    public string Oddities { get; init; } = "";
}
