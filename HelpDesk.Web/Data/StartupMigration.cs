using HelpDesk.Migrations;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Data;

/// <summary>What the database needs before this program can serve it.</summary>
/// <param name="Pending">Names of the migrations that are missing in it.</param>
/// <param name="Unknown">Names of migrations in it that this program does not know: a newer program made them.</param>
internal sealed record SchemaState(IReadOnlyList<string> Pending, IReadOnlyList<string> Unknown);

/// <summary>
/// Brings the schema up to date before anything else touches the database, and refuses what this program must not serve:
/// a database that is newer, torn or gone.
/// </summary>
internal sealed class StartupMigration(IDbContextFactory<HelpDeskDb> factory, DataFolder folder, TimeProvider clock)
{
    private const long MigrationLock = 5081;

    // To wait for another server's migration, or to rebuild the index of a large table, takes more than the 30 seconds that a
    // command usually has.
    private static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    /// <returns>The migrations that were applied.</returns>
    /// <exception cref="StartRefusal">A person must do something first.</exception>
    public async Task<IReadOnlyList<string>> RunAsync(CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        if (db is SqliteDb)
        {
            return await new SqliteMigration(db.Database.GetConnectionString()!, folder, clock).RunAsync(ct);
        }

        db.Database.SetCommandTimeout(Patience);
        await db.Database.OpenConnectionAsync(ct);
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_lock({MigrationLock})", ct);
        try
        {
            var state = await ReadAsync(db, folder, ct);
            await db.Database.MigrateAsync(ct);
            return state.Pending;
        }
        finally
        {
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_unlock({MigrationLock})", CancellationToken.None);
        }
    }

    /// <summary>Looks without changing anything.</summary>
    /// <exception cref="StartRefusal">The database is newer than the program.</exception>
    public async Task<SchemaState> LookAsync(CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        return await ReadAsync(db, folder, ct);
    }

    public static async Task<SchemaState> ReadAsync(HelpDeskDb db, DataFolder folder, CancellationToken ct)
    {
        var known = db.Database.GetMigrations().ToList();
        var applied = (await db.Database.GetAppliedMigrationsAsync(ct)).ToList();
        var unknown = applied.Except(known, StringComparer.Ordinal).ToList();
        return unknown.Count == 0
            ? new SchemaState([.. known.Except(applied, StringComparer.Ordinal)], unknown)
            : throw new StartRefusal(
                $"This database was made by a newer helpdesk (it knows {unknown[^1]}, this program does not). "
                + $"Start that newer program, or put a backup in its place{Backups.Hint(folder)}");
    }
}

/// <summary>Where the way back is.</summary>
internal static class Backups
{
    /// <summary>The newest file in backups/; null when there is none.</summary>
    public static string? Newest(DataFolder folder) =>
        new DirectoryInfo(folder.Backups).EnumerateFiles().MaxBy(file => file.LastWriteTimeUtc)?.FullName;

    public static string Hint(DataFolder folder) => Newest(folder) is { } path ? $" (the newest backup is {path})." : ".";
}
