using HelpDesk.Migrations.Search;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace HelpDesk.Migrations;

/// <summary>The database in a file.</summary>
public sealed class SqliteDb(DbContextOptions<SqliteDb> options) : HelpDeskDb(options)
{
    protected override ITicketSearch Search { get; } = new SqliteSearch();

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
