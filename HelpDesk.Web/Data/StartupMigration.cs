using HelpDesk.Migrations;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Data;

/// <summary>Brings the schema up to date before anything else touches the database.</summary>
internal static class StartupMigration
{
    public static async Task RunAsync(IDbContextFactory<HelpDeskDb> factory, CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        await db.Database.MigrateAsync(ct);
        if (db is SqliteDb)
        {
            await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL", ct);
        }
    }
}
