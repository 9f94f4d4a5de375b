using System.Collections.Frozen;

namespace HelpDesk.Web.Channels.Email.Html;

/// <summary>What becomes of the elements of a mail.</summary>
internal static class HtmlElements
{
    private static readonly FrozenSet<string> Kept = new[]
    {
        "a", "abbr", "address", "article", "aside", "b", "bdi", "bdo", "big", "blockquote", "br", "caption", "center", "cite", "code",
        "col", "colgroup",
        "dd", "del", "dfn", "div", "dl", "dt", "em", "figcaption", "figure", "font", "footer", "h1", "h2", "h3", "h4", "h5", "h6",
        "header", "hr", "i", "img",
        "ins", "kbd", "li", "main", "mark", "nav", "ol", "p", "pre", "q", "rp", "rt", "ruby", "s", "samp", "section", "small", "span",
        "strike", "strong", "sub",
        "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "tt", "u", "ul", "var", "wbr",
    }.ToFrozenSet();

    // Gone with all that is in them: code, other languages than HTML, forms, frames, and what only some readers see.
    private static readonly FrozenSet<string> Dropped = new[]
    {
        "script", "style", "head", "title", "meta", "link", "base", "noscript", "template", "iframe", "frame", "frameset", "noframes",
        "object", "embed", "applet",
        "param", "svg", "math", "canvas", "audio", "video", "source", "track", "map", "area", "input", "select", "option", "optgroup",
        "datalist",
        "textarea", "keygen", "isindex", "noembed", "portal", "dialog", "slot", "bgsound", "xml",
    }.ToFrozenSet();

    private static readonly FrozenSet<string> Blocks = new[]
    {
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "div", "dl", "dt", "fieldset", "figcaption",
        "figure", "footer", "form",
        "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "table", "tr", "ul",
    }.ToFrozenSet();

    private static readonly FrozenSet<string> Void = new[] { "br", "col", "hr", "img", "wbr" }.ToFrozenSet();

    /// <summary>May stand in a sanitised mail; what is neither kept nor dropped leaves its content behind.</summary>
    public static bool IsKept(string name) => Kept.Contains(name);

    public static bool IsDropped(string name) => Dropped.Contains(name);

    /// <summary>Begins a line.</summary>
    public static bool IsBlock(string name) => Blocks.Contains(name);

    /// <summary>Has no content and no end tag.</summary>
    public static bool IsVoid(string name) => Void.Contains(name);
}
