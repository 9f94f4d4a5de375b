using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Chat;
using HelpDesk.Domain.Tickets;
using HelpDesk.Web.Data;
using HelpDesk.Web.Intake;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Actions.Chats;

/// <summary>Notes that the last page of a visitor went away or that one is there again.</summary>
internal sealed class TrackPresence(Writer writer, Timers timers, TimeProvider clock)
{
    public Task RunAsync(Visitor visitor, bool connected, CancellationToken ct) => writer.RunAsync(
        async (db, token) =>
        {
            var now = clock.GetUtcNow();
            var tickets = db.TicketsOf(visitor.Key, visitor.LinkedTicketId).Select(ticket => ticket.Id);
            var sessions = await db.ChatSessions
                .Include(session => session.Ticket).Include(session => session.Customer)
                .Where(session => tickets.Contains(session.TicketId))
                .OrderByDescending(session => session.Id)
                .Take(1)
                .ToListAsync(token);
            foreach (var session in sessions)
            {
                Note(session, connected, now);
                session.Customer.Seen(now);
                await timers.SyncAsync(db, session.Ticket, session, token);
            }
        },
        ct);

    private static void Note(ChatSession session, bool connected, DateTimeOffset now)
    {
        if (!connected)
        {
            session.Disconnect(now);
        }
        else if (session.Connect(now) && session.Ticket.Category != StatusCategory.Closed)
        {
            session.Ticket.Log(new Activity(ActivityType.CustomerReturned), Actor.Customer(session.CustomerId, session.Customer.DisplayName), now);
        }
    }
}
