using HelpDesk.Domain.Tickets;
using HelpDesk.Migrations;
using HelpDesk.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Outbox;

/// <summary>
/// Brings one batch away: what was read meanwhile is taken out, the rest leaves as one mail, and the deliveries say so. A
/// repetition after a crash is the same mail under the same id.
/// </summary>
internal sealed class MailRun(Writer writer, MailComposer composer, IMailSender sender, SendingHealth health, TimeProvider clock)
{
    public async Task RunAsync(MailBatch batch, CancellationToken ct)
    {
        var lease = new MailLease(writer, clock, batch);
        if (await SendAsync(batch, lease, ct) is not { } outcomeOf)
        {
            return;
        }

        await writer.RunAsync(
            async (db, token) =>
            {
                var rows = await lease.Held(db).Include(row => row.Message).Include(row => row.Ticket).ToListAsync(token);
                await MailSettlement.ApplyAsync(db, rows, outcomeOf, clock.GetUtcNow(), token);
            },
            ct);
    }

    // What became of each delivery; null when none was left to send.
    private async Task<Func<Delivery, MailOutcome>?> SendAsync(MailBatch batch, MailLease lease, CancellationToken ct)
    {
        try
        {
            if (sender.HasLeft(batch.MessageId))
            {
                return row => new MailOutcome(row.Recipient, MailFate.Sent);
            }

            if (await PrepareAsync(lease, ct) is not { } mail)
            {
                return null;
            }

            var outcomes = await lease.KeepAsync(token => sender.SendAsync(mail, token), ct);
            await health.NoteAsync(mail.Server, outcomes, CancellationToken.None);
            return row => outcomes.First(outcome => outcome.Recipient == row.Recipient);
        }
        catch (Exception failure)
        {
            var fate = failure is MailRefusedException ? MailFate.Refused : MailFate.Deferred;
            return row => new MailOutcome(row.Recipient, fate, Reason.Of(failure));
        }
    }

    private Task<OutgoingMail?> PrepareAsync(MailLease lease, CancellationToken ct) => writer.RunAsync(
        async (db, token) =>
        {
            var now = clock.GetUtcNow();
            var rows = await lease.Held(db)
                .Include(row => row.Message.Attachments).Include(row => row.Message.Deliveries)
                .Include(row => row.Ticket.Customer.Identities).AsSplitQuery().ToListAsync(token);
            if (rows.Count == 0)
            {
                return null;
            }

            var ticketId = rows[0].TicketId;
            var read = await db.ChatSessions.Where(session => session.TicketId == ticketId).MaxAsync(session => (int?)session.ReadSeq, token) ?? 0;
            var (seen, unread) = (rows.Where(row => WasRead(row, read)).ToList(), rows.Where(row => !WasRead(row, read)).ToList());
            seen.ForEach(row => row.Withdraw(now));
            return unread.Count == 0 ? null : await composer.ComposeAsync(db, unread, now, token);
        },
        ct);

    // The customer has seen it in the chat. Whoever else was to get a copy has not.
    private static bool WasRead(Delivery row, int read) =>
        row.Message.Seq <= read && row.Message.Content?.IsTranscript != true && (!row.IsShared || row.Ticket.Customer.Identities.Any(identity => identity.Value == row.Recipient));
}
