using HelpDesk.Domain;
using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Tickets;
using HelpDesk.Migrations;
using HelpDesk.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Actions.Tickets;

/// <summary>Changes a ticket's status: solve, reopen, put on hold.</summary>
internal sealed class SetStatus(Writer writer, Timers timers, TimeProvider clock)
{
    /// <param name="actor">Who asks.</param>
    /// <param name="number">The ticket.</param>
    /// <param name="key">Key of the status; a category's name is its default status.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>True when it changed something.</returns>
    /// <exception cref="RuleException">Unknown status, or the table of transitions refuses.</exception>
    public Task<bool> RunAsync(Actor actor, long number, string key, CancellationToken ct)
    {
        actor.Require(Permission.WriteTickets);
        return writer.RunAsync(
            async (db, token) =>
            {
                var ticket = await db.TicketAsync(number, token);
                if (!await ApplyAsync(db, ticket, key, actor, clock.GetUtcNow(), token))
                {
                    return false;
                }

                await timers.SyncAsync(db, ticket, await db.LatestSessionAsync(ticket, token), token);
                return true;
            },
            ct);
    }

    /// <summary>The change itself, for every action that changes the status among other things.</summary>
    internal static async Task<bool> ApplyAsync(HelpDeskDb db, Ticket ticket, string key, Actor actor, DateTimeOffset now, CancellationToken ct)
    {
        var status = await db.Statuses.SingleOrDefaultAsync(row => row.Key == key, ct)
            ?? throw new RuleException("status", $"There is no status \"{TextRules.Line(key, 30)}\".");
        return status.Category != StatusCategory.Closed || ticket.StatusId == status.Id
            ? ticket.SetStatus(status.Id, status.Key, status.Category, actor, now)
            : throw new RuleException("transition", "A ticket closes by itself some days after it was solved.");
    }
}
