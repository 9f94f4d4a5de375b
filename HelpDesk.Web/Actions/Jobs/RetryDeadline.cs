using HelpDesk.Domain.Agents;
using HelpDesk.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Actions.Jobs;

/// <summary>An administrator has a timer tried again that failed.</summary>
internal sealed class RetryDeadline(Writer writer, TimeProvider clock)
{
    /// <returns>False when it has not failed, or is gone.</returns>
    public Task<bool> RunAsync(Actor actor, long deadlineId, CancellationToken ct)
    {
        actor.Require(Permission.Administer);
        return writer.RunAsync(
            async (db, token) =>
            {
                var row = await db.Deadlines.SingleOrDefaultAsync(row => row.Id == deadlineId && row.Error != null, token);
                row?.Retry(clock.GetUtcNow());
                return row is not null;
            },
            ct);
    }
}
