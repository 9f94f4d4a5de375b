using HelpDesk.Domain.Email;

namespace HelpDesk.Web.Channels.Email.Mime;

/// <summary>Puts together what the readers of heads, parts and texts find. The folder stands for a library of its kind.</summary>
internal sealed class MimeReader : IMimeReader
{
    // May stand once (RFC 5322 §3.6, RFC 2045 §3).
    private static readonly string[] Single =
    [
        "From", "Sender", "Reply-To", "To", "Cc", "Subject", "Date", "Message-ID", "In-Reply-To", "References",
        "MIME-Version", "Content-Type", "Content-Transfer-Encoding", "Content-Disposition",
    ];

    public ReadMail Read(ReadOnlyMemory<byte> raw)
    {
        var oddities = new OddityLog();
        var mail = PartTree.Read(raw, oddities);
        var body = MailBody.Read(mail, new TextParts(raw, oddities));
        var files = new FileParts(raw, oddities).Read(body);
        var read = Addressed(mail.Head, oddities) with { Text = body.Text, Html = body.Html, Files = files };
        return Reported(read, raw, mail, oddities) with { Oddities = oddities.Seen };
    }

    private static ReadMail Addressed(Head head, OddityLog oddities)
    {
        var from = Everybody(head, "From");
        oddities.NoteIf(IsRepeated(head), MailOddities.RepeatedField);
        oddities.NoteIf(from.Select(mailbox => mailbox.Address).Distinct(StringComparer.OrdinalIgnoreCase).Count() > 1, MailOddities.SeveralSenders);
        return new ReadMail
        {
            MessageId = MessageIds.First(head.First("Message-ID")),
            From = from,
            Sender = AddressList.Read(head.First("Sender")),
            ReplyTo = AddressList.Read(head.First("Reply-To")),
            To = Everybody(head, "To"),
            Cc = Everybody(head, "Cc"),
            Subject = EncodedWords.Decode(head.First("Subject") ?? ""),
            Date = MailDate.Read(head.First("Date")),
            InReplyTo = MessageIds.All(head.First("In-Reply-To")),
            References = MessageIds.All(head.First("References")),
            Fields = Reports.Fields(head),
        };
    }

    private static ReadMail Reported(ReadMail read, ReadOnlyMemory<byte> raw, Part mail, OddityLog oddities)
    {
        var leaves = Leaves(mail).ToList();
        var reports = new Reports(raw, oddities);
        var isReport = mail.MediaType == "multipart/report" || leaves.Exists(Reports.IsBlock);
        return read with
        {
            MediaType = mail.MediaType,
            ReportType = mail.MediaType == "multipart/report" ? mail.ReportType : null,
            ReportBlocks = reports.Blocks(leaves),
            ReturnedFields = isReport ? reports.Returned(leaves) : [],
        };
    }

    // People, unlike a subject, are not passed over because they stand in a second field.
    private static List<Mailbox> Everybody(Head head, string field) => [.. head.All(field).SelectMany(AddressList.Read)];

    private static bool IsRepeated(Head head)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return head.Fields.Any(field => !seen.Add(field.Name) && Single.Contains(field.Name, StringComparer.OrdinalIgnoreCase));
    }

    private static IEnumerable<Part> Leaves(Part part) => part.Parts.Count == 0 ? [part] : part.Parts.SelectMany(Leaves);
}
