using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Radzen;

namespace HelpDesk.Tests.Web.Lab;

/// <summary>Serves the lab's pages with the product's own web files, so that a restart takes milliseconds.</summary>
internal static class LabServer
{
    public static async Task<WebApplication> StartAsync(int port)
    {
        // The product's name finds the product's web files.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ApplicationName = "helpdesk", ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseStaticWebAssets().UseUrls($"http://127.0.0.1:{port}");
        builder.Logging.ClearProviders();
        builder.Services.AddRazorComponents().AddInteractiveServerComponents();
        builder.Services.AddRadzenComponents();

        var app = builder.Build();
        app.UseAntiforgery();
        app.MapStaticAssets(Path.Combine(AppContext.BaseDirectory, "helpdesk.staticwebassets.endpoints.json"));
        app.MapScript("lab.js");
        app.MapScript("lab-module.js");
        app.MapRazorComponents<LabApp>().AddInteractiveServerRenderMode();
        await app.StartAsync();
        return app;
    }

    private static void MapScript(this IEndpointRouteBuilder routes, string name) =>
        routes.MapGet(name, () => TypedResults.Stream(typeof(LabServer).Assembly.GetManifestResourceStream(name)!, "text/javascript"));
}
