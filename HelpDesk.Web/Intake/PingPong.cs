using HelpDesk.Domain.Email;
using HelpDesk.Domain.Tickets;
using HelpDesk.Migrations;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Intake;

/// <summary>Gathers what tells two machines at each other's throats, and lets <see cref="Reopening"/> decide.</summary>
internal static class PingPong
{
    /// <summary>True for a mail that would open a ticket, or follow one up, once too often.</summary>
    public static async Task<bool> IsAsync(HelpDeskDb db, InboundMail mail, ThreadDecision decision, DateTimeOffset now, CancellationToken ct)
    {
        if (decision.TicketId is not { } ticketId || await db.Tickets.AnyAsync(row => row.Id == ticketId
            && row.Category != StatusCategory.Solved && row.Category != StatusCategory.Closed, ct))
        {
            return false;
        }

        var openings = await OpeningsAsync(db, ticketId, now - Reopening.Window, ct);
        return openings > 0 && Reopening.IsPingPong(mail.Content.Machine, await RepeatsAsync(db, ticketId, mail, ct), openings);
    }

    private static async Task<int> OpeningsAsync(HelpDeskDb db, long ticketId, DateTimeOffset since, CancellationToken ct) =>
        await db.Messages.CountAsync(
            row => row.TicketId == ticketId && row.ActivityType == ActivityType.Reopened && row.AuthorKind == AuthorKind.Customer && row.CreatedAt > since, ct)
        + await db.Tickets.CountAsync(row => row.FollowUpOfId == ticketId && row.OriginChannel == Channel.Email && row.CreatedAt > since, ct);

    // In the ticket or in what followed it up.
    private static Task<bool> RepeatsAsync(HelpDeskDb db, long ticketId, InboundMail mail, CancellationToken ct) => db.Messages.AnyAsync(
        row => (row.TicketId == ticketId || row.Ticket.FollowUpOfId == ticketId)
            && row.Direction == Direction.In && row.AuthorKind == AuthorKind.Customer && row.BodyText == mail.Content.Text, ct);
}
