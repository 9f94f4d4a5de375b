using HelpDesk.Domain.Email;

namespace HelpDesk.Web.Channels.Email.Mime;

/// <summary>What delivery and feedback reports say to machines (RFC 3462, RFC 3464, RFC 5965, RFC 8098).</summary>
internal sealed class Reports(ReadOnlyMemory<byte> raw, OddityLog oddities)
{
    /// <summary>A part of fields that a machine wrote for machines.</summary>
    public static bool IsBlock(Part part) => part.MediaType
        is "message/delivery-status" or "message/global-delivery-status" or "message/feedback-report"
        or "message/disposition-notification" or "message/global-disposition-notification";

    public IReadOnlyList<IReadOnlyList<MailField>> Blocks(IEnumerable<Part> leaves)
    {
        var blocks = leaves.Where(IsBlock).SelectMany(Blocks).Take(MimeLimits.Fields + 1).ToList();
        oddities.NoteIf(blocks.Count > MimeLimits.Fields, MailOddities.FieldsCut);
        return [.. blocks.Take(MimeLimits.Fields)];
    }

    /// <summary>The head of the mail that is given back, whole or as its head alone.</summary>
    public IReadOnlyList<MailField> Returned(IEnumerable<Part> leaves)
    {
        var mail = leaves.LastOrDefault(part => part.MediaType
            is "message/rfc822" or "message/global" or "text/rfc822-headers" or "message/global-headers" or "message/rfc822-headers");
        return mail is null ? [] : Fields(new HeadReader(new Lines(Content(mail)), oddities).ReadMail(out _));
    }

    public static IReadOnlyList<MailField> Fields(Head head) =>
        [.. head.Fields.Select(field => new MailField(field.Name, EncodedWords.Decode(field.Value)))];

    private IEnumerable<IReadOnlyList<MailField>> Blocks(Part part)
    {
        var lines = new Lines(Content(part));
        for (var at = 0; at < lines.Length;)
        {
            var head = new HeadReader(lines, oddities).Read(at, out var next);
            at = next > at ? next : lines.At(at).Next;
            if (head.Fields.Count > 0)
            {
                yield return Fields(head);
            }
        }
    }

    private ReadOnlyMemory<byte> Content(Part part) => TransferEncodings.Decode(raw[part.Start..part.End], part.TransferEncoding, oddities);
}
