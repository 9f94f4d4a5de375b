using HelpDesk.Domain.Chat;
using HelpDesk.Domain.Work;
using HelpDesk.Migrations;
using HelpDesk.Web.Actions.Chats;
using HelpDesk.Web.Http;
using HelpDesk.Web.Intake;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Channels.Chat;

/// <summary>A visitor whose token the door has checked.</summary>
internal sealed record Caller(VisitorToken Token, ChatInbox Inbox, Visitor Visitor)
{
    /// <summary>The door lets nobody through to an endpoint without one.</summary>
    public static ValueTask<Caller?> BindAsync(HttpContext context) => ValueTask.FromResult(context.Features.Get<Caller>());

    /// <summary>Lets only those through whose inbox offers it.</summary>
    /// <exception cref="ProblemException">It does not (403, <c>not_offered</c>).</exception>
    public void Needs(Func<WidgetOffers, bool> offer)
    {
        if (!offer(Inbox.Widget.Offers))
        {
            throw new ProblemException(StatusCodes.Status403Forbidden, "not_offered", "This chat does not offer that.");
        }
    }

    /// <summary>The tickets this visitor may see, the current one first.</summary>
    public IQueryable<Domain.Tickets.Ticket> TicketsIn(HelpDeskDb db) => db.TicketsOf(Visitor.Key, Visitor.LinkedTicketId, Visitor.ExternalId)
        .Where(ticket => ticket.InboxId == Inbox.Id && ticket.MergedIntoId == null)
        .OrderByDescending(ticket => ticket.Id);

    /// <summary>The number of the ticket that the next message goes to, or that it follows; null before the first message.</summary>
    public async Task<CurrentTicket?> CurrentAsync(HelpDeskDb db, CancellationToken ct)
    {
        var found = await TicketsIn(db).AsNoTracking()
            .Select(ticket => new
            {
                ticket.Id,
                ticket.Number,
                Agent = db.Agents.Where(agent => agent.Id == ticket.AssigneeId).Select(agent => agent.Name).FirstOrDefault(),
                Customer = ticket.Customer.DisplayName,
                ticket.CustomerId,
            })
            .FirstOrDefaultAsync(ct);
        if (found is null)
        {
            return null;
        }

        var session = await db.ChatSessions.AsNoTracking().Where(row => row.TicketId == found.Id).OrderByDescending(row => row.Id).FirstOrDefaultAsync(ct);
        return new CurrentTicket(found.Id, found.Number, session, found.Agent, found.CustomerId, found.Customer);
    }
}

/// <summary>The ticket that a visitor is in.</summary>
internal sealed record CurrentTicket(long Id, long Number, ChatSession? Session, string? Agent, long CustomerId, string Customer);
