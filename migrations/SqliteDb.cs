using HelpDesk.Migrations.Search;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace HelpDesk.Migrations;

/// <summary>The database in a file.</summary>
public sealed class SqliteDb(DbContextOptions<SqliteDb> options) : HelpDeskDb(options)
{
    /// <summary>What the options of a context need, so that the lane's can keep its statements.</summary>
    public static IInterceptor Keeper { get; } = new StatementKeeper();

    /// <summary>The statements of the lane's connection; null outside of the lane.</summary>
    internal KeptStatements? Kept { get; private set; }

    protected override ITicketSearch Search { get; } = new SqliteSearch();

    public override async Task EnterLaneAsync(CancellationToken ct)
    {
        await base.EnterLaneAsync(ct);
        Kept = new KeptStatements();
    }

    public override ValueTask DisposeAsync()
    {
        // Before the connection is another's.
        Kept?.Dispose();
        Kept = null;
        return base.DisposeAsync();
    }

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
