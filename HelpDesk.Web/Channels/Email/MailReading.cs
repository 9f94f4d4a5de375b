using HelpDesk.Domain.Email;
using HelpDesk.Web.Channels.Email.Html;
using HelpDesk.Web.Channels.Email.Mime;

namespace HelpDesk.Web.Channels.Email;

/// <summary>Puts what was read of a mail before the rules of the domain.</summary>
internal static class MailReading
{
    /// <param name="mail">As read.</param>
    /// <param name="ownAddresses">The desk's own addresses, normalised.</param>
    public static MailHead HeadOf(ReadMail mail, IReadOnlySet<string> ownAddresses) => new()
    {
        Fields = mail.Fields,
        From = mail.From,
        Subject = mail.Subject,
        MediaType = mail.MediaType,
        ReportType = mail.ReportType,
        OwnAddresses = ownAddresses,
    };

    /// <summary>What the mail says of mails that did not arrive; null when it is no bounce.</summary>
    public static BounceReport? BounceOf(ReadMail mail, MailHead head) => BounceReport.Of(new BounceMail
    {
        Head = head,
        Text = !string.IsNullOrWhiteSpace(mail.Text) ? mail.Text : mail.Html is null ? "" : PlainText.Of(TextLimits.Cut(mail.Html, HtmlTree.MaxLength)),
        ReportBlocks = mail.ReportBlocks,
        ReturnedFields = mail.ReturnedFields,
    });
}
