using System.Text;

namespace HelpDesk.Web.Channels.Email.Mime;

/// <summary>
/// Text whose sender broke it into lines for narrow screens and marked where (RFC 3676): a line that ends in a blank goes on
/// in the next one of the same quote depth. Gives paragraphs back as their author wrote them.
/// </summary>
internal static class Flowed
{
    private const string SignatureMark = "-- ";

    /// <param name="text">Lines that end in LF.</param>
    /// <param name="deletesSpace">The blank was put there by the breaking, between letters of one word (§4.2, DelSp).</param>
    public static string Join(string text, bool deletesSpace)
    {
        var joined = new StringBuilder(text.Length);
        var (openDepth, isFirst) = (-1, true);
        foreach (var range in text.AsSpan().Split('\n'))
        {
            var line = text.AsSpan()[range];
            var depth = line.IndexOfAnyExcept('>') is var end and >= 0 ? end : line.Length;
            line = line[depth..];
            line = line is [' ', ..] ? line[1..] : line;
            var isSignature = line.SequenceEqual(SignatureMark);
            if (depth != openDepth || isSignature)
            {
                Begin(joined, isFirst, depth, line);
            }

            var goesOn = line is [.., ' '] && !isSignature;
            joined.Append(goesOn && deletesSpace ? line[..^1] : line);
            (openDepth, isFirst) = (goesOn ? depth : -1, false);
        }

        return joined.ToString();
    }

    // What only looks like a quote was stuffed with a blank (§4.4) and keeps it: it would pass for one.
    private static void Begin(StringBuilder joined, bool isFirst, int depth, ReadOnlySpan<char> line)
    {
        _ = isFirst ? joined : joined.Append('\n');
        joined.Append('>', depth);
        _ = line.Length > 0 && (depth > 0 || line[0] == '>') ? joined.Append(' ') : joined;
    }
}
