using System.Text;
using AngleSharp.Dom;

namespace HelpDesk.Web.Channels.Email.Html;

/// <summary>
/// Writes what may stay of a tree as HTML. Only what is on the lists is ever written, and all text is escaped: there is no
/// raw text in the output that a browser could read otherwise than the parser did.
/// </summary>
internal sealed class HtmlWriter
{
    /// <summary>Links of one mail; further ones are written as text.</summary>
    public const int MaxLinks = 5_000;

    private readonly StringBuilder html = new();
    private readonly Func<INode, bool> isWanted;
    private int links;

    private HtmlWriter(Func<INode, bool> isWanted) => this.isWanted = isWanted;

    /// <param name="root">Of which the content is written.</param>
    /// <param name="isWanted">Says whether a node has a place in the output.</param>
    public static WrittenHtml Write(INode root, Func<INode, bool> isWanted)
    {
        var writer = new HtmlWriter(isWanted);
        DomWalk.Through(root, writer.Enter, writer.Leave);
        return new WrittenHtml(writer.html.ToString(), writer.RemoteImages, writer.PixelCount);
    }

    private int RemoteImages { get; set; }

    private int PixelCount { get; set; }

    private bool Enter(INode node)
    {
        if (!isWanted(node))
        {
            return false;
        }

        if (node is not IElement element)
        {
            Escape(node is IText text ? text.Data : "", isAttribute: false);
            return false;
        }

        var name = element.LocalName;
        if (element.NamespaceUri != NamespaceNames.HtmlUri || HtmlElements.IsDropped(name) || IsPixel(element, name))
        {
            return false;
        }

        WriteStart(element, NameOf(element));
        return true;
    }

    private void Leave(INode node)
    {
        if (node is IElement element && NameOf(element) is { } name && !HtmlElements.IsVoid(name))
        {
            html.Append("</").Append(name).Append('>');
        }
    }

    private bool IsPixel(IElement element, string name)
    {
        var isPixel = name == "img" && Pixels.IsPixel(element);
        PixelCount += isPixel ? 1 : 0;
        return isPixel;
    }

    // The colours of a body are kept by a division in its place. Null for elements that only leave their content behind.
    private static string? NameOf(IElement element) => element.LocalName switch
    {
        "body" => HtmlAttributes.Of(element, "body").Any() ? "div" : null,
        "a" => HtmlUrls.TryLink(element.GetAttribute("href"), out _) ? "a" : null,
        var name => HtmlElements.IsKept(name) ? name : null,
    };

    private void WriteStart(IElement element, string? name)
    {
        if (name is null || (name == "a" && ++links > MaxLinks))
        {
            return;
        }

        html.Append('<').Append(name);
        foreach (var (attribute, value) in HtmlAttributes.Of(element, name))
        {
            html.Append(' ').Append(attribute).Append("=\"");
            Escape(value, isAttribute: true);
            html.Append('"');
            RemoteImages += attribute == "data-remote-src" ? 1 : 0;
        }

        html.Append('>');
        if (name == "pre" && element.FirstChild is IText { Data: ['\n', ..] })
        {
            // Parsers skip one line end here.
            html.Append('\n');
        }
    }

    private void Escape(string text, bool isAttribute)
    {
        foreach (var c in text)
        {
            _ = c switch
            {
                '&' => html.Append("&amp;"),
                '<' => html.Append("&lt;"),
                '>' => html.Append("&gt;"),
                '"' when isAttribute => html.Append("&quot;"),
                // Parsers change both: what is not written cannot differ when it is read again.
                '\r' or '\0' => html,
                _ => html.Append(c),
            };
        }
    }
}

/// <summary>What <see cref="HtmlWriter"/> wrote.</summary>
/// <param name="RemoteImages">How many pictures wait for a click.</param>
/// <param name="Pixels">How many tracking pixels were left out.</param>
internal sealed record WrittenHtml(string Html, int RemoteImages, int Pixels);
