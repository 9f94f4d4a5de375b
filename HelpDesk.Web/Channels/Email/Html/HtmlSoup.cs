using System.Net;
using System.Text;

namespace HelpDesk.Web.Channels.Email.Html;

/// <summary>The text of HTML that is too much for a tree: its tags are taken out, nothing else is understood.</summary>
internal static class HtmlSoup
{
    public static string TextOf(string html)
    {
        var text = new StringBuilder();
        var at = 0;
        foreach (var tag in HtmlTags.Of(html))
        {
            text.Append(Flowing(html.AsSpan(at, tag.Start - at)));
            text.Append(HtmlElements.IsBlock(tag.Name) || tag.Name == "br" ? "\n" : "");
            at = tag.End;
        }

        text.Append(Flowing(html.AsSpan(at)));
        return TextLimits.Tidy(WebUtility.HtmlDecode(text.ToString()));
    }

    private static string Flowing(ReadOnlySpan<char> text) => text.ToString().Replace('\n', ' ').Replace('\r', ' ');
}
