using HelpDesk.Domain.Customers;
using HelpDesk.Domain.Tickets;
using HelpDesk.Migrations;
using HelpDesk.Web.Actions;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Api;

/// <summary>Reads tickets as the API shows them.</summary>
internal sealed class TicketQuery(IDbContextFactory<HelpDeskDb> factory)
{
    private const int MaxMatches = 500;

    private const string None = "none";

    /// <exception cref="NotFoundException">There is no such ticket.</exception>
    public async Task<TicketView> ReadAsync(long number, CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        var found = await ViewsAsync(db, db.Tickets.Where(ticket => ticket.Number == number), ct);
        return found.Count == 1 ? found[0] : throw new NotFoundException("ticket");
    }

    /// <summary>The newest first: numbers are given in the order of creation.</summary>
    public async Task<List<TicketView>> ListAsync(TicketFilter filter, long? before, int take, CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        var tickets = Filter(db, filter);
        if (!string.IsNullOrWhiteSpace(filter.Q))
        {
            var matches = await db.FindTicketsAsync(filter.Q, MaxMatches, ct);
            tickets = tickets.Where(ticket => matches.Contains(ticket.Id));
        }

        tickets = before is null ? tickets : tickets.Where(ticket => ticket.Number < before);
        return await ViewsAsync(db, tickets.OrderByDescending(ticket => ticket.Number).Take(take), ct);
    }

    private static IQueryable<Ticket> Filter(HelpDeskDb db, TicketFilter filter)
    {
        var tickets = db.Tickets.AsQueryable();
        if (filter.Status?.Split(',') is { } keys)
        {
            tickets = tickets.Where(ticket => db.Statuses.Any(status => status.Id == ticket.StatusId && keys.Contains(status.Key)));
        }

        if (filter.Category?.Split(',') is { } words)
        {
            var categories = words.Select(ReadCategory).ToList();
            tickets = tickets.Where(ticket => categories.Contains(ticket.Category));
        }

        tickets = filter.Assignee switch
        {
            null => tickets,
            None => tickets.Where(ticket => ticket.AssigneeId == null),
            var id => tickets.Where(ticket => db.Agents.Any(agent => agent.Id == ticket.AssigneeId && agent.PublicId == id)),
        };
        tickets = filter.Team switch
        {
            null => tickets,
            None => tickets.Where(ticket => ticket.TeamId == null),
            var id => tickets.Where(ticket => db.Teams.Any(team => team.Id == ticket.TeamId && team.PublicId == id)),
        };
        tickets = filter.Customer is null ? tickets : tickets.Where(ticket => ticket.Customer.PublicId == filter.Customer);
        return filter.Tag is not { } tag ? tickets : tickets.Where(ticket => ticket.Tags.Any(row => row.Name == TicketTag.Normalise(tag)));
    }

    private static StatusCategory ReadCategory(string word) =>
        Words.TryRead<StatusCategory>(word, out var category) ? category : throw FieldErrors.Single("category", $"One of {Words.List<StatusCategory>()} is expected.");

    private static async Task<List<TicketView>> ViewsAsync(HelpDeskDb db, IQueryable<Ticket> tickets, CancellationToken ct)
    {
        var rows = await tickets.AsNoTracking().Select(ticket => new
        {
            Ticket = ticket,
            Status = db.Statuses.Where(status => status.Id == ticket.StatusId).Select(status => status.Key).First(),
            Inbox = db.Inboxes.Where(inbox => inbox.Id == ticket.InboxId).Select(inbox => inbox.Key).First(),
            Team = db.Teams.Where(team => team.Id == ticket.TeamId).Select(team => team.PublicId).FirstOrDefault(),
            Assignee = db.Agents.Where(agent => agent.Id == ticket.AssigneeId).Select(agent => new AssigneeView(agent.PublicId, agent.Name)).FirstOrDefault(),
            Customer = new TicketCustomerView(
                ticket.Customer.PublicId,
                ticket.Customer.DisplayName,
                ticket.Customer.Identities.Where(identity => identity.Type == IdentityType.Email)
                    .OrderByDescending(identity => identity.IsPrimary).ThenBy(identity => identity.Id).Select(identity => identity.Value).FirstOrDefault()),
            Tags = ticket.Tags.OrderBy(tag => tag.Name).Select(tag => tag.Name).ToList(),
            FollowUpOf = db.Tickets.Where(other => other.Id == ticket.FollowUpOfId).Select(other => (long?)other.Number).FirstOrDefault(),
            MergedInto = db.Tickets.Where(other => other.Id == ticket.MergedIntoId).Select(other => (long?)other.Number).FirstOrDefault(),
        }).ToListAsync(ct);
        return rows.ConvertAll(row => new TicketView
        {
            Number = row.Ticket.Number,
            Subject = row.Ticket.Subject,
            Status = row.Status,
            Category = TicketStatus.KeyOf(row.Ticket.Category),
            Priority = Words.Of(row.Ticket.Priority),
            Channel = Words.Of(row.Ticket.OriginChannel),
            Inbox = row.Inbox,
            Team = row.Team,
            Assignee = row.Assignee,
            Customer = row.Customer,
            Tags = row.Tags,
            WaitingOn = Words.Of(row.Ticket.WaitingOn),
            WaitingSince = row.Ticket.WaitingSince,
            FirstResponseAt = row.Ticket.FirstResponseAt,
            CreatedAt = row.Ticket.CreatedAt,
            UpdatedAt = row.Ticket.UpdatedAt,
            SolvedAt = row.Ticket.SolvedAt,
            ClosedAt = row.Ticket.ClosedAt,
            SnoozedUntil = row.Ticket.SnoozedUntil,
            ReopenCount = row.Ticket.ReopenCount,
            FollowUpOf = row.FollowUpOf,
            MergedInto = row.MergedInto,
            Version = row.Ticket.Version,
        });
    }
}
