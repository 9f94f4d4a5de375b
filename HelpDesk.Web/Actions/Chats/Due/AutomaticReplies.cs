using HelpDesk.Domain.Tickets;
using HelpDesk.Migrations;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Actions.Chats.Due;

/// <summary>
/// Invariant 10: no automatic message answers a machine; a customer gets at most one automatic reply per inbox and hour,
/// and three a day.
/// </summary>
internal static class AutomaticReplies
{
    private const int PerDay = 3;

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    public static async Task<bool> MayAnswerAsync(HelpDeskDb db, Ticket ticket, DateTimeOffset now, CancellationToken ct)
    {
        var last = await db.Messages.Where(row => row.TicketId == ticket.Id && row.Direction == Direction.In)
            .OrderByDescending(row => row.Seq).Select(row => row.MachineKind).FirstOrDefaultAsync(ct);
        if (last != MachineKind.None)
        {
            return false;
        }

        var since = now - Day;
        var given = await db.Messages
            .Where(row => row.Ticket.CustomerId == ticket.CustomerId && row.Ticket.InboxId == ticket.InboxId && row.CreatedAt > since)
            .Where(row => row.AuthorKind == AuthorKind.System && row.Kind == MessageKind.Public && row.Ask != MessageAsk.StillHere)
            .Select(row => row.CreatedAt)
            .ToListAsync(ct);
        return given.Count < PerDay && given.TrueForAll(at => at <= now - Hour);
    }
}
