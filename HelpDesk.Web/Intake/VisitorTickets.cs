using HelpDesk.Domain.Tickets;
using HelpDesk.Migrations;

namespace HelpDesk.Web.Intake;

/// <summary>Which tickets a visitor may see: the one place that answers this (invariant 11).</summary>
internal static class VisitorTickets
{
    /// <summary>
    /// The tickets opened with this visitor key, the one its chat link names with the follow-ups made of it, and all of the
    /// customer whom the site has signed.
    /// </summary>
    /// <param name="db">Where to look.</param>
    /// <param name="visitorKey">From a token whose signature was checked.</param>
    /// <param name="linkedTicketId">The ticket of a link that was found valid just now; null without one.</param>
    /// <param name="externalId">From a signature that was checked; null without one.</param>
    // A visitor who came by a link is not signed as well: the door sees to it.
    public static IQueryable<Ticket> TicketsOf(this HelpDeskDb db, string visitorKey, long? linkedTicketId, string? externalId)
    {
        // IN, not EXISTS: found by the key's index instead of by a look at every ticket.
        var own = db.VisitorAccesses.Where(access => access.VisitorKey == visitorKey).Select(access => access.TicketId);
        if (externalId is null)
        {
            return db.Tickets.Where(ticket => ticket.Id == linkedTicketId || own.Contains(ticket.Id));
        }

        var signed = db.Customers.Where(customer => customer.ExternalId == externalId && customer.MergedIntoId == null).Select(customer => customer.Id);
        return db.Tickets.Where(ticket => signed.Contains(ticket.CustomerId) || own.Contains(ticket.Id));
    }
}
