using HelpDesk.Web.Channels.Email.Mime;

namespace HelpDesk.Web.Channels.Email;

/// <summary>Whom a mail reached, by every field that says so: first what servers wrote, then what its author wrote.</summary>
internal static class MailRecipients
{
    private const int Most = 200;

    private static readonly string[] OfServers = ["Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To"];

    public static IReadOnlyList<string> Of(ReadMail mail) =>
    [
        .. OfServers.SelectMany(name => mail.Fields.Where(field => field.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
            .Select(field => field.Value.Trim(' ', '<', '>'))
            .Concat(mail.To.Concat(mail.Cc).Select(mailbox => mailbox.Address))
            .Where(address => address.Length > 0)
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Take(Most),
    ];
}
