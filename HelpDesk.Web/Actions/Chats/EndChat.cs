using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Chat;
using HelpDesk.Domain.Tickets;
using HelpDesk.Migrations;
using HelpDesk.Web.Data;

namespace HelpDesk.Web.Actions.Chats;

/// <summary>
/// Ends a chat for good: its input is locked. An agent's end solves the ticket; a customer's end solves it when the agent
/// spoke last and leaves it open when the customer still waits.
/// </summary>
internal sealed class EndChat(Writer writer, Timers timers, TimeProvider clock)
{
    /// <summary>The customer ends their own chat.</summary>
    /// <exception cref="NotFoundException">The ticket is not this visitor's.</exception>
    public Task<bool> RunAsync(Visitor visitor, long number, CancellationToken ct) => writer.RunAsync(
        async (db, token) =>
        {
            var ticket = await db.TicketOfAsync(visitor, number, token);
            return await EndAsync(db, ticket, EndedBy.Customer, Actor.Customer(ticket.CustomerId, ticket.Customer.DisplayName), token);
        },
        ct);

    /// <summary>An agent ends the chat of a ticket.</summary>
    /// <returns>False when no chat is open.</returns>
    public Task<bool> RunAsync(Actor actor, long number, CancellationToken ct)
    {
        actor.Require(Permission.WriteTickets);
        return writer.RunAsync(async (db, token) => await EndAsync(db, await db.TicketAsync(number, token), EndedBy.Agent, actor, token), ct);
    }

    private async Task<bool> EndAsync(HelpDeskDb db, Ticket ticket, EndedBy by, Actor actor, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var session = await db.LatestSessionAsync(ticket, ct);
        if (session?.End(by, now) != true)
        {
            return false;
        }

        ticket.Log(new Activity(ActivityType.ChatEnded), actor, now);
        if (ticket.CanBecome(StatusCategory.Solved) && (by == EndedBy.Agent || ticket.WaitingOn == WaitingOn.Customer))
        {
            ticket.Become(StatusCategory.Solved, actor, now);
        }

        await timers.SyncAsync(db, ticket, session, ct);
        return true;
    }
}
