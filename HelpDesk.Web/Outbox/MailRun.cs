using HelpDesk.Domain.Tickets;
using HelpDesk.Migrations;
using HelpDesk.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Outbox;

/// <summary>
/// Brings one batch away: what was read meanwhile is taken out, the rest leaves as one mail, and the deliveries say so. A
/// repetition after a crash is the same mail under the same id.
/// </summary>
internal sealed partial class MailRun(Writer writer, MailComposer composer, IMailSender sender, SendingHealth health, TimeProvider clock, ILogger<MailRun> logger)
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
        OutgoingMail? mail = null;
        IReadOnlyList<MailOutcome> outcomes;
        try
        {
            if (sender.HasLeft(batch.MessageId))
            {
                return row => new MailOutcome(row.Recipient, MailFate.Sent);
            }

            mail = await PrepareAsync(lease, ct);
            if (mail is null)
            {
                return null;
            }

            outcomes = await lease.KeepAsync(token => sender.SendAsync(mail, token), ct);
        }
        catch (Exception failure)
        {
            var fate = failure is MailRefusedException ? MailFate.Refused : MailFate.Deferred;
            return row => new MailOutcome(row.Recipient, fate, Reason.Of(failure));
        }

        await NoteHealthAsync(mail, outcomes);
        return row => outcomes.First(outcome => outcome.Recipient == row.Recipient);
    }

    // What the server took has left, whatever becomes of the note about the server.
    private async Task NoteHealthAsync(OutgoingMail mail, IReadOnlyList<MailOutcome> outcomes)
    {
        try
        {
            await health.NoteAsync(mail.Server, outcomes, CancellationToken.None);
        }
        catch (Exception failure)
        {
            LogNotNoted(failure);
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
            var (seen, unread) = (rows.Where(row => IsNeedless(row, read)).ToList(), rows.Where(row => !IsNeedless(row, read)).ToList());
            seen.ForEach(row => Withdraw(row, read, now));
            return unread.Count == 0 ? null : await composer.ComposeAsync(db, unread, now, token);
        },
        ct);

    // What has not left for an address that was corrected meanwhile goes to the one of now, unless that gets it already.
    private static void Withdraw(Delivery row, int read, DateTimeOffset now)
    {
        row.Withdraw(now);
        if (row.Role == RecipientRole.Former && row.Message.Seq > read && row.Message.Content?.IsTranscript != true
            && row.Ticket.Customer.Email is { BouncedAt: null } present && row.Message.Deliveries.All(other => other.Recipient != present.Value))
        {
            row.Message.Mail(present.Value, RecipientRole.To, now, now);
        }
    }

    // The address was taken from the customer while a try was under way, or they have seen it in the chat.
    private static bool IsNeedless(Delivery row, int read) => row.Role == RecipientRole.Former || WasRead(row, read);

    // Whoever else was to get a copy has not.
    private static bool WasRead(Delivery row, int read) =>
        row.Message.Seq <= read && row.Message.Content?.IsTranscript != true && row.Ticket.Customer.Identities.Any(identity => identity.Value == row.Recipient);

    [LoggerMessage(3120, LogLevel.Warning, "How the mail server is doing could not be written down")]
    private partial void LogNotNoted(Exception failure);
}
