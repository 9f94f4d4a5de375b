using System.Globalization;
using HelpDesk.Domain.Customers;
using HelpDesk.Migrations;
using HelpDesk.Web.Actions;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Api;

/// <summary>Reads customers as the API shows them.</summary>
internal sealed class CustomerQuery(IDbContextFactory<HelpDeskDb> factory)
{
    private const string Escape = "\\";

    /// <exception cref="NotFoundException">There is no such customer.</exception>
    public async Task<CustomerView> ReadAsync(string id, CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        var found = await ViewsAsync(db, db.Customers.Where(customer => customer.PublicId == id && customer.ErasedAt == null), ct);
        return found.Count == 1 ? found[0] : throw new NotFoundException("customer");
    }

    /// <summary>Those known last come first. The cursor is the id of the last customer of the page before.</summary>
    public async Task<List<CustomerView>> ListAsync(CustomerFilter filter, string? after, int take, CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        var customers = Filter(db, filter);
        if (after is not null)
        {
            var last = await db.Customers.Where(customer => customer.PublicId == after).Select(customer => (long?)customer.Id).FirstOrDefaultAsync(ct) ?? throw PageRequest.Foreign();
            customers = customers.Where(customer => customer.Id < last);
        }

        return await ViewsAsync(db, customers.OrderByDescending(customer => customer.Id).Take(take), ct);
    }

    private static IQueryable<Customer> Filter(HelpDeskDb db, CustomerFilter filter)
    {
        var customers = db.Customers.Where(customer => customer.MergedIntoId == null && customer.ErasedAt == null);
        if (filter.Email is { } email)
        {
            var address = EmailAddress.TryNormalise(email, out var normal) ? normal : throw FieldErrors.Single("email", "This does not look like an e-mail address.");
            customers = customers.Where(customer => customer.Identities.Any(identity => identity.Type == IdentityType.Email && identity.Value == address));
        }

        return string.IsNullOrWhiteSpace(filter.Q) ? customers : Matching(db, customers, filter.Q.Trim());
    }

    // LIKE ignores the case of ASCII on SQLite and of nothing on PostgreSQL: as typed, and as names are written.
    private static IQueryable<Customer> Matching(HelpDeskDb db, IQueryable<Customer> customers, string part)
    {
        var typed = Pattern(part);
        var title = Pattern(CultureInfo.InvariantCulture.TextInfo.ToTitleCase(part));
        var lower = Pattern(part.ToLowerInvariant());
        return customers.Where(customer =>
            EF.Functions.Like(customer.DisplayName, typed, Escape) || EF.Functions.Like(customer.DisplayName, title, Escape)
            || customer.Identities.Any(identity => identity.Type != IdentityType.Visitor && EF.Functions.Like(identity.Value, lower, Escape))
            || db.Companies.Any(company => company.Id == customer.CompanyId
                && (EF.Functions.Like(company.Name, typed, Escape) || EF.Functions.Like(company.Name, title, Escape))));
    }

    private static string Pattern(string text) => $"%{text
        .Replace(Escape, Escape + Escape, StringComparison.Ordinal)
        .Replace("%", Escape + "%", StringComparison.Ordinal)
        .Replace("_", Escape + "_", StringComparison.Ordinal)}%";

    private static async Task<List<CustomerView>> ViewsAsync(HelpDeskDb db, IQueryable<Customer> customers, CancellationToken ct)
    {
        var rows = await customers.AsNoTracking().Include(customer => customer.Identities).Select(customer => new
        {
            Customer = customer,
            Company = db.Companies.Where(company => company.Id == customer.CompanyId).Select(company => company.Name).FirstOrDefault(),
            MergedInto = db.Customers.Where(other => other.Id == customer.MergedIntoId).Select(other => other.PublicId).FirstOrDefault(),
        }).ToListAsync(ct);
        return rows.ConvertAll(row => View(row.Customer, row.Company, row.MergedInto));
    }

    private static CustomerView View(Customer customer, string? company, string? mergedInto) => new()
    {
        Id = customer.PublicId,
        Name = customer.DisplayName,
        Emails = [.. Of(customer, IdentityType.Email).Select(identity => new EmailView(identity.Value, identity.VerifiedAt is not null, identity.IsPrimary))],
        Phones = [.. Of(customer, IdentityType.Phone).Select(identity => identity.Value)],
        Company = company,
        Language = customer.Language,
        TimeZone = customer.TimeZone,
        Attributes = customer.Attributes,
        FirstSeenAt = customer.FirstSeenAt,
        LastSeenAt = customer.LastSeenAt,
        Blocked = customer.IsBlocked,
        MergedInto = mergedInto,
    };

    private static IEnumerable<CustomerIdentity> Of(Customer customer, IdentityType type) =>
        customer.Identities.Where(identity => identity.Type == type).OrderByDescending(identity => identity.IsPrimary).ThenBy(identity => identity.Id);
}
