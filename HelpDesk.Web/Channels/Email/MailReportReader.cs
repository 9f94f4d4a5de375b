using HelpDesk.Domain.Email;
using HelpDesk.Domain.Tickets;
using HelpDesk.Web.Channels.Email.Mime;
using HelpDesk.Web.Intake;

namespace HelpDesk.Web.Channels.Email;

/// <summary>Reads out of a report which mails of ours it may be about, and what became of them.</summary>
internal static class MailReportReader
{
    private const string Id = "Message-ID";

    public static IReadOnlyList<InboundReport> Read(ReadMail mail, MailHead head, MachineKind kind) => kind switch
    {
        MachineKind.Bounce => MailReading.BounceOf(mail, head) is { } bounce
            ? [.. bounce.Recipients.Select(recipient => Of(recipient, IdsOf(mail, bounce.MessageId)))]
            : [Unsaid(mail)],
        MachineKind.Feedback => [Unsaid(mail)],
        _ => [],
    };

    private static InboundReport Of(Bounce bounce, IReadOnlyList<string> ids) => new(
        ids, bounce.Address.Length > 0 ? bounce.Address : null, bounce.Status, bounce.IsPermanent, bounce.Reason == BounceReason.NoSuchAddress, bounce.Diagnostic);

    // It belongs to a mail of ours and says nothing against it: a complaint, a receipt.
    private static InboundReport Unsaid(ReadMail mail) => new(IdsOf(mail, null), null, null, IsFinal: false, SpeaksAgainstAddress: false, mail.Subject);

    private static List<string> IdsOf(ReadMail mail, string? found)
    {
        var returned = mail.ReturnedFields.FirstOrDefault(field => field.Name.Equals(Id, StringComparison.OrdinalIgnoreCase))?.Value.Trim(' ', '<', '>');
        return [.. new[] { found, returned }.OfType<string>().Concat(mail.InReplyTo).Concat(mail.References.Reverse()).Distinct()];
    }
}
