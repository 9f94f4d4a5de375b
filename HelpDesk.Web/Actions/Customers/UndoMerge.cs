using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Customers;
using HelpDesk.Domain.Tickets;
using HelpDesk.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Actions.Customers;

/// <summary>Takes two customers apart again who were merged within the last 30 days.</summary>
internal sealed class UndoMerge(Writer writer, TimeProvider clock)
{
    /// <returns>False when it is too late, or was done before.</returns>
    /// <exception cref="NotFoundException">There was no such merge.</exception>
    public Task<bool> RunAsync(Actor actor, long mergeId, CancellationToken ct)
    {
        actor.Require(Permission.WriteCustomers);
        return writer.RunAsync(
            async (db, token) =>
            {
                var merge = await db.CustomerMerges.SingleOrDefaultAsync(row => row.Id == mergeId, token) ?? throw new NotFoundException("merge");
                var now = clock.GetUtcNow();
                if (await CustomerMerging.UndoAsync(db, merge, now, token) is not var (back, survivor))
                {
                    return false;
                }

                CustomerMerging.Log(db, merge, CustomerMerging.Tell(ActivityType.CustomersParted, back, survivor), actor, now);
                return true;
            },
            ct);
    }
}
