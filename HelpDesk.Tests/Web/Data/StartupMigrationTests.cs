using HelpDesk.Migrations;
using HelpDesk.Tests.Support;
using HelpDesk.Web.Data;
using Microsoft.EntityFrameworkCore;

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
    public async Task A_database_of_a_newer_program_is_refused()
    {
        await RunAsync();
        await using var db = Open();
        await db.Database.ExecuteSqlRawAsync("""INSERT INTO "__EFMigrationsHistory" VALUES ('99990101000000_Future', '99.0')""");

        (await Should.ThrowAsync<StartRefusal>(RunAsync)).Message.ShouldContain("newer helpdesk");
    }

    private Task<IReadOnlyList<string>> RunAsync() =>
        new StartupMigration(new Factory(Open), DataFolder.Open(folder.Path), TimeProvider.System).RunAsync(CancellationToken.None);

    private PostgresDb Open() => new(new DbContextOptionsBuilder<PostgresDb>().UseNpgsql(postgres.Connection).Options);

    private sealed class Factory(Func<HelpDeskDb> open) : IDbContextFactory<HelpDeskDb>
    {
        public HelpDeskDb CreateDbContext() => open();
    }
}
