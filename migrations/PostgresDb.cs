using HelpDesk.Migrations.Search;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace HelpDesk.Migrations;

/// <summary>The database on a PostgreSQL server.</summary>
public sealed class PostgresDb(DbContextOptions<PostgresDb> options) : HelpDeskDb(options)
{
    protected override ITicketSearch Search { get; } = new PostgresSearch();

    /// <summary>One writer at a time among all processes, so that event ids are in the order of commits.</summary>
    public override Task TakeTurnAsync(CancellationToken ct) => Database.ExecuteSqlRawAsync("SELECT pg_advisory_xact_lock(5080)", ct);
}

/// <summary>For the migration tool only.</summary>
internal sealed class PostgresDesign : IDesignTimeDbContextFactory<PostgresDb>
{
    public PostgresDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PostgresDb>().UseNpgsql("Host=localhost").Options);
}
