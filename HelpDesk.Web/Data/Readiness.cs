using HelpDesk.Migrations;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Data;

/// <summary>One look at one thing: pass, warn or fail, and why.</summary>
internal sealed record Check(string Status, string? Output = null);

/// <summary>All looks together (draft-inadarei-api-health-check).</summary>
internal sealed record HealthReport(string Status, string Version, IReadOnlyDictionary<string, Check> Checks);

/// <summary>
/// Whether this server can do its work now: whoever balances load or watches at night asks it. Anybody may, as often as they
/// like: it looks at most once a second, and all who ask meanwhile share the answer.
/// </summary>
internal sealed class Readiness(IDbContextFactory<HelpDeskDb> factory, Writer writer, DataFolder folder, TimeProvider clock)
{
    private const double DiskFloor = 0.05;

    private static readonly TimeSpan WriteBound = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LagBound = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private Task<HealthReport>? latest;
    private long lookedAt;

    public Task<HealthReport> LookAsync(CancellationToken ct)
    {
        lock (gate)
        {
            if (latest is null || (latest.IsCompleted && clock.GetElapsedTime(lookedAt) >= Fresh))
            {
                lookedAt = clock.GetTimestamp();
                latest = LookAnewAsync();
            }

            return latest.WaitAsync(ct);
        }
    }

    public static Check Disk(string path)
    {
        var drive = new DriveInfo(path);
        var free = (double)drive.AvailableFreeSpace / drive.TotalSize;
        return new Check(free > DiskFloor ? "pass" : "fail", FormattableString.Invariant($"{free:P0} of the disk is free"));
    }

    // For nobody in particular: who asked first may be gone before the answer.
    private async Task<HealthReport> LookAnewAsync()
    {
        var checks = new Dictionary<string, Check>
        {
            ["database:write"] = await TryAsync(WriteAsync),
            ["database:schema"] = await TryAsync(SchemaAsync),
            ["disk:free"] = Disk(folder.Root),
            ["jobs:lag"] = await TryAsync(LagAsync),
        };
        var worst = checks.Values.Any(check => check.Status == "fail") ? "fail" : checks.Values.Any(check => check.Status == "warn") ? "warn" : "pass";
        return new HealthReport(worst, ProgramVersion.Text, checks);
    }

    private static async Task<Check> TryAsync(Func<CancellationToken, Task<Check>> look)
    {
        using var bound = new CancellationTokenSource(WriteBound);
        try
        {
            return await look(bound.Token).WaitAsync(WriteBound);
        }
        catch (Exception failure)
        {
            // Anybody may ask: what failed in detail stands in the log of whoever it hit.
            return new Check("fail", failure is TimeoutException or OperationCanceledException ? "no answer within 5 seconds" : "it failed");
        }
    }

    // Takes the lock of a writer and changes nothing.
    private async Task<Check> WriteAsync(CancellationToken ct)
    {
        await writer.RunAsync((db, token) => db.Sequences.Where(row => row.Name == "").ExecuteUpdateAsync(set => set.SetProperty(row => row.Last, row => row.Last), token), ct);
        return new Check("pass");
    }

    private async Task<Check> SchemaAsync(CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        return (await StartupMigration.ReadAsync(db, folder, ct)).Pending.Count == 0 ? new Check("pass") : new Check("fail", "the schema is not up to date");
    }

    private async Task<Check> LagAsync(CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        var late = clock.GetUtcNow() - LagBound;
        var waiting = await db.Deadlines.CountAsync(row => row.DueAt < late && row.Error == null, ct);
        return waiting == 0 ? new Check("pass") : new Check("warn", $"{waiting} timers are late");
    }
}
