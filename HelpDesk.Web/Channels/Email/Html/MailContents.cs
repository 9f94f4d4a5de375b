using HelpDesk.Domain.Email;
using HelpDesk.Web.Channels.Email.Mime;

namespace HelpDesk.Web.Channels.Email.Html;

/// <summary>Makes what is stored and shown of the text and the HTML of a mail.</summary>
internal static class MailContents
{
    /// <summary>Sanitised characters; what would be longer is shown as text.</summary>
    private const int MaxHtml = 5_000_000;

    public static MailContent Of(ReadMail mail)
    {
        var source = string.IsNullOrWhiteSpace(mail.Html) ? null : TextLimits.Cut(mail.Html, HtmlTree.MaxLength);
        var html = source is null ? null : MailHtml.Of(source);
        var text = TextOf(mail, source, html);
        return new MailContent
        {
            Text = TextLimits.Cut(text.Visible, TextLimits.MaxText),
            QuotedText = OrNull(TextLimits.Cut(text.Quoted, TextLimits.MaxText)),
            Html = html is null || SaysNoMore(html.Visible, html.VisibleText, text.Visible) ? null : Bounded(html.Visible),
            QuotedHtml = html is null || SaysNoMore(html.Quoted, html.QuotedText, text.Quoted) ? null : Bounded(html.Quoted),
            HasRemoteImages = html?.HasRemoteImages ?? false,
            Pixels = html?.Pixels ?? 0,
        };
    }

    private static SplitText TextOf(ReadMail mail, string? source, MailHtml? html) =>
        !string.IsNullOrWhiteSpace(mail.Text) ? QuotedText.Split(mail.Text)
        : html is not null ? new SplitText(html.VisibleText, html.QuotedText)
        : source is not null ? QuotedText.Split(HtmlSoup.TextOf(source))
        : new SplitText("", "");

    private static bool SaysNoMore(string html, string htmlText, string text) =>
        html.Length == 0 || (PlainLook.Is(html) && Letters(htmlText) == Letters(text));

    private static string Letters(string text) => string.Concat(text.Where(char.IsLetterOrDigit));

    private static string? Bounded(string html) => html.Length is > 0 and <= MaxHtml ? html : null;

    private static string? OrNull(string text) => text.Length == 0 ? null : text;
}
