using System.Runtime.InteropServices;
using System.Text;

namespace HelpDesk.Web.Channels.Email.Mime;

/// <summary>
/// Encoded words in header fields (RFC 2047). Words that follow each other are one text, also where a sender cut it inside
/// of a letter; what only looks like a word stays as it is.
/// </summary>
internal sealed class EncodedWords
{
    // RFC 2047 §2 allows 75; senders do not care.
    private const int MaxLength = 1_000;

    private readonly string text;
    private readonly StringBuilder decoded = new();
    private readonly List<byte> bytes = [];
    private string? charset;
    private int nextEnd = -1;

    private EncodedWords(string text) => this.text = text;

    public static string Decode(string text) =>
        text.Contains("=?", StringComparison.Ordinal) ? FieldText.Clean(new EncodedWords(text).Decode()) : text;

    /// <summary>Length of the encoded word that begins at a place and holds no blanks or brackets; 0 where none does.</summary>
    public static int LengthAt(string text, int at)
    {
        var rest = text.AsSpan(at, Math.Min(MaxLength, text.Length - at));
        if (!rest.StartsWith("=?"))
        {
            return 0;
        }

        var stop = rest.IndexOfAny(" <>\"");
        return EncodedWord.TryRead(stop < 0 ? rest : rest[..stop], 0, nextEnd: 0, out var word) ? word.End : 0;
    }

    private string Decode()
    {
        var at = 0;
        while (text.IndexOf("=?", at, StringComparison.Ordinal) is var start && start >= 0)
        {
            at = TryRead(start, out var word) ? Take(word, at, start) : Skip(at, start + 2);
        }

        Flush();
        return decoded.Append(text, at, text.Length - at).ToString();
    }

    // The end that was found last counts until it is passed: a field full of beginnings is searched once.
    private bool TryRead(int start, out EncodedWord word)
    {
        if (nextEnd < start + 2)
        {
            nextEnd = text.IndexOf("?=", start + 2, StringComparison.Ordinal) is var end && end < 0 ? int.MaxValue : end;
        }

        return EncodedWord.TryRead(text, start, nextEnd, out word);
    }

    private int Take(EncodedWord word, int at, int start)
    {
        var between = text.AsSpan(at, start - at);
        var follows = charset is not null && between.IsWhiteSpace();
        if (!follows || !string.Equals(charset, word.Charset, StringComparison.OrdinalIgnoreCase))
        {
            Flush();
            decoded.Append(follows ? "" : between);
        }

        charset = word.Charset;
        bytes.AddRange(word.Bytes().Span);
        return word.End;
    }

    private int Skip(int at, int to)
    {
        Flush();
        decoded.Append(text, at, to - at);
        return to;
    }

    private void Flush()
    {
        if (charset is not null)
        {
            decoded.Append(Charsets.Decode(CollectionsMarshal.AsSpan(bytes), charset, out _));
        }

        bytes.Clear();
        charset = null;
    }
}
