using System.Data.Common;
using HelpDesk.Migrations.Search;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace HelpDesk.Migrations;

/// <summary>The database in a file.</summary>
public sealed class SqliteDb(DbContextOptions<SqliteDb> options) : HelpDeskDb(options)
{
    // The statements of the lane's connection; null outside of the lane.
    private KeptStatements? kept;

    /// <summary>What the options of a context need, so that the lane's can keep its statements.</summary>
    public static IInterceptor Keeper { get; } = new StatementKeeper();

    protected override ITicketSearch Search { get; } = new SqliteSearch();

    public override async Task EnterLaneAsync(CancellationToken ct)
    {
        await base.EnterLaneAsync(ct);
        kept = new KeptStatements();
    }

    public override Task LeaveLaneAsync()
    {
        kept?.Dispose();
        kept = null;
        return base.LeaveLaneAsync();
    }

    public override async Task TidyAsync(CancellationToken ct)
    {
        await Database.ExecuteSqlRawAsync("""INSERT INTO "MessageSearch" ("MessageSearch", rank) VALUES ('merge', 1000)""", ct);
        await Database.ExecuteSqlRawAsync("PRAGMA optimize", ct);
    }

    public override Task CheckpointAsync(CancellationToken ct) => Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)", ct);

    /// <summary>In the lane a kept statement that does what this one would, else this one.</summary>
    internal DbCommand Kept(DbCommand fresh) => kept is not null && fresh is SqliteCommand command ? kept.Exchange(command) : fresh;

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
