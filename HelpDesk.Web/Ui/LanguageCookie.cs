using HelpDesk.Web.Ui.Texts;
using Microsoft.AspNetCore.Localization;

namespace HelpDesk.Web.Ui;

/// <summary>The language that somebody chose, kept where the next request reads it before anybody is known.</summary>
internal static class LanguageCookie
{
    /// <param name="language">Null goes back to what the browser asks for.</param>
    public static void Set(HttpContext context, string? language)
    {
        var options = new CookieOptions { HttpOnly = true, IsEssential = true, SameSite = SameSiteMode.Lax, Secure = context.Request.IsHttps, MaxAge = TimeSpan.FromDays(365) };
        if (language is not null && Texts.Texts.Languages.Contains(language))
        {
            context.Response.Cookies.Append(CookieRequestCultureProvider.DefaultCookieName, CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(language)), options);
        }
        else
        {
            context.Response.Cookies.Delete(CookieRequestCultureProvider.DefaultCookieName, options);
        }
    }
}
