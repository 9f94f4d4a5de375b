using HelpDesk.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Actions.Chats;

/// <summary>A machine fills in a visitor's form: it is told nothing, its ticket is put away, and no mail goes where it says.</summary>
internal sealed class CatchMachine(Writer writer, Timers timers, TimeProvider clock)
{
    /// <exception cref="NotFoundException">The ticket is not this visitor's.</exception>
    public Task RunAsync(Visitor visitor, long number, CancellationToken ct) => writer.RunAsync(
        async (db, token) =>
        {
            var ticket = await db.TicketOfAsync(visitor, number, token);
            await db.Entry(ticket).Collection(row => row.Tags).LoadAsync(token);
            if (ticket.MarkSpam(clock.GetUtcNow()))
            {
                await timers.SyncAsync(db, ticket, await db.LatestSessionAsync(ticket, token), token);
            }
        },
        ct);
}
