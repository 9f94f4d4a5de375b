namespace HelpDesk.Web.Channels.Email.Mime;

/// <summary>What stands in a part, freed of its transfer encoding (RFC 2045 §6).</summary>
internal static class TransferEncodings
{
    private static readonly HashSet<string> Plain = ["", "7bit", "8bit", "binary", "7-bit", "8-bit", "none"];

    public static ReadOnlyMemory<byte> Decode(ReadOnlyMemory<byte> encoded, string name, OddityLog oddities)
    {
        var isBroken = false;
        var way = Name(name);
        ReadOnlyMemory<byte> decoded = way switch
        {
            "base64" => Base64.Decode(encoded.Span, out isBroken),
            "quoted-printable" => QuotedPrintable.Decode(encoded.Span, out isBroken),
            "x-uuencode" or "uuencode" or "x-uue" or "uue" => Uuencode.Decode(encoded, out isBroken),
            _ => encoded,
        };
        oddities.NoteIf(isBroken || (decoded.Equals(encoded) && !Plain.Contains(way)), MailOddities.EncodingBroken);
        return decoded;
    }

    private static string Name(string field)
    {
        var end = field.AsSpan().IndexOfAny(" ;(");
        return (end < 0 ? field : field[..end]).Trim('"', '\'').ToLowerInvariant();
    }
}
