using HelpDesk.Domain.Chat;
using HelpDesk.Domain.Tickets;
using HelpDesk.Migrations;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Features.TicketList;

/// <summary>What the list reads: a window of rows, single rows again, and the counts of all views.</summary>
internal sealed class TicketListQuery(IDbContextFactory<HelpDeskDb> factory, TimeProvider clock)
{
    /// <summary>The rows from one place on, and how many there are in all.</summary>
    public async Task<(IReadOnlyList<TicketRow> Rows, int Total)> WindowAsync(TicketFilter filter, int start, int count, CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        var tickets = Matching(db, filter);
        var rows = await Project(db, Sorted(tickets, filter), filter.Me).Skip(start).Take(count).ToListAsync(ct);
        return (rows, start == 0 && rows.Count < count ? rows.Count : await tickets.CountAsync(ct));
    }

    /// <summary>Those of the given tickets that are in the view now.</summary>
    public async Task<IReadOnlyList<TicketRow>> RowsAsync(TicketFilter filter, IReadOnlyCollection<long> ticketIds, CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        return await Project(db, Matching(db, filter).Where(ticket => ticketIds.Contains(ticket.Id)), filter.Me).Take(ticketIds.Count).ToListAsync(ct);
    }

    /// <summary>How many tickets each view holds.</summary>
    public async Task<IReadOnlyDictionary<string, int>> CountsAsync(long me, CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var view in TicketView.All)
        {
            counts[view.Key] = await Matching(db, new TicketFilter(view, me)).CountAsync(ct);
        }

        return counts;
    }

    private IQueryable<Ticket> Matching(HelpDeskDb db, TicketFilter filter)
    {
        var now = clock.GetUtcNow();
        var tickets = db.Tickets.AsNoTracking().Where(ticket => ticket.MergedIntoId == null);
        if (filter.Found is { } ids)
        {
            // Who searches looks everywhere.
            return tickets.Where(ticket => ids.Contains(ticket.Id));
        }

        tickets = tickets.Where(ticket => ticket.SnoozedUntil == null || ticket.SnoozedUntil <= now).Where(filter.View.Holds(filter.Me));
        return filter.OnlyWaiting ? tickets.Where(ticket => ticket.WaitingSince != null) : tickets;
    }

    private static IQueryable<Ticket> Sorted(IQueryable<Ticket> tickets, TicketFilter filter) => filter.IsByChange
        ? tickets.OrderByDescending(ticket => ticket.UpdatedAt).ThenByDescending(ticket => ticket.Id)
        : tickets.OrderBy(ticket => ticket.WaitingSince == null).ThenBy(ticket => ticket.WaitingSince)
            .ThenByDescending(ticket => ticket.UpdatedAt).ThenByDescending(ticket => ticket.Id);

    private static IQueryable<TicketRow> Project(HelpDeskDb db, IQueryable<Ticket> tickets, long me) => tickets.Select(ticket => new TicketRow(
        ticket.Id,
        ticket.Number,
        ticket.Subject,
        ticket.Preview,
        ticket.Customer.DisplayName,
        ticket.OriginChannel,
        ticket.Category,
        ticket.Priority,
        ticket.WaitingSince,
        ticket.UpdatedAt,
        db.Agents.Where(agent => agent.Id == ticket.AssigneeId).Select(agent => agent.Name).FirstOrDefault(),
        ticket.Tags.OrderBy(tag => tag.Name).Select(tag => tag.Name).FirstOrDefault(),
        ticket.Category != StatusCategory.Solved && ticket.Category != StatusCategory.Closed && db.Messages.Any(message =>
            message.TicketId == ticket.Id
            && message.Kind != MessageKind.Activity
            && message.Seq > (db.AgentTicketStates.Where(state => state.AgentId == me && state.TicketId == ticket.Id).Select(state => (int?)state.ReadSeq).FirstOrDefault() ?? 0)
            && (message.AuthorKind != AuthorKind.Agent || message.AuthorId != me)),
        db.ChatSessions.Any(session => session.TicketId == ticket.Id && session.State == ChatState.Ringing)));
}

/// <summary>What a list shows to whom.</summary>
/// <param name="View">The list.</param>
/// <param name="Me">The agent who looks.</param>
/// <param name="OnlyWaiting">Only tickets whose customer waits for us.</param>
/// <param name="Found">Only these, the result of a search; null for all.</param>
internal sealed record TicketFilter(TicketView View, long Me, bool OnlyWaiting = false, IReadOnlyList<long>? Found = null)
{
    /// <summary>The last change stands first; otherwise who has waited longest.</summary>
    public bool IsByChange => Found is not null || View.IsHistory;
}
