namespace HelpDesk.Web.Channels.Email.Mime;

/// <summary>One encoded word: charset, way of encoding, and the text encoded so.</summary>
/// <param name="End">Where the text after the word begins.</param>
internal readonly record struct EncodedWord(string Charset, bool IsBase64, string Encoded, int End)
{
    private const int MaxCharset = 80;

    /// <param name="text">The field.</param>
    /// <param name="start">Where <c>=?</c> stands.</param>
    /// <param name="nextEnd">Where the first <c>?=</c> after it stands.</param>
    /// <param name="word">What was read.</param>
    public static bool TryRead(string text, int start, int nextEnd, out EncodedWord word)
    {
        word = default;
        var head = text.AsSpan(start + 2, Math.Min(MaxCharset, text.Length - start - 2));
        var mark = head.IndexOf('?');
        if (mark < 0 || head[..mark].ContainsAny(' ', '\t') || head.Length < mark + 3 || head[mark + 2] != '?')
        {
            return false;
        }

        var begin = start + 2 + mark + 3;
        return TryEnd(text, begin, nextEnd, out var end)
            && TryMake(head[..mark].ToString(), head[mark + 1], text[begin..end], end + 2, out word);
    }

    public byte[] Bytes()
    {
        var raw = Charsets.Encode(Encoded, Charset);
        return IsBase64 ? Base64.Decode(raw, out _) : QuotedPrintable.DecodeWord(raw);
    }

    // The marks of the beginning may touch the end: "=?x?q??=". A word inside of a word means that the first never ends.
    private static bool TryEnd(string text, int begin, int nextEnd, out int end)
    {
        end = nextEnd >= begin ? nextEnd : text.IndexOf("?=", begin, StringComparison.Ordinal);
        if (end < 0 || end > text.Length - 2)
        {
            return false;
        }

        var inner = text.AsSpan(begin, end - begin).IndexOf("=?");
        return inner < 0;
    }

    private static bool TryMake(string charset, char way, string encoded, int end, out EncodedWord word)
    {
        word = new EncodedWord(charset, way is 'b' or 'B', encoded, end);
        return way is 'b' or 'B' or 'q' or 'Q';
    }
}
