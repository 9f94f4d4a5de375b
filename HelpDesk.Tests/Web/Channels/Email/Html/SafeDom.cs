using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace HelpDesk.Tests.Web.Channels.Email.Html;

/// <summary>Looks at sanitised HTML as a browser would: by the tree that a parser makes of it.</summary>
internal static class SafeDom
{
    private static readonly string[] Elements =
    [
        "script", "style", "iframe", "frame", "object", "embed", "applet", "base", "meta", "link", "form", "input", "button", "select",
        "textarea", "svg", "math", "noscript",
        "template", "video", "audio", "source", "title", "portal",
    ];

    private static readonly string[] Fetching = ["src", "srcset", "poster", "background", "data", "action", "formaction", "ping", "xlink:href", "longdesc", "codebase", "srcdoc"];

    public static IHtmlDocument Parse(string html) => new HtmlParser(new HtmlParserOptions { IsScripting = true }).ParseDocument(html);

    /// <summary>No code, no event, no foreign address, nothing that fetches.</summary>
    public static void Check(string html, string source)
    {
        foreach (var element in Parse(html).Body!.Descendants<IElement>())
        {
            Elements.ShouldNotContain(element.LocalName, source);
            foreach (var attribute in element.Attributes)
            {
                attribute.Name.ShouldNotStartWith("on", Case.Insensitive, source);
                Fetching.ShouldNotContain(attribute.Name, source);
                (attribute.Name == "style" && attribute.Value.Contains("url", StringComparison.OrdinalIgnoreCase)).ShouldBeFalse(source);
            }

            CheckLink(element.GetAttribute("href"), source);
        }
    }

    private static void CheckLink(string? href, string source)
    {
        if (href is not null)
        {
            new[] { "http:", "https:", "mailto:", "tel:" }.ShouldContain(scheme => href.StartsWith(scheme, StringComparison.OrdinalIgnoreCase), source);
        }
    }
}
