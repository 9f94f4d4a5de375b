using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Chat;
using HelpDesk.Domain.Tickets;
using HelpDesk.Migrations;
using HelpDesk.Web.Data;
using HelpDesk.Web.Intake;
using HelpDesk.Web.Live;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Actions.Chats;

/// <summary>
/// Notes that the last page of a visitor went away or that one is there again. Who still has the chat open on another device
/// has not gone.
/// </summary>
internal sealed class TrackPresence(Writer writer, Timers timers, OpenPages pages, TimeProvider clock)
{
    private const int MostDevices = 50;

    public Task RunAsync(Visitor visitor, bool connected, CancellationToken ct) => writer.RunAsync(
        async (db, token) =>
        {
            var now = clock.GetUtcNow();
            var tickets = db.TicketsOf(visitor.Key, visitor.LinkedTicketId, visitor.ExternalId).Where(ticket => ticket.InboxId == visitor.InboxId).Select(ticket => ticket.Id);
            var sessions = await db.ChatSessions
                .Include(session => session.Ticket).Include(session => session.Customer)
                .Where(session => tickets.Contains(session.TicketId))
                .OrderByDescending(session => session.Id)
                .Take(1)
                .ToListAsync(token);
            foreach (var session in sessions)
            {
                if (!connected && await IsElsewhereAsync(db, visitor, session, token))
                {
                    continue;
                }

                Note(session, connected, now);
                session.Customer.Seen(now);
                await timers.SyncAsync(db, session.Ticket, session, token);
            }
        },
        ct);

    private async Task<bool> IsElsewhereAsync(HelpDeskDb db, Visitor visitor, ChatSession session, CancellationToken ct)
    {
        var others = await db.VisitorAccesses.Where(access => access.TicketId == session.TicketId && access.VisitorKey != visitor.Key)
            .Select(access => access.VisitorKey).Order().Take(MostDevices).ToListAsync(ct);
        return pages.IsAnyOpen(others, session.TicketId, session.Customer.ExternalId);
    }

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
