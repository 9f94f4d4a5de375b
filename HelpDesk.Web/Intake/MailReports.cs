using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Customers;
using HelpDesk.Domain.Email;
using HelpDesk.Domain.Tickets;
using HelpDesk.Migrations;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Intake;

/// <summary>What mail servers report about our mails (RFC 3464): kept at the delivery, told to the agent, remembered at the address.</summary>
internal static class MailReports
{
    private const int MaxIds = 50;
    private const int MaxReason = 900;

    /// <returns>The ticket of the mail that the report is about; null when it is about none of ours.</returns>
    public static async Task<Ticket?> ApplyAsync(HelpDeskDb db, InboundMail mail, DateTimeOffset now, CancellationToken ct)
    {
        var named = mail.Reports.SelectMany(report => report.MessageIds).Distinct().Take(MaxIds).ToList();
        if (named.Count == 0)
        {
            return null;
        }

        var inboxes = await db.InboxesOfMailboxAsync(mail.InboxId, ct);
        var sent = await db.Deliveries.Include(row => row.Message).Include(row => row.Ticket.Customer.Identities).AsSplitQuery()
            .Where(row => row.ProviderMessageId != null && named.Contains(row.ProviderMessageId) && inboxes.Contains(row.Ticket.InboxId))
            .OrderBy(row => row.Id)
            .ToListAsync(ct);
        foreach (var report in mail.Reports.Where(report => report.IsFinal))
        {
            await ApplyAsync(db, report, sent, now, ct);
        }

        return sent.FirstOrDefault()?.Ticket;
    }

    private static async Task ApplyAsync(HelpDeskDb db, InboundReport report, List<Delivery> sent, DateTimeOffset now, CancellationToken ct)
    {
        var named = sent.Where(row => report.MessageIds.Contains(row.ProviderMessageId!)).ToList();

        // A mailbox that forwards is reported by an address we never wrote to; with one recipient there is no doubt.
        var meant = named.Where(row => row.Recipient == report.Recipient).ToList();
        meant = meant.Count == 0 && named.DistinctBy(row => row.Recipient).Count() == 1 ? named : meant;
        var reason = MailText.Line($"{report.Status} {report.Reason}", MaxReason);
        foreach (var back in meant.Where(row => row.Bounce(reason, now)).DistinctBy(row => row.Recipient).ToList())
        {
            Tell(back, reason, now);
            await MarkAsync(db, back, report, now, ct);
        }
    }

    private static void Tell(Delivery back, string reason, DateTimeOffset now)
    {
        if (back.Ticket.Category != StatusCategory.Closed)
        {
            back.Ticket.Log(new Activity(ActivityType.MailNotDelivered, From: back.Recipient, To: reason), Actor.System, now);
        }
    }

    // Where the report speaks of another address, it says nothing about the one we know.
    private static async Task MarkAsync(HelpDeskDb db, Delivery back, InboundReport report, DateTimeOffset now, CancellationToken ct)
    {
        if (report.SpeaksAgainstAddress && (report.Recipient ?? back.Recipient) == back.Recipient)
        {
            var known = await db.CustomerIdentities.Where(row => row.Type == IdentityType.Email && row.Value == back.Recipient && row.BouncedAt == null).ToListAsync(ct);
            known.ForEach(row => row.SetBounced(now));
        }
    }
}
