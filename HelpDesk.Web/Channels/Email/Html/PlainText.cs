namespace HelpDesk.Web.Channels.Email.Html;

/// <summary>Readable text of HTML, for search, previews and readers without HTML.</summary>
internal static class PlainText
{
    /// <summary>Paragraphs and lists keep their lines, links show where they lead, pictures what they are called.</summary>
    public static string Of(string html) => HtmlTree.TryParse(html, out var body) ? Of(HtmlLines.Of(body)) : HtmlSoup.TextOf(html);

    internal static string Of(IEnumerable<HtmlLine> lines) =>
        TextLimits.Tidy(string.Join('\n', lines.Select(line => line.Text.Replace(HtmlLines.Picture.ToString(), "", StringComparison.Ordinal).Replace('\u00a0', ' '))));
}
