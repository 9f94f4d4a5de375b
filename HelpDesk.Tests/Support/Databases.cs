using HelpDesk.Migrations;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Tests.Support;

/// <summary>The two databases that every rule about data is tested on.</summary>
public static class Databases
{
    public const string Sqlite = "sqlite";
    public const string Postgres = "postgres";

    private static readonly Lazy<byte[]> SqliteTemplate = new(MigrateSqlite);

    /// <summary>For <c>[MemberData(nameof(Databases.All), MemberType = typeof(Databases))]</c>.</summary>
    public static TheoryData<string> All { get; } = [Sqlite, Postgres];

    /// <summary>Puts a migrated, otherwise empty database file there. Migrated once for all tests, then copied.</summary>
    public static void WriteSqlite(string path) => File.WriteAllBytes(path, SqliteTemplate.Value);

    private static byte[] MigrateSqlite()
    {
        using var folder = new TempFolder();
        var path = Path.Combine(folder.Path, "template.db");
        var connection = new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ConnectionString;
        using (var db = new SqliteDb(new DbContextOptionsBuilder<SqliteDb>().UseSqlite(connection).Options))
        {
            db.Database.Migrate();
        }

        return File.ReadAllBytes(path);
    }
}
