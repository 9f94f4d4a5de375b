using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Customers;
using HelpDesk.Domain.Tickets;
using HelpDesk.Migrations;
using HelpDesk.Web.Actions.Customers;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Intake;

/// <summary>Finds the customer whom a site has signed, and lets what turns out to be the same person become one.</summary>
internal static class SignedSenders
{
    /// <summary>
    /// The customer with this id in the site's system; else the one who has proven the signed address and is nobody else
    /// there; else the anonymous one who wrote before; else, where wanted, a new one. The anonymous one goes up in the one
    /// found, and who only claimed the address in the one who has proven it. Two people of the site are never one.
    /// </summary>
    /// <param name="db">The transaction.</param>
    /// <param name="signed">What the site says.</param>
    /// <param name="own">Who wrote with this visitor's key before; null when nobody did.</param>
    /// <param name="language">Of a new customer; null makes none.</param>
    /// <param name="now">The instant.</param>
    /// <param name="ct">Ends the search.</param>
    public static async Task<Customer?> RecogniseAsync(
        this HelpDeskDb db, SignedIdentity signed, Customer? own, string? language, DateTimeOffset now, CancellationToken ct)
    {
        var named = await db.Customers.Include(row => row.Identities)
            .FirstOrDefaultAsync(row => row.ExternalId == signed.ExternalId && row.MergedIntoId == null, ct);
        var owner = signed.IsEmailVerified ? await OwnerAsync(db, signed.Email, ct) : null;
        var anonymous = own?.IsAnonymous == true ? own : null;
        var found = named ?? (owner?.ExternalId is null ? owner : null) ?? anonymous ?? Make(db, language, now);
        if (found is null)
        {
            return null;
        }

        if (owner is { ExternalId: null } && owner.CanAbsorb(found))
        {
            await MergeAsync(db, found, owner, now, ct);
            found = owner;
        }

        if (anonymous is not null && anonymous != found && found.CanAbsorb(anonymous))
        {
            await MergeAsync(db, anonymous, found, now, ct);
        }

        found.Recognise(signed, owner is null || owner == found, now);
        return found;
    }

    /// <summary>Who wrote with this visitor key; null when nobody did.</summary>
    public static Task<Customer?> OfKeyAsync(this HelpDeskDb db, string visitorKey, CancellationToken ct)
    {
        var owners = db.CustomerIdentities.Where(identity => identity.Type == IdentityType.Visitor && identity.Value == visitorKey).Select(identity => identity.CustomerId);
        return db.Customers.Include(row => row.Identities).FirstOrDefaultAsync(row => owners.Contains(row.Id), ct);
    }

    private static Task<Customer?> OwnerAsync(HelpDeskDb db, string? address, CancellationToken ct) => db.Customers.Include(row => row.Identities).FirstOrDefaultAsync(
        row => row.MergedIntoId == null && row.ErasedAt == null
            && row.Identities.Any(identity => identity.Type == IdentityType.Email && identity.Value == address && identity.VerifiedAt != null),
        ct);

    private static Customer? Make(HelpDeskDb db, string? language, DateTimeOffset now) =>
        language is null ? null : db.Customers.Add(new Customer("", language, now)).Entity;

    private static async Task MergeAsync(HelpDeskDb db, Customer from, Customer into, DateTimeOffset now, CancellationToken ct)
    {
        var (goes, stays) = (NameOf(from), NameOf(into));
        var latest = await db.Tickets.Where(ticket => ticket.CustomerId == from.Id).OrderByDescending(ticket => ticket.Id).FirstOrDefaultAsync(ct);
        await CustomerMerging.MergeAsync(db, from, into, by: null, now, ct);
        if (latest is { MergedIntoId: null } && latest.Category != StatusCategory.Closed)
        {
            latest.Log(new Activity(ActivityType.CustomersMerged, goes, stays), Actor.System, now);
        }
    }

    private static string NameOf(Customer customer) => customer.DisplayName.Length > 0 ? customer.DisplayName : customer.Email?.Value ?? customer.PublicId;
}
