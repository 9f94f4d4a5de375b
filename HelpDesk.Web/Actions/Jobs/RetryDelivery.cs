using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Tickets;
using HelpDesk.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Actions.Jobs;

/// <summary>An administrator sends a mail again that failed, with everything that was to leave with it.</summary>
internal sealed class RetryDelivery(Writer writer, TimeProvider clock)
{
    /// <returns>False when it has not failed.</returns>
    public Task<bool> RunAsync(Actor actor, long deliveryId, CancellationToken ct)
    {
        actor.Require(Permission.Administer);
        return writer.RunAsync(
            async (db, token) =>
            {
                var failed = await db.Deliveries.SingleOrDefaultAsync(row => row.Id == deliveryId && row.State == DeliveryState.Failed, token);
                if (failed is null)
                {
                    return false;
                }

                var batch = await db.Deliveries.Include(row => row.Message).Include(row => row.Ticket)
                    .Where(row => row.Id == deliveryId || (row.ProviderMessageId == failed.ProviderMessageId && row.State == DeliveryState.Failed))
                    .ToListAsync(token);
                batch.ForEach(row => row.Retry(clock.GetUtcNow()));
                return true;
            },
            ct);
    }
}
