using HelpDesk.Domain.Tickets;
using HelpDesk.Migrations;
using HelpDesk.Web.Settings;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Outbox;

/// <summary>Deliveries that leave as one mail, held by one worker until the lease ends.</summary>
internal sealed record MailBatch(string MessageId, DateTimeOffset LeaseUntil);

/// <summary>
/// Takes due mail: what waits for one recipient about one ticket leaves together, and a message for several people leaves
/// as one mail to all of them. A batch whose sending began once keeps its members and its id, however often it is tried.
/// </summary>
internal sealed class MailBatches(Policies policies, MailRoutes routes, MessageIds ids)
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
            .Select(row => new
            {
                row.TicketId,
                row.MessageId,
                row.Recipient,

                // As Delivery.IsShared says it.
                IsShared = row.Message.Deliveries.Any(other => other.Channel == Channel.Email && other.Role != RecipientRole.To && other.Role != RecipientRole.Former)
                    || row.Message.Deliveries.Count(other => other.Channel == Channel.Email && other.Role == RecipientRole.To && other.State != DeliveryState.Superseded) > 1,
            })
            .Take(64).ToListAsync(ct);
        var batches = new List<MailBatch>();
        foreach (var key in due.Select(row => row.IsShared ? new Key(row.TicketId, row.MessageId, "") : new Key(row.TicketId, null, row.Recipient)).Distinct())
        {
            if (batches.Count < most && await TakeAsync(db, key, now, ct) is { } batch)
            {
                // So that the next one's limits count this one.
                await db.SaveChangesAsync(ct);
                batches.Add(batch);
            }
        }

        return batches;
    }

    private async Task<MailBatch?> TakeAsync(HelpDeskDb db, Key key, DateTimeOffset now, CancellationToken ct)
    {
        var waiting = await WaitingAsync(db, key, now, ct);
        if (waiting.Count == 0 || waiting.Exists(row => row.LeaseUntil > now && row.LeaseUntil <= now + Lease.Length))
        {
            return null;
        }

        return waiting.Find(row => row.ProviderMessageId is not null) is { } begun
            ? Resume(waiting, begun, now)
            : await BeginAsync(db, waiting, now, ct);
    }

    // Of one message for several people each row waits for itself: the customer may still read it in their chat, while the
    // others have no other way. What was begun goes on first, and never holds up who has not had their turn.
    private static List<Delivery> InTurn(List<Delivery> waiting, DateTimeOffset now)
    {
        var due = waiting.FindAll(row => row.DueAt <= now || row.LeaseUntil > now);
        return due.Find(row => row.ProviderMessageId is not null) is { } begun ? due.FindAll(row => row.ProviderMessageId == begun.ProviderMessageId) : due;
    }

    private static async Task<List<Delivery>> WaitingAsync(HelpDeskDb db, Key key, DateTimeOffset now, CancellationToken ct)
    {
        var waiting = db.Deliveries
            .Include(row => row.Message.Deliveries).Include(row => row.Ticket.Customer.Identities).AsSplitQuery()
            .Where(row => row.TicketId == key.TicketId && row.Channel == Channel.Email && row.DueAt != null)
            .OrderBy(row => row.Message.Seq).ThenBy(row => row.Id);
        if (key.MessageId is { } messageId)
        {
            return InTurn(await waiting.Where(row => row.MessageId == messageId).ToListAsync(ct), now);
        }

        var toOne = await waiting.Where(row => row.Recipient == key.Recipient).ToListAsync(ct);
        return toOne.FindAll(row => !row.IsShared);
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
        var (ready, interval) = (new List<Delivery>(), policies.For(waiting[0].Ticket.InboxId).EmailInterval);
        foreach (var rows in waiting.GroupBy(row => row.Recipient))
        {
            var notBefore = await MailLimits.NotBeforeAsync(db, rows.First(), interval, now, ct);
            if (notBefore <= now)
            {
                ready.AddRange(rows);
                continue;
            }

            foreach (var row in rows)
            {
                row.Postpone(notBefore);
            }
        }

        if (ready is not [var first, ..])
        {
            return null;
        }

        // A transcript tells what was said before it, and so leaves alone.
        var route = await routes.ForAsync(db, first.Ticket, ct);
        return Take(ready.TakeWhile(row => IsTranscript(row) == IsTranscript(first)), ids.For(first.Ticket.Number, first.Id, route.Domain), now);
    }

    private static bool IsTranscript(Delivery row) => row.Message.Content?.IsTranscript == true;

    private static MailBatch Take(IEnumerable<Delivery> rows, string messageId, DateTimeOffset now)
    {
        var until = Lease.From(now);
        foreach (var row in rows)
        {
            row.Lease(messageId, until, now);
        }

        return new MailBatch(messageId, until);
    }

    /// <summary>What leaves together: one message to several people, or several messages to one.</summary>
    private sealed record Key(long TicketId, long? MessageId, string Recipient);
}
