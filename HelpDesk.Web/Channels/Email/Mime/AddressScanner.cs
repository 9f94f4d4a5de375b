using System.Text;

namespace HelpDesk.Web.Channels.Email.Mime;

/// <summary>
/// Goes through a field of addresses token by token. A quote or comment that never ends is a letter, and so is each after
/// it: that keeps what follows readable, and the reading linear.
/// </summary>
internal sealed class AddressScanner(string text)
{
    private bool quotesEnd = true;
    private bool commentsEnd = true;

    public int At { get; set; }

    public bool IsEnd => At >= text.Length;

    public char Current => text[At];

    /// <param name="shown">Without the quotes.</param>
    /// <param name="written">As it stands.</param>
    public bool TryQuoted(out string shown, out string written)
    {
        (shown, written) = ("", "");
        if (text[At] != '"' || !quotesEnd)
        {
            return false;
        }

        var quoted = new StringBuilder();
        for (var i = At + 1; i < text.Length; i++)
        {
            if (text[i] == '"')
            {
                (shown, written, At) = (quoted.ToString(), text[At..(i + 1)], i + 1);
                return true;
            }

            i += text[i] == '\\' && i + 1 < text.Length ? 1 : 0;
            quoted.Append(text[i]);
        }

        return quotesEnd = false;
    }

    public bool TryComment(out string comment)
    {
        comment = "";
        if (text[At] != '(' || !commentsEnd)
        {
            return false;
        }

        var end = Comments.EndOf(text, At);
        if (end < 0)
        {
            return commentsEnd = false;
        }

        (comment, At) = (text[(At + 1)..(end - 1)].Trim(' '), end);
        return true;
    }

    /// <summary>An encoded word is one token, also where it holds a comma or bracket that it should not.</summary>
    public bool TryEncodedWord(out string word)
    {
        var length = EncodedWords.LengthAt(text, At);
        word = text.Substring(At, length);
        At += length;
        return length > 0;
    }

    /// <summary>A domain in brackets, <c>[192.0.2.1]</c> or <c>[IPv6:2001:db8::1]</c>.</summary>
    public bool TryLiteral(out string literal)
    {
        var length = text.AsSpan(At, Math.Min(100, text.Length - At)).IndexOf(']') + 1;
        literal = text[At] == '[' ? text.Substring(At, length) : "";
        At += literal.Length;
        return literal.Length > 0;
    }

    /// <summary>The current letter and all up to the next that may mean something.</summary>
    public string Atom(string stops)
    {
        var start = At;
        var length = text.AsSpan(At + 1).IndexOfAny(stops);
        At = length < 0 ? text.Length : At + 1 + length;
        return text[start..At];
    }
}
