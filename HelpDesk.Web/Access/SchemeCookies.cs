using Microsoft.AspNetCore.Authentication.Cookies;

namespace HelpDesk.Web.Access;

/// <summary>
/// Over https the cookie carries the prefix <c>__Host-</c>, which ties it to this host and to https. Browsers refuse that
/// prefix over plain http, where nobody could sign in on a local network: there it goes without.
/// </summary>
internal sealed class SchemeCookies : ICookieManager
{
    private readonly ChunkingCookieManager cookies = new();

    public string? GetRequestCookie(HttpContext context, string key) => cookies.GetRequestCookie(context, Name(context, key));

    public void AppendResponseCookie(HttpContext context, string key, string? value, CookieOptions options) =>
        cookies.AppendResponseCookie(context, Name(context, key), value, options);

    public void DeleteCookie(HttpContext context, string key, CookieOptions options) => cookies.DeleteCookie(context, Name(context, key), options);

    private static string Name(HttpContext context, string key) => context.Request.IsHttps ? "__Host-" + key : key;
}
