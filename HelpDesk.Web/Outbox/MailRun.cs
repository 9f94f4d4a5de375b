using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Work;
using HelpDesk.Migrations;
using HelpDesk.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Outbox;

/// <summary>
/// Brings one batch away: what was read meanwhile is taken out, the rest leaves as one mail, and the deliveries say so. A
/// repetition after a crash is the same mail under the same id.
/// </summary>
internal sealed class MailRun(Writer writer, MailComposer composer, IMailSender sender, TimeProvider clock)
{
    public async Task RunAsync(MailBatch batch, CancellationToken ct)
    {
        try
        {
            if (!sender.HasLeft(batch.MessageId))
            {
                if (await PrepareAsync(batch, ct) is not { } mail)
                {
                    return;
                }

                await sender.SendAsync(mail, ct);
            }
        }
        catch (Exception failure)
        {
            await FailAsync(batch, failure, ct);
            return;
        }

        await SettleAsync(batch, ct);
    }

    private Task<OutgoingMail?> PrepareAsync(MailBatch batch, CancellationToken ct) => writer.RunAsync(
        async (db, token) =>
        {
            var now = clock.GetUtcNow();
            var rows = await Held(db, batch).Include(row => row.Message.Attachments)
                .Include(row => row.Ticket.Customer.Identities).AsSplitQuery().ToListAsync(token);
            if (rows.Count == 0)
            {
                return null;
            }

            var ticketId = rows[0].TicketId;
            var read = await db.ChatSessions.Where(session => session.TicketId == ticketId).MaxAsync(session => (int?)session.ReadSeq, token) ?? 0;
            foreach (var row in rows.Where(row => row.Message.Seq <= read))
            {
                row.Withdraw(now);
            }

            var unread = rows.Where(row => row.Message.Seq > read).ToList();
            return unread.Count == 0 ? null : await composer.ComposeAsync(db, unread, now, token);
        },
        ct);

    private Task SettleAsync(MailBatch batch, CancellationToken ct) => writer.RunAsync(
        async (db, token) =>
        {
            var now = clock.GetUtcNow();
            var rows = await Held(db, batch).ToListAsync(token);
            rows.ForEach(row => row.Sent(now));
            if (rows.FirstOrDefault() is { Ticket.Category: not StatusCategory.Closed } first)
            {
                first.Ticket.Log(new Activity(ActivityType.MailedToCustomer, To: first.Recipient), Actor.System, now);
            }
        },
        ct);

    private Task FailAsync(MailBatch batch, Exception failure, CancellationToken ct) => writer.RunAsync(
        async (db, token) =>
        {
            var now = clock.GetUtcNow();
            foreach (var row in await Held(db, batch).ToListAsync(token))
            {
                if (failure is not MailRefusedException && Backoff.After(row.Attempts) is { } rest)
                {
                    row.Defer(Reason.Of(failure), now + rest, now);
                }
                else
                {
                    row.Fail(Reason.Of(failure), now);
                }
            }
        },
        ct);

    // Only what this worker still holds: after its lease the batch is somebody else's.
    private static IQueryable<Delivery> Held(HelpDeskDb db, MailBatch batch) => db.Deliveries
        .Include(row => row.Message).Include(row => row.Ticket)
        .Where(row => row.ProviderMessageId == batch.MessageId && row.State == DeliveryState.Sending && row.LeaseUntil == batch.LeaseUntil)
        .OrderBy(row => row.Message.Seq);
}
