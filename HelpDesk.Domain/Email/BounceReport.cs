namespace HelpDesk.Domain.Email;

/// <summary>Why a mail did not arrive, as far as it matters to who sent it.</summary>
public enum BounceReason
{
    /// <summary>Said in words that are not known here.</summary>
    Other,

    /// <summary>There is no such mailbox or domain: nothing sent there will ever arrive.</summary>
    NoSuchAddress,

    MailboxFull,

    /// <summary>The mail or its sender was not welcome: content, reputation, size, rules.</summary>
    Refused,

    /// <summary>A fault of a server or the network, a mailbox out of use: it may arrive another day.</summary>
    Fault,
}

/// <summary>What a bounce says about one recipient.</summary>
/// <param name="Address">Lower case; empty where the bounce does not say.</param>
/// <param name="Status">An enhanced status code (RFC 3463) such as "5.1.1"; null where the bounce gives none.</param>
/// <param name="IsPermanent">The sending server has given up; false while it still tries.</param>
/// <param name="Reason">Only <see cref="BounceReason.NoSuchAddress"/> speaks against the address itself.</param>
/// <param name="Diagnostic">The words of the other server, or of the bounce, on one line; at most 500 characters.</param>
public sealed record Bounce(string Address, string? Status, bool IsPermanent, BounceReason Reason, string Diagnostic);

/// <summary>A mail that tells about mails that did not arrive (RFC 3464, and what servers write without it).</summary>
public sealed record BounceReport
{
    private const int MaxRecipients = 100;

    public required IReadOnlyList<Bounce> Recipients { get; init; }

    /// <summary>Of the mail that did not arrive, without angle brackets; null where the bounce does not give it back.</summary>
    public string? MessageId { get; init; }

    /// <summary>Null when the mail is no bounce, or reports that all went well.</summary>
    public static BounceReport? Of(BounceMail mail)
    {
        if (mail.Head.ReportType == "feedback-report" || mail.ReportBlocks.Any(block => Field(block, "Feedback-Type").Length > 0))
        {
            return null;
        }

        var recipients = BounceBlocks.Read(mail) ?? BounceText.Read(mail);
        return recipients.Count == 0 ? null : new BounceReport { Recipients = [.. recipients.Take(MaxRecipients)], MessageId = MessageIdOf(mail) };
    }

    /// <summary>The value of the first field of that name; empty where there is none.</summary>
    internal static string Field(IReadOnlyList<MailField> fields, string name) =>
        fields.FirstOrDefault(field => field.Name.Equals(name, StringComparison.OrdinalIgnoreCase))?.Value.Trim() ?? "";

    private static string? MessageIdOf(BounceMail mail)
    {
        var id = Field(mail.ReturnedFields, "Message-ID") is { Length: > 0 } returned ? returned : BounceText.MessageId(mail.Text);
        var bare = id.Trim().TrimStart('<').Split('>')[0].Trim();
        return bare.Length == 0 ? null : bare;
    }
}

/// <summary>What of a mail a bounce is read from.</summary>
public sealed record BounceMail
{
    public required MailHead Head { get; init; }

    public string Text { get; init; } = "";

    /// <summary>The blocks of fields of a report (RFC 3464 §2.1), in their order.</summary>
    public IReadOnlyList<IReadOnlyList<MailField>> ReportBlocks { get; init; } = [];

    /// <summary>Header fields of the mail that is given back.</summary>
    public IReadOnlyList<MailField> ReturnedFields { get; init; } = [];
}
