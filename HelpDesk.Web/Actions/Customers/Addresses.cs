using System.Text.RegularExpressions;
using HelpDesk.Domain;
using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Customers;
using HelpDesk.Migrations;
using HelpDesk.Web.Data;
using HelpDesk.Web.Outbox;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Actions.Customers;

/// <summary>Adds an e-mail address or a phone number, and proves it: the agent says whose it is.</summary>
internal sealed partial class AddAddress(Writer writer, Deliveries deliveries, TimeProvider clock)
{
    private const int NewestTickets = 20;

    /// <param name="isProven">False puts back one that was only claimed.</param>
    /// <returns>True when it was not there, or not proven.</returns>
    /// <exception cref="RuleException">It cannot be one, or another customer has proven it (<c>taken</c>).</exception>
    public Task<bool> RunAsync(Actor actor, long customerId, IdentityType type, string value, bool isProven, CancellationToken ct)
    {
        actor.Require(Permission.WriteCustomers);
        var normal = Normalise(type, value);
        return writer.RunAsync(
            async (db, token) =>
            {
                await RefuseTakenAsync(db, customerId, type, normal, token);
                var now = clock.GetUtcNow();
                var customer = await db.CustomerAsync(customerId, token);
                var before = customer.Identities.Count;
                var proves = customer.Claim(type, normal, now) is var identity && isProven && identity.Verify(IdentityProof.Agent, now);
                await Deliveries.TakeBackAsync(db, customer, normal, token);
                await MailUnreadAsync(db, customer, now, token);
                return proves || customer.Identities.Count > before;
            },
            ct);
    }

    private static async Task RefuseTakenAsync(HelpDeskDb db, long customerId, IdentityType type, string value, CancellationToken ct)
    {
        var owner = await db.Customers
            .Where(other => other.Id != customerId && other.Identities.Any(identity => identity.Type == type && identity.Value == value && identity.VerifiedAt != null))
            .Select(other => new { other.PublicId, other.DisplayName }).FirstOrDefaultAsync(ct);
        if (owner is not null)
        {
            throw owner.DisplayName.Length > 0
                ? new RuleException("taken", "This belongs to {0} already.", owner.DisplayName) { RecordId = owner.PublicId }
                : new RuleException("taken", "This belongs to another customer already.") { RecordId = owner.PublicId };
        }
    }

    // The first address of somebody who chats: what they have not read is mailed there as well.
    private async Task MailUnreadAsync(HelpDeskDb db, Customer customer, DateTimeOffset now, CancellationToken ct)
    {
        var tickets = await db.Tickets.Where(ticket => ticket.CustomerId == customer.Id).OrderByDescending(ticket => ticket.Id).Take(NewestTickets).ToListAsync(ct);
        foreach (var ticket in tickets)
        {
            if (await db.LatestSessionAsync(ticket, ct) is { } session)
            {
                await deliveries.PlanUnreadAsync(db, ticket, session, now, ct);
            }
        }
    }

    private static string Normalise(IdentityType type, string value)
    {
        if (type == IdentityType.Phone)
        {
            var digits = NotInPhone().Replace(value, "");
            return digits.Length is >= 5 and <= 20 ? digits : throw new RuleException("phone", "This is not a phone number.");
        }

        return type == IdentityType.Email && EmailAddress.TryNormalise(value, out var address)
            ? address
            : throw new RuleException("email", "This is not an e-mail address.");
    }

    [GeneratedRegex("[^0-9+]", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 200)]
    private static partial Regex NotInPhone();
}

/// <summary>Forgets an address of a customer.</summary>
internal sealed class RemoveAddress(Writer writer, TimeProvider clock)
{
    /// <returns>False when it was gone already.</returns>
    public Task<bool> RunAsync(Actor actor, long customerId, long identityId, CancellationToken ct)
    {
        actor.Require(Permission.WriteCustomers);
        return writer.RunAsync(
            async (db, token) =>
            {
                var customer = await db.CustomerAsync(customerId, token);
                if (customer.Identities.SingleOrDefault(identity => identity.Id == identityId) is not { } found || !customer.Forget(found))
                {
                    return false;
                }

                await Deliveries.RedirectAsync(db, customer, [found.Value], clock.GetUtcNow(), token);
                return true;
            },
            ct);
    }
}

/// <summary>Makes an address the one that mail goes to, also mail that waits.</summary>
internal sealed class MakePrimary(Writer writer, TimeProvider clock)
{
    /// <returns>True when another was.</returns>
    public Task<bool> RunAsync(Actor actor, long customerId, long identityId, CancellationToken ct)
    {
        actor.Require(Permission.WriteCustomers);
        return writer.RunAsync(
            async (db, token) =>
            {
                var customer = await db.CustomerAsync(customerId, token);
                var chosen = customer.Identities.SingleOrDefault(identity => identity.Id == identityId) ?? throw new NotFoundException("address");
                var changes = !chosen.IsPrimary;
                customer.MakePrimary(chosen);
                await Deliveries.RedirectAsync(db, customer, removed: [], clock.GetUtcNow(), token);
                return changes;
            },
            ct);
    }
}
