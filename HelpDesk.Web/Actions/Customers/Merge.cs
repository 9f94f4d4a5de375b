using HelpDesk.Domain;
using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Customers;
using HelpDesk.Domain.Tickets;
using HelpDesk.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Actions.Customers;

/// <summary>An agent finds that two customers are one person. It can be undone for 30 days.</summary>
internal sealed class Merge(Writer writer, TimeProvider clock)
{
    /// <param name="actor">Who asks.</param>
    /// <param name="from">Public id of the one who goes up in the other.</param>
    /// <param name="into">Public id of the one who stays.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>The row of the merge, by which it is undone.</returns>
    /// <exception cref="RuleException">They may not be merged (<c>merge</c>).</exception>
    /// <exception cref="NotFoundException">One of them is not there.</exception>
    public async Task<long> RunAsync(Actor actor, string from, string into, CancellationToken ct)
    {
        actor.Require(Permission.WriteCustomers);
        var merge = await writer.RunAsync(
            async (db, token) =>
            {
                Task<Customer?> FindAsync(string publicId) =>
                    db.Customers.Include(row => row.Identities).SingleOrDefaultAsync(row => row.PublicId == publicId && row.ErasedAt == null, token);
                var gone = await FindAsync(from) ?? throw new NotFoundException("customer");
                var survivor = await FindAsync(into) ?? throw new NotFoundException("customer");
                var (now, told) = (clock.GetUtcNow(), CustomerMerging.Tell(ActivityType.CustomersJoined, gone, survivor));
                var merge = await CustomerMerging.MergeAsync(db, gone, survivor, actor.IsAgent ? actor.Id : null, now, token);
                CustomerMerging.Log(db, merge, told, actor, now);
                return merge;
            },
            ct);
        return merge.Id;
    }
}
