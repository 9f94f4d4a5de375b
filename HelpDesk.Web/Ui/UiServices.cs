using HelpDesk.Web.Data;
using HelpDesk.Web.Ui.Texts;

namespace HelpDesk.Web.Ui;

internal static class UiServices
{
    public static void AddUi(this IServiceCollection services)
    {
        // js/reconnect.js gives a server up that was silent for three times as long.
        services.AddRazorComponents().AddInteractiveServerComponents().AddHubOptions(options => options.KeepAliveInterval = TimeSpan.FromSeconds(5));
        services.AddTexts();
        services.AddScoped<Notices>();
        services.AddSingleton<MailAlarms>();
    }

    public static void UseUi(this WebApplication app)
    {
        app.UseRequestLocalization();
    }

    public static void MapUi(this WebApplication app, EmbeddedAssets? assets)
    {
        var manifest = assets?.WriteManifest(app.Services.GetRequiredService<DataFolder>().Tmp);
        app.MapStaticAssets(manifest).AllowAnonymous();
        var components = app.MapRazorComponents<App>().AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null);
        if (manifest is not null)
        {
            components.WithStaticAssets(manifest);
        }
    }
}
