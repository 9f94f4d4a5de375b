using HelpDesk.Domain.Chat;
using HelpDesk.Domain.Customers;
using HelpDesk.Domain.Tickets;
using HelpDesk.Migrations;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Intake;

/// <summary>What a visitor's message finds when it comes in: read together, because each message asks for it.</summary>
/// <param name="Ticket">The visitor's latest ticket in the inbox, with its customer and the customer's identities.</param>
/// <param name="Session">The latest chat on it; null when it never had one.</param>
/// <param name="PageUrl">The page that the customer was noted on last; null when none was.</param>
/// <param name="HasKey">Whether the ticket's customer, or who was merged into them, sent a message under the same key before.</param>
internal sealed record Correspondence(Ticket Ticket, ChatSession? Session, string? PageUrl, bool HasKey);

/// <summary>Finds the correspondence of a visitor.</summary>
internal static class Correspondences
{
    /// <summary>Null before the visitor's first message.</summary>
    public static async Task<Correspondence?> CorrespondenceAsync(this HelpDeskDb db, InboundMessage inbound, CancellationToken ct)
    {
        var found = await db.TicketsOf(inbound.VisitorKey, inbound.LinkedTicketId, inbound.Signed?.ExternalId)
            .Where(ticket => ticket.InboxId == inbound.InboxId && ticket.MergedIntoId == null)
            .Include(ticket => ticket.Customer.Identities)
            .LeftJoin(db.ChatSessions, ticket => ticket.Id, session => session.TicketId, (ticket, session) => new { ticket, session })
            .OrderByDescending(row => row.ticket.Id).ThenByDescending(row => row.session!.Id)
            .Select(row => new
            {
                row.ticket,
                row.session,
                Page = db.PageVisits.Where(visit => visit.CustomerId == row.ticket.CustomerId)
                    .OrderByDescending(visit => visit.At).Select(visit => visit.Url).FirstOrDefault(),
                HasKey = db.Customers.Where(person => person.Id == row.ticket.CustomerId || person.MergedIntoId == row.ticket.CustomerId)
                    .Any(person => db.Messages.Any(message =>
                        message.AuthorKind == AuthorKind.Customer && message.AuthorId == person.Id && message.ClientKey == inbound.ClientKey)),
            })
            .FirstOrDefaultAsync(ct);
        return found is null ? null : new Correspondence(found.ticket, found.session, found.Page, found.HasKey);
    }
}
