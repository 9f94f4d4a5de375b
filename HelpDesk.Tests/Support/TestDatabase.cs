using HelpDesk.Migrations;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Tests.Support;

/// <summary>The two databases that every rule about data is tested on.</summary>
public enum Provider
{
    Sqlite,
    Postgres,
}

/// <summary>
/// A database of one provider with the whole schema and nothing in it, gone after the test. A test class is written once,
/// takes the provider, and has one sealed descendant for each.
/// </summary>
public sealed class TestDatabase : IDbContextFactory<HelpDeskDb>, IAsyncDisposable
{
    private readonly TempFolder folder = new();
    private readonly Postgres? postgres;
    private readonly string connection;

    private TestDatabase(Postgres? postgres)
    {
        this.postgres = postgres;
        connection = postgres?.Connection
            ?? new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder.Path, "helpdesk.db"), ForeignKeys = true }.ConnectionString;
    }

    public static async Task<TestDatabase> CreateAsync(Provider provider)
    {
        var database = new TestDatabase(provider == Provider.Postgres ? await Postgres.CreateMigratedAsync() : null);
        if (provider == Provider.Sqlite)
        {
            Databases.WriteSqlite(Path.Combine(database.folder.Path, "helpdesk.db"));
        }

        return database;
    }

    public HelpDeskDb CreateDbContext() => postgres is null
        ? new SqliteDb(new DbContextOptionsBuilder<SqliteDb>().UseSqlite(connection).Options)
        : new PostgresDb(new DbContextOptionsBuilder<PostgresDb>().UseNpgsql(connection).Options);

    public async ValueTask DisposeAsync()
    {
        if (postgres is not null)
        {
            await postgres.DisposeAsync();
        }

        await using (var connectionToFile = new SqliteConnection(postgres is null ? connection : ""))
        {
            SqliteConnection.ClearPool(connectionToFile);
        }

        folder.Dispose();
    }
}
