using AngleSharp.Dom;

namespace HelpDesk.Web.Channels.Email.Html;

/// <summary>Knows pictures that are there to report that a mail was opened.</summary>
internal static class Pixels
{
    private static readonly string[] Invisible =
        ["display:none", "visibility:hidden", "width:0", "height:0", "width:1px", "height:1px", "max-height:0", "max-width:0", "opacity:0"];

    /// <summary>A remote picture of at most one pixel in a direction, or one that is never drawn.</summary>
    public static bool IsPixel(IElement image)
    {
        var isRemote = HtmlUrls.TryRemote(image.GetAttribute("src"), out _) || HtmlUrls.TryRemote(image.GetAttribute("data-remote-src"), out _);
        return isRemote && (IsTiny(image.GetAttribute("width")) || IsTiny(image.GetAttribute("height")) || IsHidden(image.GetAttribute("style")));
    }

    private static bool IsTiny(string? length) => length?.Trim() is "0" or "1" or "0px" or "1px";

    private static bool IsHidden(string? style) =>
        style is not null && string.Concat(style.Where(c => !char.IsWhiteSpace(c))).ToLowerInvariant().Split(';').Any(IsInvisible);

    private static bool IsInvisible(string declaration) =>
        Array.Exists(Invisible, hidden => declaration == hidden || declaration == $"{hidden}px" || declaration == $"{hidden}!important");
}
