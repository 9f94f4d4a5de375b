using System.Text;

namespace HelpDesk.Web.Channels.Email.Mime;

/// <summary>The text of header fields: one line, without control characters, valid UTF-16.</summary>
internal static class FieldText
{
    /// <summary>Unfolds the bytes of a field (RFC 5322 §2.2.3) and reads them as UTF-8 (RFC 6532) or whatever they seem to be.</summary>
    public static string Read(ReadOnlySpan<byte> bytes) => Clean(Charsets.Guess(bytes));

    /// <summary>
    /// Line breaks and tabs become spaces, except where a space follows: that is a fold. Other control characters are
    /// dropped, also those that an encoded word brought in.
    /// </summary>
    public static string Clean(string text)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            return text.Trim(' ');
        }

        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            Add(clean, text, ref i);
        }

        return clean.ToString().Trim(' ');
    }

    private static void Add(StringBuilder clean, string text, ref int i)
    {
        var c = text[i];
        var next = i + 1 < text.Length ? text[i + 1] : '\0';
        if (char.IsHighSurrogate(c) && char.IsLowSurrogate(next))
        {
            clean.Append(c).Append(next);
            i++;
        }
        else if (c is '\r' or '\n' ? next is not (' ' or '\t' or '\r' or '\n') : c is '\t' or '\u0085' or '\u2028' or '\u2029')
        {
            clean.Append(' ');
        }
        else if (!char.IsControl(c))
        {
            clean.Append(char.IsSurrogate(c) ? '\uFFFD' : c);
        }
    }
}
