using HelpDesk.Domain;
using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Chat;
using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Work;
using HelpDesk.Migrations;
using HelpDesk.Web.Data;
using HelpDesk.Web.Outbox;
using HelpDesk.Web.Ui.Texts;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Actions.Chats;

/// <summary>
/// A customer goes on by mail: what was not read in the chat is mailed at once, and so is every answer from now on. What they
/// write in the chat later begins it anew.
/// </summary>
internal sealed class GoOnByMail(Writer writer, Deliveries deliveries, Timers timers, TimeProvider clock)
{
    /// <exception cref="RuleException">No address is known, or mail to it came back (<c>email</c>); the chat was ended (<c>ended</c>).</exception>
    /// <exception cref="NotFoundException">The ticket is not this visitor's, or had no chat.</exception>
    public Task RunAsync(Visitor visitor, long number, CancellationToken ct) => writer.RunAsync(
        async (db, token) =>
        {
            var now = clock.GetUtcNow();
            var ticket = await db.TicketOfAsync(visitor, number, token);
            var session = await db.LatestSessionAsync(ticket, token) ?? throw new NotFoundException("chat");
            if (ticket.Customer.Email is not { BouncedAt: null } address)
            {
                throw new RuleException("email", "Which address shall the answer go to?");
            }

            if (session.IsLocked || ticket.Category == StatusCategory.Closed)
            {
                throw new RuleException("ended", "This chat was ended. Start a new one to go on.");
            }

            if (session.GoOnByMail(now))
            {
                Tell(ticket, address.Value, now);
                await HastenAsync(db, ticket, session, token);
                await deliveries.PlanUnreadAsync(db, ticket, session, now, token);
                await timers.SyncAsync(db, ticket, session, token);
            }
        },
        ct);

    private static void Tell(Ticket ticket, string address, DateTimeOffset now)
    {
        ticket.Log(new Activity(ActivityType.WentOnByMail, To: address), Actor.Customer(ticket.CustomerId, ticket.Customer.DisplayName), now);
        var words = Texts.In(ticket.Customer.Language);
        ticket.Announce(words["We go on by e-mail: answers go to {0}. What you write here reaches us as well.", address], Channel.Chat, MessageAsk.None, now)
            .Deliver(Channel.Chat, "", DeliveryState.Sent, dueAt: null, now);
        if (ticket is { WaitingOn: WaitingOn.Customer, Category: StatusCategory.New or StatusCategory.Open })
        {
            ticket.Become(StatusCategory.Pending, Actor.System, now);
        }
    }

    // What waited to be read in the chat waits no longer.
    private async Task HastenAsync(HelpDeskDb db, Ticket ticket, ChatSession session, CancellationToken ct)
    {
        var own = ticket.Customer.Identities.Select(identity => identity.Value).ToList();
        var waiting = await db.Deliveries.Include(row => row.Message).Include(row => row.Ticket)
            .Where(row => row.TicketId == ticket.Id && row.Channel == Channel.Email && row.State == DeliveryState.Queued && own.Contains(row.Recipient))
            .ToListAsync(ct);
        if (waiting.Count > 0)
        {
            var dueAt = await deliveries.MailAtAsync(db, ticket, session, waiting[0].Recipient, clock.GetUtcNow(), ct);
            waiting.ForEach(row => row.Postpone(dueAt < row.DueAt ? dueAt : row.DueAt ?? dueAt));
        }
    }
}
