using System.Diagnostics.CodeAnalysis;

namespace HelpDesk.Web.Channels.Email.Html;

/// <summary>Which addresses a mail may name.</summary>
internal static class HtmlUrls
{
    private const int MaxLength = 8192;

    /// <summary>An address one may click: http, https, mailto or tel.</summary>
    public static bool TryLink(string? text, [NotNullWhen(true)] out string? url)
    {
        url = Cleaned(text);
        if (url is null || !(IsWeb(url) || Starts(url, "mailto:") || Starts(url, "tel:")))
        {
            url = null;
        }

        return url is not null;
    }

    /// <summary>A picture on some server.</summary>
    public static bool TryRemote(string? text, [NotNullWhen(true)] out string? url)
    {
        url = Cleaned(text);
        // What begins with two slashes takes the scheme of the page, which a mail has not.
        url = url is not null && url.StartsWith("//", StringComparison.Ordinal) ? $"https:{url}" : url;
        url = url is not null && IsWeb(url) ? url : null;
        return url is not null;
    }

    /// <summary>A picture that came with the mail (RFC 2392): gives the Content-ID.</summary>
    public static bool TryContentId(string? text, [NotNullWhen(true)] out string? id)
    {
        var url = Cleaned(text);
        id = url is not null && Starts(url, "cid:") ? Uri.UnescapeDataString(url[4..]).Trim('<', '>', ' ') : null;
        return IsContentId(id);
    }

    public static bool IsContentId([NotNullWhen(true)] string? id) => id is { Length: > 0 and <= 255 } && !id.Any(char.IsControl);

    // Browsers strip controls and spaces around an address and skip tabs and line ends inside it.
    private static string? Cleaned(string? text)
    {
        if (text is null || text.Length > MaxLength)
        {
            return null;
        }

        var url = string.Concat(text.Where(c => c is not ('\t' or '\n' or '\r'))).Trim([.. Enumerable.Range(0, 33).Select(code => (char)code), '\u00a0']);
        return url.Any(char.IsControl) ? null : url;
    }

    private static bool IsWeb(string url) =>
        (Starts(url, "https://") || Starts(url, "http://")) && Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Host.Length > 0;

    private static bool Starts(string url, string scheme) => url.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) && url.Length > scheme.Length;
}
