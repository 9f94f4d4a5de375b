using HelpDesk.Migrations;
using HelpDesk.Web.Data;
using HelpDesk.Web.Intake;
using HelpDesk.Web.Outbox;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Actions.Chats;

/// <summary>A visitor whose token was checked, as customers' actions know them.</summary>
/// <param name="Key">The visitor key of the token.</param>
/// <param name="InboxId">The inbox the token is for.</param>
/// <param name="LinkedTicketId">The ticket of a chat link found valid just now; null without one.</param>
/// <param name="ExternalId">Who they are in the site's own system, as it has signed; null when nobody has.</param>
internal sealed record Visitor(string Key, long InboxId, long? LinkedTicketId, string? ExternalId = null);

/// <summary>The customer has seen messages: they are marked read, and no mail repeats them.</summary>
internal sealed class MarkRead(Writer writer, TimeProvider clock)
{
    /// <exception cref="NotFoundException">The ticket is not this visitor's.</exception>
    public Task RunAsync(Visitor visitor, long number, int seq, CancellationToken ct) => writer.RunAsync(
        async (db, token) =>
        {
            var ticket = await db.TicketOfAsync(visitor, number, token);
            var now = clock.GetUtcNow();
            var upTo = Math.Min(seq, ticket.LastSeq);
            if (await db.LatestSessionAsync(ticket, token) is { } session && session.Read(upTo, now))
            {
                await Deliveries.ReadAsync(db, ticket, upTo, now, token);
            }
        },
        ct);
}

/// <summary>How customers' actions load a ticket: only their own.</summary>
internal static class OwnTickets
{
    /// <exception cref="NotFoundException">There is none, or it is somebody else's: the two look alike from outside.</exception>
    public static async Task<Domain.Tickets.Ticket> TicketOfAsync(this HelpDeskDb db, Visitor visitor, long number, CancellationToken ct) =>
        await db.TicketsOf(visitor.Key, visitor.LinkedTicketId, visitor.ExternalId)
            .Where(ticket => ticket.InboxId == visitor.InboxId && ticket.Number == number)
            .Include(ticket => ticket.Customer.Identities).AsSplitQuery()
            .SingleOrDefaultAsync(ct)
        ?? throw new NotFoundException("chat");
}
