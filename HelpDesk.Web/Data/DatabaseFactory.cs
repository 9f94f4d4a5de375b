using HelpDesk.Migrations;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Data;

/// <summary>Hands out contexts of the provider that is in use, from its pool.</summary>
internal sealed class DatabaseFactory<T>(IDbContextFactory<T> pool) : IDbContextFactory<HelpDeskDb>
    where T : HelpDeskDb
{
    public HelpDeskDb CreateDbContext() => pool.CreateDbContext();

    public async Task<HelpDeskDb> CreateDbContextAsync(CancellationToken cancellationToken = default) =>
        await pool.CreateDbContextAsync(cancellationToken);
}
