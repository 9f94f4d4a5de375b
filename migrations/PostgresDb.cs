using HelpDesk.Migrations.Search;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace HelpDesk.Migrations;

/// <summary>The database on a PostgreSQL server.</summary>
public sealed class PostgresDb(DbContextOptions<PostgresDb> options) : HelpDeskDb(options)
{
    protected override ITicketSearch Search { get; } = new PostgresSearch();
}

/// <summary>For the migration tool only.</summary>
internal sealed class PostgresDesign : IDesignTimeDbContextFactory<PostgresDb>
{
    public PostgresDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PostgresDb>().UseNpgsql("Host=localhost").Options);
}
