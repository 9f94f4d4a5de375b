using HelpDesk.Domain.Customers;
using HelpDesk.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Actions.Chats;

/// <summary>A page says what its visitor did there. The newest are kept.</summary>
internal sealed class TrackEvent(Writer writer, TimeProvider clock)
{
    /// <summary>Events kept of one customer.</summary>
    public const int MostKept = 100;

    /// <param name="type">What was done, in one line.</param>
    /// <param name="data">A JSON object.</param>
    /// <exception cref="NotFoundException">The ticket is not this visitor's.</exception>
    public Task RunAsync(Visitor visitor, long number, string type, string data, CancellationToken ct) => writer.RunAsync(
        async (db, token) =>
        {
            var ticket = await db.TicketOfAsync(visitor, number, token);
            db.CustomerEvents.Add(new CustomerEvent(ticket.CustomerId, type, data, clock.GetUtcNow()));
            var surplus = await db.CustomerEvents.Where(row => row.CustomerId == ticket.CustomerId)
                .OrderByDescending(row => row.Id).Skip(MostKept - 1).Select(row => row.Id).ToListAsync(token);
            if (surplus.Count > 0)
            {
                await db.CustomerEvents.Where(row => surplus.Contains(row.Id)).ExecuteDeleteAsync(token);
            }
        },
        ct);
}
