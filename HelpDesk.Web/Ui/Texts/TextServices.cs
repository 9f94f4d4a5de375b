using Microsoft.AspNetCore.Localization;
using Microsoft.Extensions.Localization;

namespace HelpDesk.Web.Ui.Texts;

internal static class TextServices
{
    /// <summary>The reader's language: what was chosen (cookie), else what the browser asks for, else English.</summary>
    public static void AddTexts(this IServiceCollection services)
    {
        services.AddSingleton<IStringLocalizer, JsonLocalizer>();
        services.Configure<RequestLocalizationOptions>(options =>
        {
            var languages = Texts.Languages.ToArray();
            options.SetDefaultCulture("en").AddSupportedCultures(languages).AddSupportedUICultures(languages);
            options.RequestCultureProviders = [new CookieRequestCultureProvider(), new AcceptLanguageHeaderRequestCultureProvider()];
            options.ApplyCurrentCultureToResponseHeaders = true;
        });
    }
}
