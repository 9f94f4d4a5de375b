using HelpDesk.Migrations;
using HelpDesk.Tests.Support;
using HelpDesk.Web.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace HelpDesk.Tests.Web.Data;

public sealed class SqliteMigrationTests : IDisposable
{
    private readonly TempFolder temp = new();
    private readonly DataFolder folder;

    public SqliteMigrationTests() => folder = DataFolder.Open(temp.Path);

    private string Connection => $"Data Source={folder.Database};Pooling=False";

    public void Dispose() => temp.Dispose();

    [Fact]
    public async Task A_new_folder_gets_a_database_and_its_version()
    {
        (await RunAsync()).ShouldNotBeEmpty();
        (await RunAsync()).ShouldBeEmpty("nothing is pending at the second start");
        (await ScalarAsync("PRAGMA journal_mode")).ShouldBe("wal");
        File.ReadAllText(Path.Combine(folder.Root, "version")).Trim().ShouldBe(ProgramVersion.Text);
        Directory.GetFiles(folder.Backups).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_older_database_is_migrated_as_a_copy_and_kept()
    {
        await MakeOldAsync();
        await File.WriteAllTextAsync(Path.Combine(folder.Tmp, "migrating.db"), "left over from a start that was killed");

        (await RunAsync()).ShouldNotBeEmpty();

        (await ScalarAsync("SELECT Name FROM Workspaces")).ShouldBe("Acme");
        (await ScalarAsync("PRAGMA journal_mode")).ShouldBe("wal");
        var kept = Directory.GetFiles(folder.Backups).ShouldHaveSingleItem();
        await using var old = Open($"Data Source={kept};Pooling=False");
        (await old.Database.GetPendingMigrationsAsync()).ShouldNotBeEmpty();
        Directory.GetFiles(folder.Tmp).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_was_still_in_the_write_ahead_log_is_migrated_too()
    {
        await MakeOldAsync();
        await using var open = new SqliteConnection(Connection);
        await open.OpenAsync();
        await using var command = open.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = WAL; UPDATE Workspaces SET Name = 'In the log'";
        await command.ExecuteNonQueryAsync();
        var torn = DataFolder.Open(Path.Combine(temp.Path, "killed"));
        foreach (var file in Directory.GetFiles(folder.Root, "helpdesk.db*"))
        {
            File.Copy(file, Path.Combine(torn.Root, Path.GetFileName(file)));
        }

        await new SqliteMigration($"Data Source={torn.Database}", torn, TimeProvider.System).RunAsync(CancellationToken.None);

        await using var migrated = Open($"Data Source={torn.Database};Pooling=False");
        (await migrated.Workspaces.SingleAsync()).Name.ShouldBe("In the log");
    }

    [Fact]
    public async Task A_database_of_a_newer_program_is_refused_with_what_to_do()
    {
        await RunAsync();
        await ScalarAsync("INSERT INTO __EFMigrationsHistory VALUES ('99990101000000_Future', '99.0')");

        (await Should.ThrowAsync<StartRefusal>(RunAsync)).Message.ShouldContain("Put a backup in its place");
    }

    [Fact]
    public async Task A_damaged_database_is_refused_with_the_newest_backup()
    {
        await RunAsync();
        await ScalarAsync("PRAGMA journal_mode = DELETE");
        var backup = Path.Combine(folder.Backups, "helpdesk-0.1.0-20260101T000000Z.db");
        File.Copy(folder.Database, backup);
        await using (var file = File.OpenWrite(folder.Database))
        {
            file.Position = 4096;
            file.Write(new byte[65_536]);
        }

        var refusal = await Should.ThrowAsync<StartRefusal>(RunAsync);
        refusal.Message.ShouldContain("is damaged");
        refusal.Message.ShouldContain(backup);
    }

    [Fact]
    public async Task A_database_that_is_gone_or_empty_is_not_silently_begun_anew()
    {
        await RunAsync();
        File.WriteAllBytes(folder.Database, []);

        (await Should.ThrowAsync<StartRefusal>(RunAsync)).Message.ShouldContain("gone or empty");
    }

    [Fact]
    public void A_folder_is_used_by_one_server_at_a_time()
    {
        using (DataLock.Take(folder))
        {
            Should.Throw<FolderInUse>(() => DataLock.Take(folder)).Message.ShouldContain(folder.Root);
        }

        DataLock.Take(folder).Dispose();
    }

    private static SqliteDb Open(string connection) => new(new DbContextOptionsBuilder<SqliteDb>().UseSqlite(connection).Options);

    private Task<IReadOnlyList<string>> RunAsync() => new SqliteMigration(Connection, folder, TimeProvider.System).RunAsync(CancellationToken.None);

    private async Task MakeOldAsync()
    {
        await using var db = Open(Connection);
        await db.GetService<IMigrator>().MigrateAsync(db.Database.GetMigrations().First());
        await db.Database.ExecuteSqlAsync($"INSERT INTO Workspaces (Id, Name, Language, TimeZone) VALUES (1, 'Acme', 'en', 'UTC')");
    }

    private async Task<object?> ScalarAsync(string statement)
    {
        await using var connection = new SqliteConnection(Connection);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = statement;
        return await command.ExecuteScalarAsync();
    }
}
