using HelpDesk.Domain.Customers;
using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Work;
using HelpDesk.Migrations.Search;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Migrations;

/// <summary>Keeps the full text in step with what is saved, in the same transaction.</summary>
public abstract partial class HelpDeskDb
{
    /// <summary>Entries written at once, so that a customer with a long history fills neither the memory nor the lane.</summary>
    private const int SearchPage = 500;

    protected abstract ITicketSearch Search { get; }

    /// <summary>
    /// The tickets that hold all words that were typed, the one with the latest match first; a ticket whose number was
    /// typed stands before them.
    /// </summary>
    /// <param name="typed">Anything; the last word may be only begun.</param>
    /// <param name="limit">How many tickets at most.</param>
    /// <param name="ct">Ends the search.</param>
    /// <returns>Row ids of tickets; empty when nothing was typed that could be found.</returns>
    public async Task<IReadOnlyList<long>> FindTicketsAsync(string typed, int limit, CancellationToken ct)
    {
        var query = SearchQuery.Parse(typed);
        if (query.IsEmpty)
        {
            return [];
        }

        var found = await Search.FindAsync(this, query, limit, ct);
        var numbered = query.Number is { } number
            ? await Tickets.Where(ticket => ticket.Number == number).Select(ticket => ticket.Id).ToListAsync(ct)
            : [];
        return [.. numbered.Union(found).Take(limit)];
    }

    /// <summary>
    /// Writes the entries of what a customer wrote before a message anew, so many at once; what is left is planned as
    /// another short piece of work.
    /// </summary>
    public async Task IndexHistoryAsync(long messageId, CancellationToken ct)
    {
        var customerId = await Messages.Where(message => message.Id == messageId).Select(message => (long?)message.Ticket.CustomerId).FirstOrDefaultAsync(ct);
        if (customerId is { } id)
        {
            await IndexBeforeAsync(id, messageId, ct);
        }
    }

    private async Task<int> SaveAndIndexAsync(bool acceptAllChangesOnSuccess, CancellationToken ct)
    {
        var changes = new SearchChanges(this);
        if (changes.IsEmpty)
        {
            return await base.SaveChangesAsync(acceptAllChangesOnSuccess, ct);
        }

        await using var transaction = Database.CurrentTransaction is null ? await Database.BeginTransactionAsync(ct) : null;
        var rows = await base.SaveChangesAsync(acceptAllChangesOnSuccess, ct);
        await Search.WriteAsync(this, changes.Complete, ct);
        await (changes.NeedsReading ? IndexAsync(changes.Affected(), ct) : Task.CompletedTask);
        foreach (var customerId in changes.CustomerIds)
        {
            await IndexBeforeAsync(customerId, long.MaxValue, ct);
        }

        await (transaction?.CommitAsync(ct) ?? Task.CompletedTask);
        return rows;
    }

    private async Task IndexAsync(IQueryable<Message> messages, CancellationToken ct)
    {
        var after = 0L;
        List<SearchEntry> page;
        do
        {
            page = await EntriesAsync(messages.Where(message => message.Id > after).OrderBy(message => message.Id), ct);
            await Search.WriteAsync(this, page, ct);
            after = page.Count > 0 ? page[^1].MessageId : after;
        }
        while (page.Count == SearchPage);
    }

    // The newest first: they are looked for most.
    private async Task IndexBeforeAsync(long customerId, long before, CancellationToken ct)
    {
        var page = await EntriesAsync(
            SearchChanges.Searched(this).Where(message => message.Ticket.CustomerId == customerId && message.Id < before).OrderByDescending(message => message.Id), ct);
        await Search.WriteAsync(this, page, ct);
        if (page.Count == SearchPage)
        {
            await PlanIndexAsync(page[^1].MessageId, ct);
        }
    }

    private async Task PlanIndexAsync(long before, CancellationToken ct)
    {
        var planned = await Deadlines.SingleOrDefaultAsync(row => row.TargetId == before && row.Kind == DeadlineKind.IndexHistory, ct);
        if (planned is null)
        {
            Deadlines.Add(new Deadline(DeadlineKind.IndexHistory, before, Clock.GetUtcNow()));
        }
        else
        {
            planned.MoveTo(Clock.GetUtcNow());
        }

        await base.SaveChangesAsync(acceptAllChangesOnSuccess: true, ct);
    }

    private async Task<List<SearchEntry>> EntriesAsync(IOrderedQueryable<Message> messages, CancellationToken ct)
    {
        var rows = await messages.Take(SearchPage).Select(message => new
        {
            message.Id,
            message.TicketId,
            message.BodyText,
            message.Ticket.Subject,
            message.Ticket.Customer.DisplayName,
            Company = Companies.Where(company => company.Id == message.Ticket.Customer.CompanyId).Select(company => company.Name).FirstOrDefault(),
            Identities = message.Ticket.Customer.Identities
                .Where(identity => identity.Type != IdentityType.Visitor).Select(identity => identity.Value).ToList(),
        }).ToListAsync(ct);
        return rows.ConvertAll(row => SearchEntry.Of(row.Id, row.TicketId, [row.DisplayName, row.Company ?? "", .. row.Identities, row.Subject, row.BodyText]));
    }
}
