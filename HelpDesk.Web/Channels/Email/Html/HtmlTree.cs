using System.Buffers;
using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace HelpDesk.Web.Channels.Email.Html;

/// <summary>
/// Parses HTML within limits. A parser builds a tree, and some input makes the tree, or the time to build it, grow with the
/// square of its length: such mails are shown as plain text. Nothing that a tree names is loaded.
/// </summary>
internal static class HtmlTree
{
    /// <summary>Characters.</summary>
    public const int MaxLength = 5_000_000;

    private const int MaxTags = 40_000;
    private const int MaxElements = 100_000;

    /// <summary>Levels. The parser itself flattens from 512 on, and is slow with what it flattens.</summary>
    private const int MaxDepth = 400;

    /// <summary>A tag's attributes are compared with each other; this bounds what that costs over all tags.</summary>
    private const long MaxPairs = 400_000_000;

    /// <summary>Formatting elements in which an element stands, over all elements.</summary>
    private const int MaxReopened = 400_000;

    private static readonly SearchValues<char> Separators = SearchValues.Create(" \t\n\f\r/\"'");

    private static readonly FrozenSet<string> Formatting =
        new[] { "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u" }.ToFrozenSet();

    /// <summary>The body of the document; false when it is beyond a limit.</summary>
    public static bool TryParse(string html, [NotNullWhen(true)] out IElement? body)
    {
        body = null;
        if (html.Length > MaxLength || html.AsSpan().Count('<') > MaxTags || Pairs(html) > MaxPairs)
        {
            return false;
        }

        try
        {
            var growth = new Growth();
            var options = new HtmlParserOptions { IsScripting = false, OnCreated = (element, _) => growth.Take(element) };
            body = new HtmlParser(options).ParseDocument(html).Body;
            return body is not null;
        }
        catch (TooLargeException)
        {
            return false;
        }
    }

    // Where a tag ends nobody knows without a parser, but none goes on behind two ">" and an attribute needs a space,
    // a slash or a quote before it.
    private static long Pairs(ReadOnlySpan<char> html)
    {
        var pairs = 0L;
        foreach (var range in html.Split('>'))
        {
            long words = Words(html[range]);
            pairs += words * words;
        }

        return pairs;
    }

    private static int Words(ReadOnlySpan<char> text)
    {
        var words = 0;
        for (var at = text.IndexOfAny(Separators); at >= 0; at = text.IndexOfAny(Separators))
        {
            words++;
            text = text[(at + 1)..];
        }

        return words;
    }

    /// <summary>
    /// Watches the tree while it grows. The parser opens formatting elements again in every block until they are closed
    /// (HTML §13.2.4.3) and says nothing of it; but what it opened last hangs at the end of the tree, or before the
    /// innermost table when it does not belong inside.
    /// </summary>
    private sealed class Growth
    {
        private int elements;
        private int reopened;

        public void Take(IElement element)
        {
            if (element.Owner is not { } document)
            {
                return;
            }

            var (depth, formatting, table) = LastPath(document);
            var beforeTable = table?.Parent is { ChildNodes: { Length: > 1 } siblings } ? LastPath(siblings[siblings.Length - 2]).Formatting : 0;
            reopened += formatting + beforeTable;
            if (++elements > MaxElements || depth > MaxDepth || reopened > MaxReopened)
            {
                throw new TooLargeException();
            }
        }

        private static (int Depth, int Formatting, INode? Table) LastPath(INode root)
        {
            var (depth, formatting, table) = (0, 0, (INode?)null);
            for (var node = root; node is not null && depth <= MaxDepth; node = node.LastChild)
            {
                depth++;
                formatting += node is IElement element && Formatting.Contains(element.LocalName) ? 1 : 0;
                table = node is IElement { LocalName: "table" } ? node : table;
            }

            return (depth, formatting, table);
        }
    }

    private sealed class TooLargeException : Exception;
}
