namespace HelpDesk.Web.Channels.Email.Mime;

/// <summary>The text of a part, decoded: without NUL, its lines ending in LF.</summary>
internal static class TextParts
{
    /// <summary>False where it is longer than anybody reads.</summary>
    public static bool TryRead(ReadOnlyMemory<byte> raw, Part part, OddityLog oddities, out string text)
    {
        text = "";
        var content = TransferEncodings.Decode(raw[part.Start..part.End], part.TransferEncoding, oddities);
        if (content.Length > MimeLimits.TextBytes)
        {
            return false;
        }

        text = Clean(Charsets.Decode(content.Span, part.Charset, out var isGuess));
        oddities.NoteIf(isGuess, MailOddities.CharsetGuessed);
        return true;
    }

    private static string Clean(string text) => text
        .Replace("\0", "", StringComparison.Ordinal)
        .Replace("\r\n", "\n", StringComparison.Ordinal)
        .Replace('\r', '\n')
        .TrimStart('\uFEFF');
}
