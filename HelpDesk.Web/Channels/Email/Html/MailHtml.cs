using AngleSharp.Dom;
using HelpDesk.Domain.Email;

namespace HelpDesk.Web.Channels.Email.Html;

/// <summary>The HTML of a mail in two, sanitised: what its author wrote and what is folded away.</summary>
/// <param name="Visible">Empty when nothing of it may be shown.</param>
/// <param name="Quoted">Empty when nothing is folded.</param>
/// <param name="VisibleText">The same as <paramref name="Visible"/>, as text.</param>
/// <param name="HasRemoteImages">Pictures wait for a click, in either part.</param>
/// <param name="Pixels">How many tracking pixels were left out.</param>
internal sealed record MailHtml(string Visible, string Quoted, string VisibleText, string QuotedText, bool HasRemoteImages, int Pixels)
{
    /// <summary>
    /// Splits by what the structure says is quoted, and by the rules for lines of text. Null when the HTML is beyond a limit.
    /// </summary>
    public static MailHtml? Of(string html)
    {
        if (!HtmlTree.TryParse(html, out var body))
        {
            return null;
        }

        var lines = HtmlLines.Of(body);
        var folded = Folded(lines);
        if (!HtmlSanitiser.TryWrite(body, Wanted(lines, folded, isQuoted: false), out var visible)
            || !HtmlSanitiser.TryWrite(body, Wanted(lines, folded, isQuoted: true), out var quoted))
        {
            return null;
        }

        return new MailHtml(
            visible.Html.Trim(), quoted.Html.Trim(), Text(lines, folded, isQuoted: false), Text(lines, folded, isQuoted: true),
            visible.RemoteImages + quoted.RemoteImages > 0, visible.Pixels + quoted.Pixels);
    }

    private static bool[] Folded(List<HtmlLine> lines)
    {
        var folded = Domain.Email.QuotedText.Fold([.. lines.Select(line => new MailLine(line.Text, line.IsQuoted))]);
        var hasFold = Array.IndexOf(folded, true) >= 0;
        for (var at = lines.Count - 1; hasFold && at >= 0 && (folded[at] || IsEmpty(lines[at])); at--)
        {
            folded[at] = true;
        }

        return folded;
    }

    // Empty and ruled lines at the end belonged to what is folded.
    private static bool IsEmpty(HtmlLine line) => line.Text.AsSpan().Trim("_ \u00a0\t\u200b").IsEmpty;

    private static Func<INode, bool> Wanted(List<HtmlLine> lines, bool[] folded, bool isQuoted)
    {
        if (!isQuoted && Array.IndexOf(folded, true) < 0)
        {
            return _ => true;
        }

        var wanted = new HashSet<INode>(ReferenceEqualityComparer.Instance);
        foreach (var leaf in lines.Where((_, at) => folded[at] == isQuoted).SelectMany(line => line.Leaves))
        {
            for (INode? node = leaf; node is not null && wanted.Add(node); node = node.Parent)
            {
            }
        }

        return wanted.Contains;
    }

    private static string Text(List<HtmlLine> lines, bool[] folded, bool isQuoted) =>
        PlainText.Of(lines.Where((_, at) => folded[at] == isQuoted));
}
