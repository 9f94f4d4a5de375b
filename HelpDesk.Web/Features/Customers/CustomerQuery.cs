using HelpDesk.Domain.Customers;
using HelpDesk.Migrations;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Features.Customers;

/// <summary>What a customer's record reads.</summary>
internal sealed class CustomerQuery(IDbContextFactory<HelpDeskDb> factory)
{
    private const int Newest = 50;

    public async Task<CustomerRecord?> FindAsync(string publicId, CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        var id = await db.Customers.Where(customer => customer.PublicId == publicId).Select(customer => (long?)customer.Id).FirstOrDefaultAsync(ct);
        return id is null ? null : await LoadAsync(db, id.Value, ct);
    }

    public async Task<CustomerRecord?> FindAsync(long customerId, CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        return await LoadAsync(db, customerId, ct);
    }

    private static async Task<CustomerRecord?> LoadAsync(HelpDeskDb db, long id, CancellationToken ct)
    {
        var customer = await db.Customers.AsNoTracking().Include(row => row.Identities).SingleOrDefaultAsync(row => row.Id == id, ct);
        if (customer is null)
        {
            return null;
        }

        return new CustomerRecord(
            customer.Id,
            customer.PublicId,
            customer.DisplayName,
            customer.Language,
            customer.TimeZone,
            await db.Companies.Where(company => company.Id == customer.CompanyId).Select(company => company.Name).FirstOrDefaultAsync(ct),
            customer.ExternalId,
            customer.IsBlocked,
            customer.FirstSeenAt,
            customer.LastSeenAt,
            customer.Attributes,
            [.. customer.Identities.Where(identity => identity.Type != IdentityType.Visitor).OrderBy(identity => identity.Type).ThenByDescending(identity => identity.IsPrimary).Select(Show)],
            await NotesAsync(db, id, ct),
            await TicketsAsync(db, id, ct),
            await db.Devices.AsNoTracking().Where(device => device.CustomerId == id).OrderByDescending(device => device.LastSeenAt)
                .Select(device => new DeviceView(device.UserAgent, device.LastSeenAt)).FirstOrDefaultAsync(ct),
            await db.PageVisits.AsNoTracking().Where(visit => visit.CustomerId == id).OrderByDescending(visit => visit.At)
                .Select(visit => new PageView(visit.Url, visit.Title, visit.At)).FirstOrDefaultAsync(ct))
        {
            IsSigned = customer.IsSigned,
            ErasedAt = customer.ErasedAt,
            MergedInto = await SurvivorAsync(db, customer.MergedIntoId, ct),
            Merges = await MergesAsync(db, id, ct),
        };
    }

    /// <summary>How much would move with a customer.</summary>
    public async Task<(int Tickets, int Notes)> CountAsync(long customerId, CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        return (await db.Tickets.CountAsync(ticket => ticket.CustomerId == customerId, ct), await db.CustomerNotes.CountAsync(note => note.CustomerId == customerId, ct));
    }

    private static async Task<string?> SurvivorAsync(HelpDeskDb db, long? next, CancellationToken ct)
    {
        string? survivor = null;
        while (next is { } id)
        {
            var row = await db.Customers.Where(customer => customer.Id == id).Select(customer => new { customer.PublicId, customer.MergedIntoId }).SingleAsync(ct);
            (survivor, next) = (row.PublicId, row.MergedIntoId);
        }

        return survivor;
    }

    // Also who went up in somebody who then went up in this one.
    private static async Task<IReadOnlyList<MergeView>> MergesAsync(HelpDeskDb db, long id, CancellationToken ct)
    {
        var merges = new List<MergeView>();
        for (List<long> into = [id]; into.Count > 0;)
        {
            var found = await db.CustomerMerges.AsNoTracking().Where(merge => merge.UndoneAt == null && into.Contains(merge.IntoId))
                .Join(db.Customers, merge => merge.FromId, customer => customer.Id, (merge, customer) => new
                {
                    merge.FromId,
                    View = new MergeView(merge.Id, customer.PublicId, customer.DisplayName, db.Agents.Where(agent => agent.Id == merge.AgentId).Select(agent => agent.Name).FirstOrDefault(), merge.At),
                })
                .ToListAsync(ct);
            merges.AddRange(found.Select(row => row.View));
            into = [.. found.Select(row => row.FromId)];
        }

        return [.. merges.OrderByDescending(merge => merge.At).Take(Newest)];
    }

    private static AddressView Show(CustomerIdentity identity) =>
        new(identity.Id, identity.Type, identity.Value, identity.IsPrimary, identity.VerifiedAt is not null, identity.BouncedAt is not null);

    private static Task<List<NoteView>> NotesAsync(HelpDeskDb db, long id, CancellationToken ct) => db.CustomerNotes.AsNoTracking()
        .Where(note => note.CustomerId == id).OrderByDescending(note => note.Id).Take(Newest)
        .Select(note => new NoteView(note.Id, note.Text, db.Agents.Where(agent => agent.Id == note.AgentId).Select(agent => agent.Name).FirstOrDefault() ?? "", note.CreatedAt))
        .ToListAsync(ct);

    private static Task<List<PastTicket>> TicketsAsync(HelpDeskDb db, long id, CancellationToken ct) => db.Tickets.AsNoTracking()
        .Where(ticket => ticket.CustomerId == id).OrderByDescending(ticket => ticket.Id).Take(Newest)
        .Select(ticket => new PastTicket(ticket.Id, ticket.Number, ticket.Subject, ticket.Category, ticket.UpdatedAt)).ToListAsync(ct);
}
