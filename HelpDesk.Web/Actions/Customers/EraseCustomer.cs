using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Chat;
using HelpDesk.Domain.Tickets;
using HelpDesk.Migrations;
using HelpDesk.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Actions.Customers;

/// <summary>
/// Erases a customer: record, addresses, words and files, and what waits to be sent. What was counted stays (invariant 13).
/// There is no way back.
/// </summary>
internal sealed partial class EraseCustomer(Writer writer, Timers timers, DataFolder folder, TimeProvider clock, ILogger<EraseCustomer> logger)
{
    private const int AtOnce = 200;

    /// <returns>False when it was done before.</returns>
    /// <exception cref="NotFoundException">There is no such customer.</exception>
    public async Task<bool> RunAsync(Actor actor, long customerId, CancellationToken ct)
    {
        actor.Require(Permission.Administer);
        var (erased, mails) = await writer.RunAsync((db, token) => EraseAsync(db, customerId, token), ct);
        foreach (var hash in mails)
        {
            File.Delete(folder.PathOfMail(hash));
        }

        if (erased)
        {
            LogErased(customerId, actor.Id);
        }

        return erased;
    }

    private async Task<(bool Erased, List<string> Mails)> EraseAsync(HelpDeskDb db, long customerId, CancellationToken ct)
    {
        var now = clock.GetUtcNow();

        // Whoever went up in this one is the same person.
        var people = await db.Customers.Include(row => row.Identities).Where(row => row.Id == customerId || row.MergedIntoId == customerId).ToListAsync(ct);
        var ids = people.ConvertAll(row => row.Id);
        if (!ids.Contains(customerId))
        {
            throw new NotFoundException("customer");
        }

        if (!people.ConvertAll(row => row.Erase(now)).Contains(true))
        {
            return (false, []);
        }

        var tickets = await db.Tickets.Where(ticket => ids.Contains(ticket.CustomerId)).OrderBy(ticket => ticket.Id).Select(ticket => ticket.Id).ToListAsync(ct);
        var mails = new List<string>();
        foreach (var some in tickets.Chunk(AtOnce))
        {
            mails.AddRange(await Emptying.EmptyAsync(db, some, now, ct));
            await EndChatsAsync(db, some, now, ct);
        }

        await db.CustomerNotes.Where(row => ids.Contains(row.CustomerId)).ExecuteDeleteAsync(ct);
        await db.CustomerEvents.Where(row => ids.Contains(row.CustomerId)).ExecuteDeleteAsync(ct);
        await db.PageVisits.Where(row => ids.Contains(row.CustomerId)).ExecuteDeleteAsync(ct);
        await db.Devices.Where(row => ids.Contains(row.CustomerId)).ExecuteDeleteAsync(ct);
        return (true, mails);
    }

    // Silently: nobody is left to be told. What was solved closes by itself, as ever.
    private async Task EndChatsAsync(HelpDeskDb db, long[] ticketIds, DateTimeOffset now, CancellationToken ct)
    {
        foreach (var ticket in await db.Tickets.Where(row => ticketIds.Contains(row.Id) && row.Category == StatusCategory.Solved).ToListAsync(ct))
        {
            var session = await db.LatestSessionAsync(ticket, ct);
            session?.End(EndedBy.System, now);
            await timers.SyncAsync(db, ticket, session, ct);
        }
    }

    [LoggerMessage(2100, LogLevel.Information, "Customer {CustomerId} was erased by {ActorId}")]
    private partial void LogErased(long customerId, long actorId);
}
