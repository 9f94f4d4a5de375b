namespace HelpDesk.Web.Channels.Email.Mime;

/// <summary>The texts of a mail, decoded: without NUL, their lines ending in LF.</summary>
internal sealed class TextParts(ReadOnlyMemory<byte> raw, OddityLog oddities)
{
    private int left = MimeLimits.TextBytes;

    /// <summary>False where the texts together become longer than anybody reads.</summary>
    public bool TryRead(Part part, out string text)
    {
        text = "";
        var content = TransferEncodings.Decode(raw[part.Start..part.End], part.TransferEncoding, oddities);
        if (content.Length > left)
        {
            return false;
        }

        left -= content.Length;
        text = Clean(Charsets.Decode(content.Span, part.Charset, out var isGuess));
        oddities.NoteIf(isGuess, MailOddities.CharsetGuessed);
        text = part.IsFlowed ? Flowed.Join(text, part.DeletesSpace) : text;
        return true;
    }

    private static string Clean(string text) => text
        .Replace("\0", "", StringComparison.Ordinal)
        .Replace("\r\n", "\n", StringComparison.Ordinal)
        .Replace('\r', '\n')
        .TrimStart('\uFEFF');
}
