namespace HelpDesk.Web.Channels.Email.Html;

/// <summary>Knows sanitised HTML that looks as its text does.</summary>
internal static class PlainLook
{
    // Colours and strokes may mean something ("my answers in red"); faces and sizes do not.
    private static readonly string[] Meaning = ["color:", "background", "text-decoration", "font-weight", "font-style", "border", "list-style"];

    /// <summary>True when there are only paragraphs, lines and spans, none of them marked by a style.</summary>
    public static bool Is(string html)
    {
        foreach (var tag in HtmlTags.Of(html))
        {
            if (tag.Name is not ("p" or "div" or "br" or "span") || Array.Exists(Meaning, style => html.AsSpan(tag.Start, tag.End - tag.Start).Contains(style, StringComparison.Ordinal)))
            {
                return false;
            }
        }

        return true;
    }
}
