using HelpDesk.Domain;
using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Customers;
using HelpDesk.Domain.Tickets;
using HelpDesk.Migrations;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Actions.Customers;

/// <summary>
/// Lets one customer go up in another with everything that hangs on them, and back. What was moved is written down; who
/// wrote a message stays as it was.
/// </summary>
internal static class CustomerMerging
{
    /// <param name="db">The transaction.</param>
    /// <param name="from">Goes up in the other; identities loaded.</param>
    /// <param name="into">Survives; identities loaded.</param>
    /// <param name="by">The agent who does it; null when a proof does.</param>
    /// <param name="now">The instant.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <exception cref="RuleException">They may not be merged (<c>merge</c>).</exception>
    public static async Task<CustomerMerge> MergeAsync(HelpDeskDb db, Customer from, Customer into, long? by, DateTimeOffset now, CancellationToken ct)
    {
        var moved = into.Absorb(from) with
        {
            Notes = await db.CustomerNotes.Where(row => row.CustomerId == from.Id).Select(row => row.Id).ToListAsync(ct),
            Events = await db.CustomerEvents.Where(row => row.CustomerId == from.Id).Select(row => row.Id).ToListAsync(ct),
            Devices = await db.Devices.Where(row => row.CustomerId == from.Id).Select(row => row.Id).ToListAsync(ct),
            Sessions = await db.ChatSessions.Where(row => row.CustomerId == from.Id).Select(row => row.Id).ToListAsync(ct),
            PageVisits = await db.PageVisits.Where(row => row.CustomerId == from.Id).Select(row => row.Id).ToListAsync(ct),
            Tickets = await db.Tickets.Where(row => row.CustomerId == from.Id).Select(row => row.Id).ToListAsync(ct),
            ExternalId = into.ExternalId is null && from.ExternalId is not null,
        };
        await HandOverAsync(db, from, into, moved, now, ct);
        return db.CustomerMerges.Add(new CustomerMerge(from.Id, into.Id, by, moved, now)).Entity;
    }

    /// <summary>Gives back what was moved, wherever it is by now.</summary>
    /// <returns>Who is there again and who had them; null when it is too late or was done before.</returns>
    public static async Task<(Customer Back, Customer Survivor)?> UndoAsync(HelpDeskDb db, CustomerMerge merge, DateTimeOffset now, CancellationToken ct)
    {
        if (!merge.Undo(now))
        {
            return null;
        }

        var back = await FindAsync(db, merge.FromId, ct);
        var survivor = await SurvivorAsync(db, merge.IntoId, ct);
        survivor.GiveBack(back, merge.Moved);
        await HandOverAsync(db, survivor, back, merge.Moved, now, ct);
        return (back, survivor);
    }

    /// <summary>What is told of it, with the names as they are now.</summary>
    public static Activity Tell(ActivityType type, Customer from, Customer into) => new(type, NameOf(from), NameOf(into));

    /// <summary>Tells it in the tickets that were moved. Closed ones say nothing more.</summary>
    public static void Log(HelpDeskDb db, CustomerMerge merge, Activity told, Actor actor, DateTimeOffset now)
    {
        foreach (var ticket in db.Tickets.Local.Where(ticket => ticket.Category != StatusCategory.Closed && merge.Moved.Tickets.Contains(ticket.Id)).ToList())
        {
            ticket.Log(told, actor, now);
        }
    }

    private static string? NameOf(Customer customer) => customer.DisplayName.Length > 0 ? customer.DisplayName : customer.Email?.Value;

    // What the giver no longer has was given away since, by another undoing.
    private static async Task HandOverAsync(HelpDeskDb db, Customer giver, Customer taker, MovedRows rows, DateTimeOffset now, CancellationToken ct)
    {
        var externalId = rows.ExternalId ? giver.ReleaseExternalId() : null;

        // One record alone may have the id, also for a moment.
        await db.SaveChangesAsync(ct);
        taker.TakeExternalId(externalId);
        foreach (var ticket in await db.Tickets.Where(ticket => ticket.CustomerId == giver.Id && rows.Tickets.Contains(ticket.Id)).ToListAsync(ct))
        {
            ticket.BelongTo(taker, now);
        }

        // A rating goes with its ticket, also one that was given since.
        await db.CsatResponses.Where(row => row.CustomerId == giver.Id && rows.Tickets.Contains(row.TicketId)).ExecuteUpdateAsync(set => set.SetProperty(row => row.CustomerId, taker.Id), ct);
        await db.CustomerNotes.Where(row => row.CustomerId == giver.Id && rows.Notes.Contains(row.Id)).ExecuteUpdateAsync(set => set.SetProperty(row => row.CustomerId, taker.Id), ct);
        await db.CustomerEvents.Where(row => row.CustomerId == giver.Id && rows.Events.Contains(row.Id)).ExecuteUpdateAsync(set => set.SetProperty(row => row.CustomerId, taker.Id), ct);
        await db.Devices.Where(row => row.CustomerId == giver.Id && rows.Devices.Contains(row.Id)).ExecuteUpdateAsync(set => set.SetProperty(row => row.CustomerId, taker.Id), ct);
        await db.PageVisits.Where(row => row.CustomerId == giver.Id && rows.PageVisits.Contains(row.Id)).ExecuteUpdateAsync(set => set.SetProperty(row => row.CustomerId, taker.Id), ct);
        await db.ChatSessions.Where(row => row.CustomerId == giver.Id && rows.Sessions.Contains(row.Id)).ExecuteUpdateAsync(set => set.SetProperty(row => row.CustomerId, taker.Id), ct);
    }

    // Who took it over may have gone up in somebody else since.
    private static async Task<Customer> SurvivorAsync(HelpDeskDb db, long id, CancellationToken ct)
    {
        var survivor = await FindAsync(db, id, ct);
        while (survivor.MergedIntoId is { } next)
        {
            survivor = await FindAsync(db, next, ct);
        }

        return survivor;
    }

    private static Task<Customer> FindAsync(HelpDeskDb db, long id, CancellationToken ct) =>
        db.Customers.Include(row => row.Identities).SingleAsync(row => row.Id == id, ct);
}
