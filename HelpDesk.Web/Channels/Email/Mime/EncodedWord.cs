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
    public static bool TryRead(ReadOnlySpan<char> text, int start, int nextEnd, out EncodedWord word)
    {
        word = default;
        var head = text.Slice(start + 2, Math.Min(MaxCharset, text.Length - start - 2));
        var mark = head.IndexOf('?');
        if (mark < 0 || head[..mark].ContainsAny(' ', '\t') || head.Length < mark + 3 || head[mark + 2] != '?')
        {
            return false;
        }

        var begin = start + 2 + mark + 3;
        var way = char.ToUpperInvariant(head[mark + 1]);
        if (way is not ('B' or 'Q') || !TryEnd(text, begin, nextEnd, out var end))
        {
            return false;
        }

        word = new EncodedWord(head[..mark].ToString(), way == 'B', text[begin..end].ToString(), end + 2);
        return true;
    }

    public ReadOnlyMemory<byte> Bytes()
    {
        var raw = Charsets.Encode(Encoded, Charset);
        return IsBase64 ? Base64.Decode(raw, out _) : QuotedPrintable.DecodeWord(raw);
    }

    // The marks of the beginning may touch the end: "=?x?q??=". A word inside of a word means that the first never ends.
    private static bool TryEnd(ReadOnlySpan<char> text, int begin, int nextEnd, out int end)
    {
        end = nextEnd >= begin ? nextEnd : text[begin..].IndexOf("?=") is var next and >= 0 ? begin + next : -1;
        return end >= 0 && end <= text.Length - 2 && text[begin..end].IndexOf("=?") < 0;
    }
}
