using System.CommandLine;
using System.Text.Json;
using HelpDesk.Web.Data;

namespace HelpDesk.Web.Cli;

/// <summary><c>migrate</c>: what every start does, without serving; or, dry, what it would do.</summary>
internal sealed class MigrateVerb : IVerb
{
    private readonly Option<bool> dry = new("--dry-run") { Description = "Only says what is missing." };
    private readonly Option<bool> json = new("--json") { Description = "For programs." };

    public IReadOnlyList<Option> Options => [dry, json];

    public async Task<int> RunAsync(Call call, CancellationToken ct)
    {
        await using var app = call.Desk.Build(call.Settings, EmbeddedAssets.Open(), quiet: true);
        var migration = app.Services.GetRequiredService<StartupMigration>();
        var isDry = call.Parsed.GetValue(dry);
        var names = isDry ? (await migration.LookAsync(ct)).Pending : await ApplyAsync(app, migration, ct);
        await call.Output.WriteLineAsync(call.Parsed.GetValue(json)
            ? JsonSerializer.Serialize(new { dryRun = isDry, migrations = names })
            : names.Count == 0 ? "The database is up to date." : string.Join('\n', names.Select(name => (isDry ? "would apply " : "applied ") + name)));
        return ExitCode.Done;
    }

    private static async Task<IReadOnlyList<string>> ApplyAsync(WebApplication app, StartupMigration migration, CancellationToken ct)
    {
        app.Services.GetRequiredService<DataLock>();
        return await migration.RunAsync(ct);
    }
}
