using HelpDesk.Migrations;
using HelpDesk.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Cli;

/// <summary>What can be wrong with a data folder and how it is reached, and what to do about it.</summary>
internal sealed class Doctor(IServiceProvider services, IConfiguration configuration, bool isOneFile)
{
    private static readonly Check Pass = new("pass");

    private readonly DataFolder folder = services.GetRequiredService<DataFolder>();

    public IEnumerable<(string Name, Func<CancellationToken, Task<Check>> Look)> Looks =>
    [
        ("icu", _ => Task.FromResult(Machine.Icu())),
        ("tzdata", _ => Task.FromResult(Machine.Zones())),
        ("libssl", _ => Task.FromResult(Machine.Ssl())),
        ("data folder", _ => Task.FromResult(Machine.Writable(folder.Root, "fail"))),
        ("extraction folder", _ => Task.FromResult(isOneFile ? Machine.Writable(Machine.ExtractionFolder, "warn") : Pass)),
        ("disk", _ => Task.FromResult(Machine.Disk(folder.Root))),
        ("address", _ => Task.FromResult(Address())),
        ("database", DatabaseAsync),
        ("schema", SchemaAsync),
        ("clock", ClockAsync),
    ];

    private Check Address() => Uri.TryCreate(configuration["PublicUrl"], UriKind.Absolute, out var url) && url.Scheme != Uri.UriSchemeHttps && !url.IsLoopback
        ? new Check("warn", $"{url} is plain http: cookies travel readable. Put a proxy with https in front.")
        : Pass;

    private Task<Check> DatabaseAsync(CancellationToken ct) => GuardAsync(async db =>
    {
        if (db is not SqliteDb)
        {
            return Pass;
        }

        var found = await db.Database.SqlQueryRaw<string>("SELECT quick_check AS Value FROM pragma_quick_check").ToListAsync(ct);
        return found is ["ok"] ? Pass : new Check("fail", $"damaged: {string.Join(' ', found)}. Put a backup in its place{Backups.Hint(folder)}");
    });

    private Task<Check> SchemaAsync(CancellationToken ct) => GuardAsync(async db =>
        (await StartupMigration.ReadAsync(db, folder, ct)).Pending is { Count: > 0 } pending
            ? new Check("warn", $"{pending.Count} migrations are applied at the next start")
            : Pass);

    private Task<Check> ClockAsync(CancellationToken ct) => GuardAsync(async db =>
    {
        var last = await db.Events.OrderByDescending(row => row.Id).Select(row => (DateTimeOffset?)row.At).FirstOrDefaultAsync(ct);
        return last > services.GetRequiredService<TimeProvider>().GetUtcNow().AddMinutes(5)
            ? new Check("warn", "the clock of this machine is behind what is stored: was it set back?")
            : Pass;
    });

    private async Task<Check> GuardAsync(Func<HelpDeskDb, Task<Check>> look)
    {
        try
        {
            await using var db = await services.GetRequiredService<IDbContextFactory<HelpDeskDb>>().CreateDbContextAsync();
            return db is SqliteDb && !File.Exists(folder.Database) ? new Check("pass", "not there yet: made at the first start") : await look(db);
        }
        catch (Exception failure)
        {
            return new Check("fail", failure.Message);
        }
    }
}
