using System.Globalization;
using HelpDesk.Domain.Customers;
using HelpDesk.Domain.Tickets;
using HelpDesk.Migrations;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Features.Customers;

/// <summary>One line of the list of customers.</summary>
internal sealed record CustomerRow(long Id, string PublicId, string Name, string? Company, string? Address, string Language, int Tickets, int Open, DateTimeOffset LastSeenAt);

/// <summary>Where a page of customers ends: those seen last come first.</summary>
internal sealed record CustomerPlace(DateTimeOffset LastSeenAt, long Id);

/// <summary>Customers by name, address or company, those seen last first.</summary>
internal sealed class CustomerListQuery(IDbContextFactory<HelpDeskDb> factory)
{
    public const int Page = 50;

    private const int MostAlike = 5;

    private const string Escape = "\\";

    public async Task<IReadOnlyList<CustomerRow>> FindAsync(string? typed, CustomerPlace? after, CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        var customers = Matching(db, typed);
        if (after is not null)
        {
            customers = customers.Where(customer => customer.LastSeenAt < after.LastSeenAt || (customer.LastSeenAt == after.LastSeenAt && customer.Id < after.Id));
        }

        return await RowsAsync(db, customers, Page, ct);
    }

    /// <summary>Customers who may be the same person: they have an address in common, or bear the same name.</summary>
    public async Task<IReadOnlyList<CustomerRow>> AlikeAsync(long customerId, CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        var name = await db.Customers.Where(customer => customer.Id == customerId).Select(customer => customer.DisplayName).FirstOrDefaultAsync(ct) ?? "";
        var addresses = await Reachable(db.CustomerIdentities.Where(identity => identity.CustomerId == customerId)).Select(identity => identity.Value).ToListAsync(ct);
        var sharing = Reachable(db.CustomerIdentities).Where(identity => addresses.Contains(identity.Value)).Select(identity => identity.CustomerId);
        var alike = Matching(db, null).Where(customer => customer.Id != customerId && (sharing.Contains(customer.Id) || (name != "" && customer.DisplayName == name)));
        return await RowsAsync(db, alike, MostAlike, ct);
    }

    private static IQueryable<CustomerIdentity> Reachable(IQueryable<CustomerIdentity> identities) =>
        identities.Where(identity => identity.Type == IdentityType.Email || identity.Type == IdentityType.Phone);

    private static async Task<IReadOnlyList<CustomerRow>> RowsAsync(HelpDeskDb db, IQueryable<Customer> customers, int most, CancellationToken ct) =>
        await customers.OrderByDescending(customer => customer.LastSeenAt).ThenByDescending(customer => customer.Id).Take(most).Select(customer => new CustomerRow(
            customer.Id,
            customer.PublicId,
            customer.DisplayName,
            db.Companies.Where(company => company.Id == customer.CompanyId).Select(company => company.Name).FirstOrDefault(),
            customer.Identities.Where(identity => identity.Type == IdentityType.Email).OrderByDescending(identity => identity.IsPrimary).Select(identity => identity.Value).FirstOrDefault(),
            customer.Language,
            db.Tickets.Count(ticket => ticket.CustomerId == customer.Id),
            db.Tickets.Count(ticket => ticket.CustomerId == customer.Id && ticket.Category != StatusCategory.Solved && ticket.Category != StatusCategory.Closed),
            customer.LastSeenAt)).ToListAsync(ct);

    private static IQueryable<Customer> Matching(HelpDeskDb db, string? typed)
    {
        var customers = db.Customers.AsNoTracking().Where(customer => customer.MergedIntoId == null && customer.ErasedAt == null);
        if (string.IsNullOrWhiteSpace(typed))
        {
            return customers;
        }

        // LIKE ignores the case of ASCII on SQLite and of nothing on PostgreSQL: as typed, and as names are written.
        var typedText = Pattern(typed.Trim());
        var asName = Pattern(CultureInfo.InvariantCulture.TextInfo.ToTitleCase(typed.Trim()));
        var asAddress = Pattern(typed.Trim().ToLowerInvariant());
        return customers.Where(customer =>
            EF.Functions.Like(customer.DisplayName, typedText, Escape) || EF.Functions.Like(customer.DisplayName, asName, Escape)
            || customer.Identities.Any(identity => identity.Type != IdentityType.Visitor && EF.Functions.Like(identity.Value, asAddress, Escape))
            || db.Companies.Any(company => company.Id == customer.CompanyId && (EF.Functions.Like(company.Name, typedText, Escape) || EF.Functions.Like(company.Name, asName, Escape))));
    }

    private static string Pattern(string text) =>
        $"%{text.Replace(Escape, Escape + Escape, StringComparison.Ordinal).Replace("%", Escape + "%", StringComparison.Ordinal).Replace("_", Escape + "_", StringComparison.Ordinal)}%";
}
