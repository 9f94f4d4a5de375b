using HelpDesk.Domain.Customers;
using HelpDesk.Domain.Work;
using HelpDesk.Migrations;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Actions.Tickets;

/// <summary>Finds or makes the customer of a ticket that is opened for somebody.</summary>
internal static class Requesters
{
    /// <summary>
    /// The customer by id, or the one who has proven the address, else one who was given it by an agent or program. A
    /// visitor who only claims it is not the same person: their record is left alone.
    /// </summary>
    /// <exception cref="NotFoundException">There is no customer with this id.</exception>
    public static async Task<Customer> RequesterAsync(this HelpDeskDb db, NewTicket wanted, DateTimeOffset now, CancellationToken ct)
    {
        var customer = wanted.CustomerId is { } id ? await ByIdAsync(db, id, ct) : await ByAddressAsync(db, wanted.Email ?? "", ct);
        if (customer is null)
        {
            customer = new Customer("", await LanguageAsync(db, ct), now);
            customer.Claim(IdentityType.Email, wanted.Email ?? throw new NotFoundException("customer"), now);
            db.Customers.Add(customer);
        }

        if (wanted is { FromAgent: true, Email: { } address })
        {
            // The agent writes there and so says whose it is. Who has it proven was found above.
            customer.Claim(IdentityType.Email, address, now).Verify(IdentityProof.Agent, now);
        }

        if (customer.DisplayName.Length == 0 && TextRules.Line(wanted.Name, 200) is { Length: > 0 } name)
        {
            customer.Describe(name, customer.Language, customer.CompanyId);
        }

        await db.SaveChangesAsync(ct);
        return customer;
    }

    private static async Task<Customer?> ByIdAsync(HelpDeskDb db, long id, CancellationToken ct)
    {
        var customer = await Known(db).SingleOrDefaultAsync(row => row.Id == id, ct) ?? throw new NotFoundException("customer");
        return customer.MergedIntoId is { } survivor ? await ByIdAsync(db, survivor, ct) : customer;
    }

    private static Task<Customer?> ByAddressAsync(HelpDeskDb db, string address, CancellationToken ct) => Known(db)
        .Where(row => row.MergedIntoId == null && row.Identities.Any(identity => identity.Type == IdentityType.Email && identity.Value == address))
        .OrderByDescending(row => row.Identities.Any(identity => identity.Value == address && identity.VerifiedAt != null))
        .ThenBy(row => row.Id)
        .FirstOrDefaultAsync(
            row => row.Identities.Any(identity => identity.Value == address && identity.VerifiedAt != null)
                || row.Identities.All(identity => identity.Type != IdentityType.Visitor),
            ct);

    private static IQueryable<Customer> Known(HelpDeskDb db) => db.Customers.Include(row => row.Identities).Where(row => row.ErasedAt == null);

    private static async Task<string> LanguageAsync(HelpDeskDb db, CancellationToken ct) =>
        await db.Workspaces.Where(row => row.Id == Workspace.TheId).Select(row => row.Language).FirstOrDefaultAsync(ct) ?? "en";
}
