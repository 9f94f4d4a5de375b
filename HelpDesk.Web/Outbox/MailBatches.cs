using HelpDesk.Domain.Tickets;
using HelpDesk.Migrations;
using HelpDesk.Web.Settings;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Outbox;

/// <summary>Deliveries that leave as one mail, held by one worker until the lease ends.</summary>
internal sealed record MailBatch(string MessageId, DateTimeOffset LeaseUntil);

/// <summary>
/// Takes due mail: what waits for one recipient about one ticket leaves together. A batch whose sending began once keeps
/// its members and its id, however often it is tried.
/// </summary>
internal sealed class MailBatches(Policies policies, MailAddresses addresses, MessageIds ids)
{
    /// <summary>Mail that waits and that nobody holds.</summary>
    public static IQueryable<Delivery> Free(HelpDeskDb db, DateTimeOffset now)
    {
        var longest = now + Lease.Length;
        return db.Deliveries.Where(row => row.DueAt != null && row.Channel == Channel.Email
            && (row.LeaseUntil == null || row.LeaseUntil <= now || row.LeaseUntil > longest));
    }

    public async Task<List<MailBatch>> TakeAsync(HelpDeskDb db, int most, DateTimeOffset now, CancellationToken ct)
    {
        var due = await Free(db, now).Where(row => row.DueAt <= now).OrderBy(row => row.DueAt)
            .Select(row => new { row.TicketId, row.Recipient }).Take(64).ToListAsync(ct);
        var batches = new List<MailBatch>();
        foreach (var key in due.Distinct())
        {
            if (batches.Count < most && await TakeAsync(db, key.TicketId, key.Recipient, now, ct) is { } batch)
            {
                // So that the next one's limits count this one.
                await db.SaveChangesAsync(ct);
                batches.Add(batch);
            }
        }

        return batches;
    }

    private async Task<MailBatch?> TakeAsync(HelpDeskDb db, long ticketId, string recipient, DateTimeOffset now, CancellationToken ct)
    {
        var waiting = await db.Deliveries
            .Include(row => row.Message).Include(row => row.Ticket.Customer.Identities).AsSplitQuery()
            .Where(row => row.TicketId == ticketId && row.Recipient == recipient && row.Channel == Channel.Email && row.DueAt != null)
            .OrderBy(row => row.Message.Seq)
            .ToListAsync(ct);
        if (waiting.Exists(row => row.LeaseUntil > now && row.LeaseUntil <= now + Lease.Length))
        {
            return null;
        }

        return waiting.Find(row => row.ProviderMessageId is not null) is { } begun
            ? Resume(waiting, begun, now)
            : await BeginAsync(db, waiting, now, ct);
    }

    // What is newer waits until this one is through, so that mails arrive in order.
    private static MailBatch? Resume(List<Delivery> waiting, Delivery begun, DateTimeOffset now)
    {
        if (begun.DueAt <= now)
        {
            return Take(waiting.Where(row => row.ProviderMessageId == begun.ProviderMessageId), begun.ProviderMessageId!, now);
        }

        foreach (var row in waiting.Where(row => row.DueAt <= now))
        {
            row.Postpone(begun.DueAt!.Value);
        }

        return null;
    }

    private async Task<MailBatch?> BeginAsync(HelpDeskDb db, List<Delivery> waiting, DateTimeOffset now, CancellationToken ct)
    {
        var first = waiting[0];
        var notBefore = await MailLimits.NotBeforeAsync(db, first, policies.For(first.Ticket.InboxId).EmailInterval, now, ct);
        if (notBefore <= now)
        {
            return Take(waiting, ids.For(first.Ticket.Number, first.Id, addresses.Domain), now);
        }

        waiting.ForEach(row => row.Postpone(notBefore));
        return null;
    }

    private static MailBatch Take(IEnumerable<Delivery> rows, string messageId, DateTimeOffset now)
    {
        var until = Lease.From(now);
        foreach (var row in rows)
        {
            row.Lease(messageId, until, now);
        }

        return new MailBatch(messageId, until);
    }
}
