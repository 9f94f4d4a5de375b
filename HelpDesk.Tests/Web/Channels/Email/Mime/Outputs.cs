using HelpDesk.Domain.Email;
using HelpDesk.Web.Channels.Email.Mime;

namespace HelpDesk.Tests.Web.Channels.Email.Mime;

/// <summary>Every text that a reader gives out.</summary>
internal static class Outputs
{
    public static void ShouldBeSound(ReadMail mail, string which)
    {
        foreach (var line in Lines(mail))
        {
            line.Any(char.IsControl).ShouldBeFalse(which);
        }

        foreach (var text in Lines(mail).Append(mail.Text).Append(mail.Html).OfType<string>())
        {
            text.Contains('\0', StringComparison.Ordinal).ShouldBeFalse(which);
            IsValid(text).ShouldBeTrue(which);
        }
    }

    private static IEnumerable<string> Lines(ReadMail mail) =>
    [
        mail.Subject, mail.MessageId ?? "", mail.MediaType, mail.ReportType ?? "",
        .. mail.InReplyTo, .. mail.References,
        .. new[] { mail.From, mail.Sender, mail.ReplyTo, mail.To, mail.Cc }.SelectMany(list => list).SelectMany(Of),
        .. mail.Fields.Concat(mail.ReturnedFields).Concat(mail.ReportBlocks.SelectMany(block => block)).SelectMany(Of),
        .. mail.Files.SelectMany(file => new[] { file.Name, file.MediaType, file.ContentId ?? "" }),
    ];

    private static string[] Of(Mailbox mailbox) => [mailbox.Name, mailbox.Address];

    private static string[] Of(MailField field) => [field.Name, field.Value];

    private static bool IsValid(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]) && !(i + 1 < text.Length && char.IsSurrogatePair(text[i], text[++i])))
            {
                return false;
            }
        }

        return true;
    }
}
