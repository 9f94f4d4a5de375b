using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Tickets;
using HelpDesk.Migrations;
using HelpDesk.Web.Actions.Customers;
using HelpDesk.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Actions.Upkeep;

/// <summary>Empties the closed tickets of inboxes that do not keep them any longer. What was counted stays.</summary>
internal sealed class EmptyOldTickets(Writer writer, DataFolder folder, TimeProvider clock)
{
    private const int AtOnce = 100;

    /// <returns>How many were emptied.</returns>
    public async Task<int> RunAsync(Actor actor, CancellationToken ct)
    {
        actor.Require(Permission.Administer);
        var count = 0;
        for (int some; (some = await EmptySomeAsync(ct)) > 0;)
        {
            count += some;
        }

        return count;
    }

    private async Task<int> EmptySomeAsync(CancellationToken ct)
    {
        var (tickets, mails) = await writer.RunAsync(
            async (db, token) =>
            {
                var found = await FindAsync(db, clock.GetUtcNow(), token);
                return (found.Count, found.Count == 0 ? [] : await Emptying.EmptyAsync(db, found, clock.GetUtcNow(), token));
            },
            ct);
        mails.ForEach(hash => File.Delete(folder.PathOfMail(hash)));
        return tickets;
    }

    private static async Task<List<long>> FindAsync(HelpDeskDb db, DateTimeOffset now, CancellationToken ct)
    {
        foreach (var inbox in await db.Inboxes.AsNoTracking().ToListAsync(ct))
        {
            if (inbox.Widget.Privacy.KeepDays is not { } days)
            {
                continue;
            }

            var before = now - TimeSpan.FromDays(days);
            var found = await db.Tickets
                .Where(ticket => ticket.InboxId == inbox.Id && ticket.Category == StatusCategory.Closed && ticket.ClosedAt < before && ticket.EmptiedAt == null)
                .OrderBy(ticket => ticket.Id).Select(ticket => ticket.Id).Take(AtOnce).ToListAsync(ct);
            if (found.Count > 0)
            {
                return found;
            }
        }

        return [];
    }
}
