using HelpDesk.Web.Data;

namespace HelpDesk.Web.Cli;

/// <summary>How the program is put together; Program.cs says it once, for the server and for every verb.</summary>
/// <param name="Compose">Registers everything.</param>
/// <param name="Map">Wires middleware and routes.</param>
internal sealed record Desk(Func<string[], DataFolder, EmbeddedAssets?, WebApplicationBuilder> Compose, Action<WebApplication, EmbeddedAssets?> Map)
{
    /// <summary>The program as it stands before it serves.</summary>
    public WebApplication Build(string[] settings, EmbeddedAssets? assets, bool quiet = false)
    {
        var folder = DataFolder.Open(new ConfigurationBuilder().AddCommandLine(settings).Build()["data"]);
        var builder = Compose(settings, folder, assets);
        if (quiet)
        {
            // What a verb prints is its answer, and nothing else.
            builder.Logging.ClearProviders();
        }

        return builder.Build();
    }

    /// <summary>The program for a verb that works beside a running server, through the same database.</summary>
    public async Task<WebApplication> OpenAsync(string[] settings, CancellationToken ct)
    {
        var app = Build(settings, EmbeddedAssets.Open(), quiet: true);
        var migration = app.Services.GetRequiredService<StartupMigration>();
        try
        {
            using var alone = DataLock.Take(app.Services.GetRequiredService<DataFolder>());
            await migration.RunAsync(ct);
        }
        catch (FolderInUse)
        {
            // A server has it, and so has brought the schema up to date; unless it is another version.
            if ((await migration.LookAsync(ct)).Pending.Count > 0)
            {
                throw new StartRefusal("The server that is running is an older helpdesk. Replace and restart it first.");
            }
        }

        return app;
    }

    /// <summary>Where people reach the server: <c>PublicUrl</c>, else where it listens.</summary>
    public static string Address(WebApplication app, string path)
    {
        var configured = app.Configuration["PublicUrl"];
        var listens = app.Urls.FirstOrDefault() ?? app.Configuration[WebHostDefaults.ServerUrlsKey]?.Split(';')[0] ?? House.DefaultUrl;
        return (string.IsNullOrWhiteSpace(configured) ? listens : configured).TrimEnd('/') + path;
    }
}
