using HelpDesk.Domain.Agents;
using HelpDesk.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Actions.Upkeep;

/// <summary>Forgets the answers kept for repeated requests of the API.</summary>
internal sealed class ForgetAnswers(Writer writer, TimeProvider clock)
{
    private static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    /// <returns>How many were forgotten.</returns>
    public Task<int> RunAsync(Actor actor, CancellationToken ct)
    {
        actor.Require(Permission.Administer);
        var before = clock.GetUtcNow() - Kept;
        return writer.RunAsync((db, token) => db.IdempotentAnswers.Where(answer => answer.CreatedAt < before).ExecuteDeleteAsync(token), ct);
    }
}
