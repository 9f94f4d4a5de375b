using System.Collections.Frozen;
using AngleSharp.Dom;

namespace HelpDesk.Web.Channels.Email.Html;

/// <summary>What a mail program says of a part of a mail by its structure.</summary>
internal enum QuoteMark
{
    None,

    /// <summary>The element holds another mail, who wrote it, or a signature.</summary>
    Block,

    /// <summary>The element is set off like a quote, and may be the author's own way to set something off.</summary>
    Weak,

    /// <summary>All from here on is another mail.</summary>
    Tail,
}

/// <summary>Knows how mail programs mark what they quote.</summary>
internal static class QuoteMarks
{
    private static readonly FrozenSet<string> BlockClasses = new[]
    {
        // Gmail, Thunderbird, Yahoo, Proton, Zoho, Outlook for phones, and the signatures of some.
        "gmail_attr", "gmail_signature", "gmail_signature_prefix", "moz-cite-prefix", "moz-signature", "yahoo_quoted",
        "ymail_signature", "ymail_android_signature",
        "protonmail_quote", "protonmail_signature_block", "zmail_extra", "ms-outlook-mobile-signature",
        "ms-outlook-mobile-reference-message",
    }.ToFrozenSet();

    private static readonly FrozenSet<string> BlockIds =
        new[] { "mail-editor-reference-message-container", "signature", "ms-outlook-mobile-signature", "applemailsignature", "ymail_android_signature" }.ToFrozenSet();

    // Outlook on the web, Hotmail, Outlook for Mac, Zimbra; and Outlook Express by its class.
    private static readonly FrozenSet<string> TailIds =
        new[] { "divrplyfwdmsg", "appendonsend", "stopspelling", "olk_src_body_section", "zwchr" }.ToFrozenSet();

    public static QuoteMark Of(IElement element)
    {
        var id = element.Id?.ToLowerInvariant() ?? "";
        var classes = element.ClassName?.ToLowerInvariant().Split(' ') ?? [];
        if (TailIds.Contains(id) || classes.Contains("outlookmessageheader"))
        {
            return QuoteMark.Tail;
        }

        return BlockIds.Contains(id) || Array.Exists(classes, BlockClasses.Contains) || IsNamedQuote(element) ? QuoteMark.Block
            : element.LocalName == "blockquote" ? OfBlockquote(element)
            : QuoteMark.None;
    }

    // GMX and Web.de; Zimbra.
    private static bool IsNamedQuote(IElement element) =>
        element.LocalName == "div" && (element.GetAttribute("name") == "quote" || element.GetAttribute("data-marker") == "__QUOTED_TEXT__");

    // Mail programs mark their quotes or draw a line beside them; the button "more indent" makes one without.
    private static QuoteMark OfBlockquote(IElement element)
    {
        var style = element.GetAttribute("style") ?? "";
        return element.HasAttribute("type") || element.HasAttribute("cite") || element.HasAttribute("class")
            || style.Contains("border-left", StringComparison.OrdinalIgnoreCase) ? QuoteMark.Block
            : style.Contains("border", StringComparison.OrdinalIgnoreCase) && style.Contains("none", StringComparison.OrdinalIgnoreCase) ? QuoteMark.None
            : QuoteMark.Weak;
    }
}
