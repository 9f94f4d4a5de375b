using System.Text;

namespace HelpDesk.Web.Channels.Email.Mime;

/// <summary>Reads <c>; name=value; name="value"</c>, also where semicolons or quotes are missing. The first of a name counts.</summary>
internal sealed class ParameterReader(string text, int start)
{
    private readonly Dictionary<string, string> plain = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Continuation> continued = new(StringComparer.OrdinalIgnoreCase);
    private int at = start;

    public Dictionary<string, string> Read()
    {
        while (Skip(" \t;") < text.Length)
        {
            ReadOne();
        }

        foreach (var (name, pieces) in continued)
        {
            // The form that can say every letter is what the sender means (RFC 6266 §4.3).
            plain[name] = pieces.Join();
        }

        return plain;
    }

    private void ReadOne()
    {
        if (text[at] == '(')
        {
            at = Comments.EndOf(text, at) is var end and > 0 ? end : text.Length;
            return;
        }

        var name = Until("=;\"( \t");
        if (Skip(" \t") < text.Length && text[at] == '=')
        {
            at++;
            Take(name, Value(name));
        }
        else if (at < text.Length && text[at] == '"')
        {
            at++;
        }
    }

    private void Take(string name, string value)
    {
        var star = name.IndexOf('*', StringComparison.Ordinal);
        if (star < 0)
        {
            plain.TryAdd(name, EncodedWords.Decode(value));
            return;
        }

        if (!continued.TryGetValue(name[..star], out var pieces))
        {
            continued.Add(name[..star], pieces = new Continuation());
        }

        pieces.Add(name.AsSpan(star + 1), value);
    }

    // A name of a file may hold blanks although nobody quoted it.
    private string Value(string name)
    {
        Skip(" \t");
        if (at < text.Length && text[at] == '"')
        {
            return Quoted();
        }

        var isName = name.StartsWith("name", StringComparison.OrdinalIgnoreCase) || name.StartsWith("filename", StringComparison.OrdinalIgnoreCase);
        return Until(isName ? ";" : "; \t(").TrimEnd();
    }

    // Only quotes and backslashes are quoted by a backslash: paths of Windows stand here as they are.
    private string Quoted()
    {
        var value = new StringBuilder();
        for (at++; at < text.Length && text[at] != '"'; at++)
        {
            if (text[at] == '\\' && at + 1 < text.Length && text[at + 1] is '"' or '\\')
            {
                at++;
            }

            value.Append(text[at]);
        }

        at++;
        return value.ToString();
    }

    private string Until(string stops)
    {
        var begin = at;
        var length = text.AsSpan(at).IndexOfAny(stops);
        at = length < 0 ? text.Length : at + length;
        return text[begin..at];
    }

    private int Skip(string blanks)
    {
        at = Math.Min(at, text.Length);
        var length = text.AsSpan(at).IndexOfAnyExcept(blanks);
        return at = length < 0 ? text.Length : at + length;
    }
}
