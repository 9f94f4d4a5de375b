using System.Globalization;
using AngleSharp.Dom;

namespace HelpDesk.Web.Channels.Email.Html;

/// <summary>Reads a tree as lines of text, and keeps what of the tree stands on each.</summary>
internal sealed class HtmlLines
{
    /// <summary>Stands for a picture, so that a line with one is not taken for an empty one.</summary>
    public const char Picture = '\uFFFC';

    private const int MaxShownUrl = 300;

    /// <summary>Preformatted text is cut into lines up to this many; beyond, it is one line.</summary>
    private const int MaxCuts = 5_000;

    private readonly List<HtmlLine> lines = [];
    private readonly Stack<(INode Node, int Start, HtmlLine Line)> links = [];
    private readonly Stack<(INode Node, int Number)> lists = [];
    private HtmlLine line = new();
    private int quotes;
    private int weakQuotes;
    private int fixedWidth;
    private bool isTail;
    private bool gapDue;

    private HtmlLines()
    {
    }

    public static List<HtmlLine> Of(INode root)
    {
        Cut(root);
        var reader = new HtmlLines();
        DomWalk.Through(root, reader.Enter, reader.Leave);
        reader.End();
        reader.Weigh();
        return reader.lines;
    }

    // From the end upwards: what is only set off counts as a quote until the author speaks.
    private void Weigh()
    {
        var at = lines.Count - 1;
        while (at >= 0 && (lines[at].IsQuoted || lines[at].IsWeak || lines[at].Text.Length == 0))
        {
            lines[at].IsQuoted |= lines[at].IsWeak;
            at--;
        }
    }

    private bool Enter(INode node)
    {
        if (node is not IElement element)
        {
            AddText(node);
            return false;
        }

        if (HtmlElements.IsDropped(element.LocalName) || element.NamespaceUri != NamespaceNames.HtmlUri)
        {
            return false;
        }

        Open(element, QuoteMarks.Of(element));
        if (element.HasChildNodes)
        {
            return true;
        }

        AddEmpty(element);
        Leave(element);
        return false;
    }

    private void Open(IElement element, QuoteMark mark)
    {
        if (HtmlElements.IsBlock(element.LocalName) || mark != QuoteMark.None)
        {
            Break();
        }

        isTail |= mark == QuoteMark.Tail;
        quotes += mark == QuoteMark.Block ? 1 : 0;
        weakQuotes += mark == QuoteMark.Weak ? 1 : 0;
        fixedWidth += IsFixed(element) ? 1 : 0;
        gapDue |= IsParagraph(element) && lines.Count > 0;
        OpenInline(element);
    }

    private void OpenInline(IElement element)
    {
        switch (element.LocalName)
        {
            case "a":
                links.Push((element, line.Length, line));
                break;
            case "ul" or "ol":
                lists.Push((element, element.LocalName == "ol" ? 1 : 0));
                break;
            case "li":
                Write(Bullet());
                break;
            case "td" or "th" when line.Length > 0:
                Write("\t");
                break;
        }
    }

    private void Leave(INode node)
    {
        if (node is not IElement element)
        {
            return;
        }

        if (links.TryPeek(out var link) && link.Node == node)
        {
            ShowTarget(element, links.Pop());
        }

        var mark = QuoteMarks.Of(element);
        if (HtmlElements.IsBlock(element.LocalName) || mark == QuoteMark.Block)
        {
            Break();
        }

        quotes -= mark == QuoteMark.Block ? 1 : 0;
        weakQuotes -= mark == QuoteMark.Weak ? 1 : 0;
        fixedWidth -= IsFixed(element) ? 1 : 0;
        gapDue |= IsParagraph(element);
        if (lists.TryPeek(out var list) && list.Node == node)
        {
            lists.Pop();
        }
    }

    private void AddText(INode node)
    {
        if (node is not IText text)
        {
            return;
        }

        var target = Target(text.Data);
        if (fixedWidth > 0 && text.Data is [.., '\n'])
        {
            target.Add(text.Data.TrimEnd('\n', '\r'));
            target.Leaves.Add(node);
            target.IsBroken = true;
            End();
        }
        else if (fixedWidth > 0)
        {
            target.Add(text.Data);
            target.Leaves.Add(node);
        }
        else if (target.AddFlowing(text.Data))
        {
            target.Leaves.Add(node);
        }
    }

    private void AddEmpty(IElement element)
    {
        switch (element.LocalName)
        {
            case "br":
                Current().Leaves.Add(element);
                line.IsBroken = true;
                End();
                break;
            case "hr":
                Write("________________");
                line.Leaves.Add(element);
                Break();
                break;
            case "img" when !Pixels.IsPixel(element):
                Write(element.GetAttribute("alt") is { Length: > 0 } alt ? $"{Picture}[{alt}]" : $"{Picture}");
                line.Leaves.Add(element);
                break;
            default:
                line.Leaves.Add(element);
                break;
        }
    }

    private void Write(string text) => Current().Add(text);

    // White space alone does not open the gap between paragraphs.
    private HtmlLine Target(string text) => fixedWidth > 0 || !string.IsNullOrWhiteSpace(text) ? Current() : line;

    private HtmlLine Current()
    {
        if (gapDue)
        {
            gapDue = false;
            lines.Add(new HtmlLine());
        }

        if (line.IsEmpty)
        {
            line.IsQuoted = isTail || quotes > 0;
            line.IsWeak = weakQuotes > 0;
        }

        return line;
    }

    private void Break()
    {
        if (!line.IsEmpty)
        {
            End();
        }
    }

    private void End()
    {
        lines.Add(line);
        line = new HtmlLine();
    }

    private string Bullet()
    {
        if (!lists.TryPop(out var list))
        {
            return "- ";
        }

        lists.Push(list.Number == 0 ? list : (list.Node, list.Number + 1));
        return list.Number == 0 ? "- " : string.Create(CultureInfo.InvariantCulture, $"{list.Number}. ");
    }

    // The address is shown where the words do not tell it.
    private static void ShowTarget(IElement element, (INode Node, int Start, HtmlLine Line) link)
    {
        if (HtmlUrls.TryLink(element.GetAttribute("href"), out var url) && url.Length <= MaxShownUrl && link.Line.Length > link.Start
            && url.StartsWith("http", StringComparison.OrdinalIgnoreCase) && !link.Line.Contains(new Uri(url).Host, link.Start))
        {
            link.Line.Add($" ({url})");
        }
    }

    private static bool IsParagraph(IElement element) => element.LocalName switch
    {
        // Word writes every line as a paragraph without margins.
        "p" => element.ClassName?.Contains("Mso", StringComparison.Ordinal) != true,
        "h1" or "h2" or "h3" or "h4" or "h5" or "h6" or "table" or "blockquote" or "pre" => true,
        "ul" or "ol" => element.ParentElement?.LocalName is not ("li" or "ul" or "ol"),
        _ => false,
    };

    private static bool IsFixed(IElement element) =>
        element.LocalName == "pre" || (element.GetAttribute("style") is { } style
            && style.Contains("white-space", StringComparison.OrdinalIgnoreCase) && style.Contains("pre", StringComparison.OrdinalIgnoreCase));

    // A preformatted text is one node with many lines: each gets its own, so that some can be folded.
    private static void Cut(INode root)
    {
        var texts = new List<IText>();
        var depth = 0;
        DomWalk.Through(
            root,
            node =>
            {
                if (node is IText text && depth > 0 && text.Data.Contains('\n', StringComparison.Ordinal))
                {
                    texts.Add(text);
                }

                depth += node is IElement element && IsFixed(element) ? 1 : 0;
                return true;
            },
            node => depth -= node is IElement element && IsFixed(element) ? 1 : 0);
        texts.ForEach(CutLines);
    }

    private static void CutLines(IText text)
    {
        var parts = text.Data.Split('\n');
        if (parts.Length > MaxCuts || text.Parent is not { } parent)
        {
            return;
        }

        for (var at = 0; at < parts.Length - 1; at++)
        {
            parent.InsertBefore(text.Owner!.CreateTextNode($"{parts[at]}\n"), text);
        }

        text.Data = parts[^1];
    }
}
