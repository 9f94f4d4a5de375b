using HelpDesk.Migrations.Search;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace HelpDesk.Migrations;

/// <summary>The database in a file.</summary>
public sealed class SqliteDb(DbContextOptions<SqliteDb> options) : HelpDeskDb(options)
{
    protected override ITicketSearch Search { get; } = new SqliteSearch();

    public override async Task TidyAsync(CancellationToken ct)
    {
        await Database.ExecuteSqlRawAsync("""INSERT INTO "MessageSearch" ("MessageSearch", rank) VALUES ('merge', 1000)""", ct);
        await Database.ExecuteSqlRawAsync("PRAGMA optimize", ct);
    }

    public override Task CheckpointAsync(CancellationToken ct) => Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)", ct);

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);

        // SQLite can neither order nor compare a DateTimeOffset.
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTicks>();
    }
}

/// <summary>For the migration tool only.</summary>
internal sealed class SqliteDesign : IDesignTimeDbContextFactory<SqliteDb>
{
    public SqliteDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteDb>().UseSqlite("Data Source=:memory:").Options);
}
