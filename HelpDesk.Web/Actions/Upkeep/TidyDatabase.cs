using HelpDesk.Domain.Agents;
using HelpDesk.Migrations;
using HelpDesk.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Actions.Upkeep;

/// <summary>Keeps the database quick: search index, statistics, and the log that grew.</summary>
internal sealed class TidyDatabase(Writer writer, IDbContextFactory<HelpDeskDb> factory)
{
    public async Task RunAsync(Actor actor, CancellationToken ct)
    {
        actor.Require(Permission.Administer);
        await writer.RunAsync((db, token) => db.TidyAsync(token), ct);
        await using var db = await factory.CreateDbContextAsync(ct);
        await db.CheckpointAsync(ct);
    }
}
