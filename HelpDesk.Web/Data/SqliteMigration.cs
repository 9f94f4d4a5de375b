using System.Globalization;
using HelpDesk.Migrations;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Data;

/// <summary>
/// Migrates a copy and puts it in the place of the old file by one rename: whoever kills it at any point leaves the old
/// database or the new one. SQLite rebuilds tables in several transactions, so the file itself must not be migrated.
/// </summary>
internal sealed class SqliteMigration
{
    private readonly DataFolder folder;
    private readonly TimeProvider clock;
    private readonly string path;

    public SqliteMigration(string connection, DataFolder folder, TimeProvider clock)
    {
        this.folder = folder;
        this.clock = clock;
        path = Path.GetFullPath(new SqliteConnectionStringBuilder(connection).DataSource);
    }

    private string VersionFile => Path.Combine(folder.Root, "version");

    private string Draft => Path.Combine(folder.Tmp, "migrating.db");

    public async Task<IReadOnlyList<string>> RunAsync(CancellationToken ct)
    {
        File.Delete(Draft);
        var isThere = new FileInfo(path) is { Exists: true, Length: > 0 };
        if (!isThere && File.Exists(VersionFile))
        {
            throw new StartRefusal(
                $"{path} is gone or empty, though this folder was in use. Put a backup in its place{Backups.Hint(folder)} "
                + $"To begin anew, delete {VersionFile}.");
        }

        var pending = isThere ? await CheckAsync(ct) : await PendingOfNothingAsync(ct);
        if (pending.Count > 0)
        {
            await MigrateAsync(isThere, ct);
        }

        await ExecuteAsync(path, "PRAGMA journal_mode = WAL", ct);
        await File.WriteAllTextAsync(VersionFile, ProgramVersion.Text + "\n", ct);
        return pending;
    }

    private async Task<IReadOnlyList<string>> CheckAsync(CancellationToken ct)
    {
        try
        {
            if (await ExecuteAsync(path, "PRAGMA quick_check(1)", ct) is not "ok" and var found)
            {
                throw Torn($"{found}");
            }

            await using var db = Open(path);
            return (await StartupMigration.ReadAsync(db, folder, ct)).Pending;
        }
        catch (SqliteException failure) when (failure.SqliteErrorCode is SqlitePcl.Corrupt or SqlitePcl.NotADatabase)
        {
            throw Torn(failure.Message);
        }
    }

    private StartRefusal Torn(string found) => new(
        $"{path} is damaged ({found}). Nothing was changed. Put a backup in its place{Backups.Hint(folder)}");

    private async Task<IReadOnlyList<string>> PendingOfNothingAsync(CancellationToken ct)
    {
        await using var db = Open(Draft);
        return (await StartupMigration.ReadAsync(db, folder, ct)).Pending;
    }

    private async Task MigrateAsync(bool isThere, CancellationToken ct)
    {
        if (isThere)
        {
            await ExecuteAsync(path, $"VACUUM INTO '{Draft.Replace("'", "''", StringComparison.Ordinal)}'", ct);
        }

        await using (var db = Open(Draft))
        {
            await db.Database.MigrateAsync(ct);
        }

        // One file without a log beside it, whole on the disk, before it takes the name.
        await ExecuteAsync(Draft, "PRAGMA journal_mode = DELETE", ct);
        await VerifyAsync(ct);
        Sync(Draft);
        if (isThere)
        {
            await KeepOldAsync(ct);
        }

        File.Move(Draft, path, overwrite: true);
    }

    private async Task VerifyAsync(CancellationToken ct)
    {
        var whole = await ExecuteAsync(Draft, "PRAGMA quick_check(1)", ct);
        var orphan = await ExecuteAsync(Draft, "PRAGMA foreign_key_check", ct);
        if (whole is not "ok" || orphan is not null)
        {
            throw new StartRefusal($"The migrated copy of the database is not sound ({whole}, {orphan}). Nothing was changed; please report this.");
        }
    }

    // Out of WAL mode first: a log left beside the new file would be played into it.
    private async Task KeepOldAsync(CancellationToken ct)
    {
        SqliteConnection.ClearAllPools();
        if (await ExecuteAsync(path, "PRAGMA journal_mode = DELETE", ct) is not "delete")
        {
            throw new StartRefusal($"Another program is using {path}. Stop it first.");
        }

        var before = File.Exists(VersionFile) ? (await File.ReadAllTextAsync(VersionFile, ct)).Trim() : "";
        var name = string.Create(CultureInfo.InvariantCulture, $"helpdesk-{(before.Length > 0 ? before : "0")}-{clock.GetUtcNow():yyyyMMdd'T'HHmmss'Z'}.db");
        var kept = Path.Combine(folder.Backups, name);
        File.Copy(path, kept + ".part", overwrite: true);
        Sync(kept + ".part");
        File.Move(kept + ".part", kept, overwrite: true);
    }

    private static void Sync(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.ReadWrite);
        stream.Flush(flushToDisk: true);
    }

    private static SqliteDb Open(string file) => new(new DbContextOptionsBuilder<SqliteDb>().UseSqlite(Connection(file)).Options);

    private static string Connection(string file) =>
        new SqliteConnectionStringBuilder { DataSource = file, Pooling = false, DefaultTimeout = 30 }.ConnectionString;

    private static async Task<object?> ExecuteAsync(string file, string statement, CancellationToken ct)
    {
        await using var connection = new SqliteConnection(Connection(file));
        await connection.OpenAsync(ct);
        await using var command = connection.CreateCommand();
        command.CommandText = statement;
        return await command.ExecuteScalarAsync(ct);
    }

    private static class SqlitePcl
    {
        public const int Corrupt = 11;
        public const int NotADatabase = 26;
    }
}
