using HelpDesk.Web.Data;
using HelpDesk.Web.Http;

namespace HelpDesk.Web;

/// <summary>What every part stands on: the clock, the address, where the web files are.</summary>
internal static class House
{
    public const string DefaultUrl = "http://localhost:5080";

    public static void AddHouse(this WebApplicationBuilder builder, EmbeddedAssets? assets)
    {
        builder.Services.AddSingleton<TimeProvider, Clock>();
        builder.Services.AddSingleton<GuardedFetch>();

        // A deploy waits for what is in flight, and not for ever.
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(8));
        builder.WebHost.UseSockets(options => options.CreateBoundListenSocket = SilentLines.Listen);
        if (string.IsNullOrEmpty(builder.Configuration[WebHostDefaults.ServerUrlsKey]))
        {
            builder.WebHost.UseUrls(DefaultUrl);
        }

        if (assets is null)
        {
            // A build answers like an installation, in every environment.
            builder.WebHost.UseStaticWebAssets();
        }
        else
        {
            builder.Environment.WebRootFileProvider = assets;
        }
    }

    public static void MapHealth(this WebApplication app)
    {
        app.MapGet("/healthz/live", () => TypedResults.Ok()).AllowAnonymous();
        app.MapGet("/healthz/ready", ReadyAsync).AllowAnonymous();
    }

    private static async Task<IResult> ReadyAsync(Readiness readiness, CancellationToken ct)
    {
        var report = await readiness.LookAsync(ct);
        var status = report.Status == "fail" ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK;
        return Results.Json(report, contentType: "application/health+json", statusCode: status);
    }
}
