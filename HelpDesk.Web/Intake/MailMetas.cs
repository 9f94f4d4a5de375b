using HelpDesk.Domain.Email;

namespace HelpDesk.Web.Intake;

/// <summary>Writes down the head of a mail and why it landed where it did.</summary>
internal static class MailMetas
{
    public const int MaxId = 1_000;

    private const int MaxLine = 1_000;
    private const int MaxList = 20_000;
    private const int MaxOddities = 300;

    public static string? FromOf(InboundMail mail) => Written(mail.From, MaxLine);

    public static MailMeta Of(long messageId, InboundMail mail, MailId id, ThreadHint hint, SenderStanding standing) => new(messageId, mail.InboxId, id.Id)
    {
        ClaimedMessageId = id.Claimed,
        InReplyTo = MailText.LineOrNull(string.Join(' ', mail.InReplyTo), MaxId),
        References = MailText.LineOrNull(string.Join(' ', mail.References), MaxList),
        Subject = MailText.Line(mail.Subject, MaxLine),
        From = FromOf(mail),
        ReplyTo = Written(mail.ReplyTo, MaxLine),
        To = Written(mail.To, MaxList),
        Cc = Written(mail.Cc, MaxList),
        Alias = mail.Alias,
        Hint = hint,
        Standing = standing,
        Verdict = mail.Verdict,
        Oddities = MailText.Line(string.Join(", ", id.Claimed is null ? mail.Oddities : [.. mail.Oddities, "another mail has the same Message-ID"]), MaxOddities),
    };

    private static string? Written(IReadOnlyList<Mailbox> mailboxes, int limit) => MailText.LineOrNull(
        string.Join(", ", mailboxes.Select(mailbox => mailbox.Name.Length == 0 ? mailbox.Address : $"{mailbox.Name} <{mailbox.Address}>")), limit);
}
