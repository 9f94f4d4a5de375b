using System.Text.RegularExpressions;
using HelpDesk.Domain;
using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Customers;
using HelpDesk.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Actions.Customers;

/// <summary>Adds an e-mail address or a phone number. What an agent adds by hand counts as claimed until it is proven.</summary>
internal sealed partial class AddAddress(Writer writer, TimeProvider clock)
{
    /// <returns>True when it was not there.</returns>
    public Task<bool> RunAsync(Actor actor, long customerId, IdentityType type, string value, CancellationToken ct)
    {
        actor.Require(Permission.WriteCustomers);
        var normal = Normalise(type, value);
        return writer.RunAsync(
            async (db, token) =>
            {
                if (await db.CustomerIdentities.AnyAsync(other => other.Type == type && other.Value == normal && other.VerifiedAt != null && other.CustomerId != customerId, token))
                {
                    throw new RuleException("taken", "Another customer has proven this address.");
                }

                var customer = await db.CustomerAsync(customerId, token);
                var before = customer.Identities.Count;
                customer.Claim(type, normal, clock.GetUtcNow());
                return customer.Identities.Count > before;
            },
            ct);
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
internal sealed class RemoveAddress(Writer writer)
{
    /// <returns>False when it was gone already.</returns>
    public Task<bool> RunAsync(Actor actor, long customerId, long identityId, CancellationToken ct)
    {
        actor.Require(Permission.WriteCustomers);
        return writer.RunAsync(
            async (db, token) =>
            {
                var customer = await db.CustomerAsync(customerId, token);
                return customer.Identities.SingleOrDefault(identity => identity.Id == identityId) is { } found && customer.Forget(found);
            },
            ct);
    }
}

/// <summary>Makes an address the one that mail goes to.</summary>
internal sealed class MakePrimary(Writer writer)
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
                return changes;
            },
            ct);
    }
}
