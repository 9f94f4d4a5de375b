using HelpDesk.Domain;
using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Customers;
using HelpDesk.Domain.Tickets;
using HelpDesk.Migrations;
using HelpDesk.Web.Data;
using HelpDesk.Web.Outbox;

namespace HelpDesk.Web.Actions.Chats;

/// <summary>
/// A visitor leaves an e-mail address and perhaps a name. The address is only claimed: it may be mailed for this
/// customer's tickets and opens nobody's history.
/// </summary>
internal sealed class GiveContact(Writer writer, Deliveries deliveries, TimeProvider clock)
{
    /// <summary>So many unproven addresses are kept of one customer, so that nobody fills a record with those of others.</summary>
    private const int MostClaimed = 5;

    /// <exception cref="RuleException">The address cannot be one (<c>email</c>).</exception>
    /// <exception cref="NotFoundException">The ticket is not this visitor's.</exception>
    public Task RunAsync(Visitor visitor, long number, string email, string? name, CancellationToken ct)
    {
        if (!EmailAddress.TryNormalise(email, out var address))
        {
            throw new RuleException("email", "This does not look like an e-mail address. An example: ana@example.com");
        }

        return writer.RunAsync(
            async (db, token) =>
            {
                var now = clock.GetUtcNow();
                var ticket = await db.TicketOfAsync(visitor, number, token);
                var customer = ticket.Customer;
                var isNew = customer.Identities.All(identity => identity.Type != IdentityType.Email || identity.Value != address);
                var claim = await ClaimAddressAsync(db, customer, address, now, token);
                if (customer.Email?.VerifiedAt is null)
                {
                    // What is only claimed never takes the place of what is proven.
                    customer.MakePrimary(claim);
                }

                if (customer.DisplayName.Length == 0 && TextRules.Line(name, 200) is { Length: > 0 } given)
                {
                    customer.Describe(given, customer.Language, customer.CompanyId);
                }

                if (isNew && ticket.Category != StatusCategory.Closed)
                {
                    ticket.Log(new Activity(ActivityType.ContactGiven, To: address), Actor.Customer(customer.Id, customer.DisplayName), now);
                }

                await Deliveries.RedirectAsync(db, customer, removed: [], now, token);
                if (await db.LatestSessionAsync(ticket, token) is { } session)
                {
                    await deliveries.PlanUnreadAsync(db, ticket, session, now, token);
                }
            },
            ct);
    }

    /// <summary>The address as one of the customer's, claimed anew where they do not have it.</summary>
    public static async Task<CustomerIdentity> ClaimAddressAsync(HelpDeskDb db, Customer customer, string address, DateTimeOffset now, CancellationToken ct)
    {
        if (customer.Identities.FirstOrDefault(identity => identity.Type == IdentityType.Email && identity.Value == address) is { } known)
        {
            return known;
        }

        var forgotten = ForgetOldest(customer);
        var claim = customer.Claim(IdentityType.Email, address, now);
        await Deliveries.TakeBackAsync(db, customer, address, ct);
        if (forgotten.Count > 0)
        {
            await Deliveries.RedirectAsync(db, customer, forgotten, now, ct);
        }

        return claim;
    }

    // Makes room for one more.
    private static List<string> ForgetOldest(Customer customer) => [.. customer.Identities
        .Where(identity => identity is { Type: IdentityType.Email, VerifiedAt: null })
        .OrderByDescending(identity => identity.IsPrimary).ThenByDescending(identity => identity.Id)
        .Skip(MostClaimed - 1).ToList()
        .Where(customer.Forget).Select(identity => identity.Value)];
}
