using HelpDesk.Domain.Customers;
using HelpDesk.Domain.Tickets;
using HelpDesk.Migrations.Search;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Migrations;

/// <summary>Keeps the full text in step with what is saved, in the same transaction.</summary>
public abstract partial class HelpDeskDb
{
    /// <summary>Entries written at once, so that a customer with a long history does not fill the memory.</summary>
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
        await (transaction?.CommitAsync(ct) ?? Task.CompletedTask);
        return rows;
    }

    private async Task IndexAsync(IQueryable<Message> messages, CancellationToken ct)
    {
        var after = 0L;
        List<SearchEntry> page;
        do
        {
            page = await EntriesAsync(messages.Where(message => message.Id > after), ct);
            await Search.WriteAsync(this, page, ct);
            after = page.Count > 0 ? page[^1].MessageId : after;
        }
        while (page.Count == SearchPage);
    }

    private async Task<List<SearchEntry>> EntriesAsync(IQueryable<Message> messages, CancellationToken ct)
    {
        var rows = await messages.OrderBy(message => message.Id).Take(SearchPage).Select(message => new
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
