using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Tickets;
using HelpDesk.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Actions.Jobs;

/// <summary>An administrator sends a mail again that failed, or now that waits after a failure, to all whom it has not reached.</summary>
internal sealed class RetryDelivery(Writer writer, TimeProvider clock)
{
    /// <returns>False when it is neither.</returns>
    public Task<bool> RunAsync(Actor actor, long deliveryId, CancellationToken ct)
    {
        actor.Require(Permission.Administer);
        return writer.RunAsync(
            async (db, token) =>
            {
                var asked = await db.Deliveries.SingleOrDefaultAsync(row => row.Id == deliveryId, token);
                if (asked?.State is not (DeliveryState.Failed or DeliveryState.Bounced or DeliveryState.Deferred))
                {
                    return false;
                }

                var mail = await db.Deliveries.Include(row => row.Message).Include(row => row.Ticket)
                    .Where(row => row.Id == deliveryId || (asked.ProviderMessageId != null && row.ProviderMessageId == asked.ProviderMessageId && row.State == asked.State))
                    .ToListAsync(token);
                mail.ForEach(row => Hurry(row, clock.GetUtcNow()));
                return true;
            },
            ct);
    }

    private static void Hurry(Delivery row, DateTimeOffset now)
    {
        if (row.State == DeliveryState.Deferred)
        {
            row.Postpone(now);
        }
        else
        {
            row.Retry(now);
        }
    }
}
