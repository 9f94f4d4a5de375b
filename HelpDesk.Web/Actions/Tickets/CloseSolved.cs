using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Chat;
using HelpDesk.Domain.Tickets;
using HelpDesk.Migrations;
using HelpDesk.Web.Settings;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Actions.Tickets;

/// <summary>A ticket that stayed solved closes for good, and with it a chat that is still open.</summary>
internal sealed class CloseSolved(Policies policies, Timers timers, TimeProvider clock)
{
    public async Task ApplyAsync(HelpDeskDb db, long ticketId, CancellationToken ct)
    {
        var ticket = await db.Tickets.SingleOrDefaultAsync(row => row.Id == ticketId, ct);
        if (ticket is null)
        {
            return;
        }

        var now = clock.GetUtcNow();
        var session = await db.LatestSessionAsync(ticket, ct);
        if (ticket.Category == StatusCategory.Solved && ticket.SolvedAt + policies.For(ticket.InboxId).CloseSolvedAfter <= now)
        {
            if (session?.End(EndedBy.System, now) == true)
            {
                ticket.Log(new Activity(ActivityType.ChatEnded), Actor.System, now);
            }

            ticket.Become(StatusCategory.Closed, Actor.System, now);
        }

        await timers.SyncAsync(db, ticket, session, ct);
    }
}
