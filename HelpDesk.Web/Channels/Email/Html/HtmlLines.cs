using System.Globalization;
using AngleSharp.Dom;

namespace HelpDesk.Web.Channels.Email.Html;

/// <summary>Reads a tree as lines of text, and keeps what of the tree stands on each.</summary>
internal sealed class HtmlLines
{
    /// <summary>Stands for a picture, so that a line with one is not taken for an empty one.</summary>
    public const char Picture = '\uFFFC';

    private const int MaxShownUrl = 300;

    private readonly LineBuilder page = new();
    private readonly Stack<(INode Node, int Start, HtmlLine Line)> links = [];
    private readonly Stack<(INode Node, int Number)> lists = [];
    private int fixedWidth;

    private HtmlLines()
    {
    }

    public static List<HtmlLine> Of(INode root)
    {
        Preformatted.Cut(root);
        var reader = new HtmlLines();
        DomWalk.Through(root, reader.Enter, reader.Leave);
        reader.page.End();
        reader.page.Weigh();
        return reader.page.Lines;
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
            page.Break();
        }

        page.IsTail |= mark == QuoteMark.Tail;
        page.Quotes += mark == QuoteMark.Block ? 1 : 0;
        page.WeakQuotes += mark == QuoteMark.Weak ? 1 : 0;
        fixedWidth += Preformatted.Is(element) ? 1 : 0;
        page.IsGapDue |= IsParagraph(element) && page.Lines.Count > 0;
        OpenInline(element);
    }

    private void OpenInline(IElement element)
    {
        switch (element.LocalName)
        {
            case "a":
                links.Push((element, page.Line.Length, page.Line));
                break;
            case "ul" or "ol":
                lists.Push((element, element.LocalName == "ol" ? 1 : 0));
                break;
            case "li":
                Write(Bullet());
                break;
            case "td" or "th" when page.Line.Length > 0:
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
            page.Break();
        }

        page.Quotes -= mark == QuoteMark.Block ? 1 : 0;
        page.WeakQuotes -= mark == QuoteMark.Weak ? 1 : 0;
        fixedWidth -= Preformatted.Is(element) ? 1 : 0;
        page.IsGapDue |= IsParagraph(element);
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
            page.End();
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
                page.Current().Leaves.Add(element);
                page.Line.IsBroken = true;
                page.End();
                break;
            case "hr":
                Write("________________");
                page.Line.Leaves.Add(element);
                page.Break();
                break;
            case "img" when !Pixels.IsPixel(element):
                Write(element.GetAttribute("alt") is { Length: > 0 } alt ? $"{Picture}[{alt}]" : $"{Picture}");
                page.Line.Leaves.Add(element);
                break;
            default:
                page.Line.Leaves.Add(element);
                break;
        }
    }

    private void Write(string text) => page.Current().Add(text);

    // White space alone does not open the gap between paragraphs.
    private HtmlLine Target(string text) => fixedWidth > 0 || !string.IsNullOrWhiteSpace(text) ? page.Current() : page.Line;

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
}
