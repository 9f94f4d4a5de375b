using HelpDesk.Migrations;
using HelpDesk.Tests.Support;
using HelpDesk.Web.Data;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace HelpDesk.Tests.Web.Data;

public sealed class StartupMigrationTests : IAsyncLifetime
{
    private readonly TempFolder folder = new();
    private Postgres postgres = null!;

    public async Task InitializeAsync() => postgres = await Postgres.CreateAsync();

    public async Task DisposeAsync()
    {
        await postgres.DisposeAsync();
        await folder.DisposeAsync();
    }

    [Fact]
    public async Task Servers_that_start_together_migrate_one_database_once()
    {
        var applied = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => RunAsync()));

        applied.Count(names => names.Count > 0).ShouldBe(1);
    }

    [Fact]
    public async Task A_server_waits_for_the_migration_of_another_longer_than_for_any_command()
    {
        const string waiting = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'advisory' AND now() - query_start > interval '1500 milliseconds'";
        await using var other = new NpgsqlConnection(postgres.Connection);
        await other.OpenAsync();
        await ExecuteAsync(other, "SELECT pg_advisory_lock(5081)");

        var starting = RunAsync("Command Timeout=1");
        await Eventually.BeTrueAsync(async () => starting.IsCompleted || (await ExecuteAsync(other, waiting)) is > 0L, "it waits");
        await ExecuteAsync(other, "SELECT pg_advisory_unlock(5081)");

        (await starting).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_database_of_a_newer_program_is_refused()
    {
        await RunAsync();
        await using var db = Open();
        await db.Database.ExecuteSqlRawAsync("""INSERT INTO "__EFMigrationsHistory" VALUES ('99990101000000_Future', '99.0')""");

        (await Should.ThrowAsync<StartRefusal>(RunAsync)).Message.ShouldContain("newer helpdesk");
    }

    private Task<IReadOnlyList<string>> RunAsync() => RunAsync("");

    private Task<IReadOnlyList<string>> RunAsync(string more) =>
        new StartupMigration(new Factory(() => Open(more)), DataFolder.Open(folder.Path), TimeProvider.System).RunAsync(CancellationToken.None);

    private PostgresDb Open(string more = "") => new(new DbContextOptionsBuilder<PostgresDb>().UseNpgsql($"{postgres.Connection};{more}").Options);

    private static async Task<object?> ExecuteAsync(NpgsqlConnection connection, string statement)
    {
        await using var command = new NpgsqlCommand(statement, connection);
        return await command.ExecuteScalarAsync();
    }

    private sealed class Factory(Func<HelpDeskDb> open) : IDbContextFactory<HelpDeskDb>
    {
        public HelpDeskDb CreateDbContext() => open();
    }
}
