using System.CommandLine;
using HelpDesk.Web.Access;
using HelpDesk.Web.Data;
using Microsoft.Extensions.Options;

namespace HelpDesk.Web.Cli;

/// <summary>Lock, schema, routes, and then serve until told to stop.</summary>
internal sealed partial class ServeVerb : IVerb
{
    public IReadOnlyList<Option> Options => [];

    public async Task<int> RunAsync(Call call, CancellationToken ct)
    {
        var assets = EmbeddedAssets.Open();
        await using var app = call.Desk.Build(call.Settings, assets);
        app.Services.GetRequiredService<DataLock>();
        var applied = await app.Services.GetRequiredService<StartupMigration>().RunAsync(ct);
        call.Desk.Map(app, assets);
        await app.StartAsync(CancellationToken.None);
        await GreetAsync(app, applied.Count, call.Output, ct);
        await app.WaitForShutdownAsync(CancellationToken.None);
        return ExitCode.Done;
    }

    private static async Task GreetAsync(WebApplication app, int applied, TextWriter output, CancellationToken ct)
    {
        var provider = app.Services.GetRequiredService<IOptions<DatabaseOptions>>().Value.Provider;
        var folder = app.Services.GetRequiredService<DataFolder>().Root;
        var listens = string.Join(", ", app.Urls);
        LogStarted(app.Logger, ProgramVersion.Text, provider, folder, listens, applied);
        var key = app.Services.GetRequiredService<SetupKey>();
        if (await key.IsNeededAsync(ct))
        {
            await output.WriteLineAsync($"\nNobody works here yet. Set HelpDesk up within 30 minutes:\n\n  {Desk.Address(app, $"/setup#token={key.Token}")}\n");
        }
    }

    [LoggerMessage(EventId = 1001, Level = LogLevel.Information, Message = "HelpDesk {Version} on {Provider}, data in {DataFolder}, at {Url}; {Migrations} migrations applied")]
    private static partial void LogStarted(ILogger logger, string version, string provider, string dataFolder, string url, int migrations);
}
