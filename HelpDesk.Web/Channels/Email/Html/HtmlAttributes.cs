using System.Collections.Frozen;
using AngleSharp.Dom;

namespace HelpDesk.Web.Channels.Email.Html;

/// <summary>The attributes that may stay, each with a value that was looked at.</summary>
internal static class HtmlAttributes
{
    private const int MaxText = 1024;

    private static readonly FrozenDictionary<string, FrozenSet<string>> Plain = new Dictionary<string, string[]>
    {
        ["align"] = ["left", "right", "center", "justify", "middle", "top", "bottom", "char"],
        ["valign"] = ["top", "middle", "bottom", "baseline"],
        ["dir"] = ["ltr", "rtl", "auto"],
        ["type"] = ["1", "a", "A", "i", "I", "disc", "circle", "square"],
        ["nowrap"] = ["", "nowrap"],
    }.ToFrozenDictionary(pair => pair.Key, pair => pair.Value.ToFrozenSet());

    private static readonly FrozenSet<string> Numbers =
        new[] { "width", "height", "border", "cellpadding", "cellspacing", "colspan", "rowspan", "span", "start", "value", "size", "hspace", "vspace" }.ToFrozenSet();

    private static readonly FrozenSet<string> Colours = new[] { "color", "bgcolor", "bordercolor" }.ToFrozenSet();

    /// <summary>Names and values to write, in a fixed order.</summary>
    public static IEnumerable<(string Name, string Value)> Of(IElement element, string name)
    {
        foreach (var attribute in element.Attributes)
        {
            if (attribute.NamespaceUri is null && Checked(attribute.Name, attribute.Value) is { } value)
            {
                yield return (attribute.Name, value);
            }
        }

        if (InlineStyle.Sanitise(element.GetAttribute("style")) is { } style)
        {
            yield return ("style", style);
        }

        foreach (var pair in name switch { "a" => OfLink(element), "img" => OfImage(element), _ => [] })
        {
            yield return pair;
        }
    }

    private static string? Checked(string name, string value) => name switch
    {
        "title" or "alt" => value.Length <= MaxText ? value : null,
        "lang" => value.Length <= 35 && value.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') ? value : null,
        "face" => value.Length <= 200 && value.All(c => char.IsLetterOrDigit(c) || c is ' ' or ',' or '-' or '\'') ? value : null,
        _ when Numbers.Contains(name) => IsNumber(value) ? value : null,
        _ when Colours.Contains(name) => InlineStyle.IsColour(value) ? value : null,
        _ when Plain.TryGetValue(name, out var values) => new[] { value, value.ToLowerInvariant() }.FirstOrDefault(values.Contains),
        _ => null,
    };

    private static bool IsNumber(string value) =>
        value.Length is > 0 and <= 6 && value.TrimStart('+').TrimEnd('%').AsSpan().IndexOfAnyExceptInRange('0', '9') < 0;

    private static IEnumerable<(string Name, string Value)> OfLink(IElement element)
    {
        if (HtmlUrls.TryLink(element.GetAttribute("href"), out var url))
        {
            yield return ("href", url);
            yield return ("target", "_blank");
            yield return ("rel", "noopener noreferrer nofollow");
        }
    }

    // Nothing is fetched when a mail is opened: the address waits in an attribute of ours for a click.
    private static IEnumerable<(string Name, string Value)> OfImage(IElement element)
    {
        if (ContentIdOf(element) is { } id)
        {
            yield return ("data-cid", id);
        }
        else if (HtmlUrls.TryRemote(element.GetAttribute("src"), out var url) || HtmlUrls.TryRemote(element.GetAttribute("data-remote-src"), out url))
        {
            yield return ("data-remote-src", url);
        }
    }

    private static string? ContentIdOf(IElement element) =>
        HtmlUrls.TryContentId(element.GetAttribute("src"), out var id) ? id
        : HtmlUrls.IsContentId(element.GetAttribute("data-cid")) ? element.GetAttribute("data-cid")
        : null;
}
