using System.Buffers;

namespace HelpDesk.Web.Channels.Email.Html;

/// <summary>One tag as it stands in HTML.</summary>
/// <param name="Name">Lower case.</param>
/// <param name="Start">Where its "&lt;" stands.</param>
/// <param name="End">Behind its "&gt;", or behind all that belongs to it: the content of scripts and styles.</param>
internal readonly record struct HtmlTag(string Name, int Start, int End);

/// <summary>Finds the tags of HTML in one pass, without a tree: good enough to take them out, not to tell what is safe.</summary>
internal static class HtmlTags
{
    private const int MaxName = 40;

    private static readonly SearchValues<char> Stops = SearchValues.Create("\"'>");

    public static IEnumerable<HtmlTag> Of(string html)
    {
        for (var at = html.IndexOf('<', StringComparison.Ordinal); at >= 0 && at + 1 < html.Length; at = Next(html, at))
        {
            if (At(html, at) is { } tag)
            {
                yield return tag;
                at = tag.End - 1;
            }
        }
    }

    private static int Next(string html, int at) => at + 1 >= html.Length ? -1 : html.IndexOf('<', at + 1);

    private static HtmlTag? At(string html, int start)
    {
        var isEnd = html[start + 1] == '/';
        var name = NameAt(html, start + (isEnd ? 2 : 1));
        if (name.Length == 0)
        {
            return html[start + 1] is '!' or '?' ? new HtmlTag("!", start, EndOfComment(html, start)) : null;
        }

        var end = EndOfTag(html, start + 1);
        return new HtmlTag(name, start, isEnd ? end : EndOfRaw(html, name, end));
    }

    private static string NameAt(string html, int at)
    {
        var end = at;
        while (end < html.Length && end - at < MaxName && (char.IsAsciiLetterOrDigit(html[end]) || html[end] is ':' or '-'))
        {
            end++;
        }

        return end > at && char.IsAsciiLetter(html[at]) ? html[at..end].ToLowerInvariant() : "";
    }

    private static int EndOfComment(string html, int start)
    {
        var isComment = html.AsSpan(start).StartsWith("<!--");
        var end = html.IndexOf(isComment ? "-->" : ">", start, StringComparison.Ordinal);
        return end < 0 ? html.Length : end + (isComment ? 3 : 1);
    }

    private static int EndOfTag(string html, int at)
    {
        while (at < html.Length)
        {
            var found = html.AsSpan(at).IndexOfAny(Stops);
            at = found < 0 ? html.Length : at + found;
            if (at == html.Length || html[at] == '>')
            {
                return Math.Min(at + 1, html.Length);
            }

            at = html[at - 1] == '=' ? EndOfValue(html, at) : at + 1;
        }

        return html.Length;
    }

    private static int EndOfValue(string html, int quote)
    {
        var end = html.IndexOf(html[quote], quote + 1);
        return end < 0 ? html.Length : end + 1;
    }

    private static int EndOfRaw(string html, string name, int at)
    {
        if (name is not ("script" or "style" or "textarea" or "title" or "xmp" or "noscript" or "template" or "svg" or "math"))
        {
            return at;
        }

        var end = html.IndexOf($"</{name}", at, StringComparison.OrdinalIgnoreCase);
        return end < 0 ? html.Length : EndOfTag(html, end + 1);
    }
}
