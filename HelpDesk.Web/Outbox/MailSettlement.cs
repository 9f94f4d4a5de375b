using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Customers;
using HelpDesk.Domain.Email;
using HelpDesk.Domain.Tickets;
using HelpDesk.Migrations;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Outbox;

/// <summary>Writes down what became of a mail: at each delivery, on the ticket, and at an address that does not exist.</summary>
internal static class MailSettlement
{
    private const int MaxNamed = 10;

    /// <param name="db">The transaction.</param>
    /// <param name="rows">What left, or did not.</param>
    /// <param name="outcomeOf">What became of each.</param>
    /// <param name="now">The instant of the answer.</param>
    /// <param name="ct">Ends the wait.</param>
    public static async Task ApplyAsync(HelpDeskDb db, List<Delivery> rows, Func<Delivery, MailOutcome> outcomeOf, DateTimeOffset now, CancellationToken ct)
    {
        // One draw for all: what is tried again together is one mail.
        var chance = Random.Shared.NextDouble();
        rows.ForEach(row => Settle(row, outcomeOf(row), chance, now));
        if (rows.FirstOrDefault() is { Ticket.Category: not StatusCategory.Closed } first)
        {
            Tell(first.Ticket, rows, now);
        }

        foreach (var row in rows.Where(row => MailStatus.IsUnknownAddress(outcomeOf(row).Status)).DistinctBy(row => row.Recipient))
        {
            await MarkAsync(db, row.Recipient, now, ct);
        }
    }

    private static void Settle(Delivery row, MailOutcome outcome, double chance, DateTimeOffset now)
    {
        switch (outcome.Fate)
        {
            case MailFate.Sent:
                row.Sent(now, outcome.Words);
                break;
            case MailFate.Deferred or MailFate.Unknown when MailRetry.NextAt(row.Attempts, row.FirstTriedAt ?? now, chance, now) is { } next:
                row.Defer(outcome.Words ?? "", next, now);
                break;
            default:
                row.Fail(outcome.Words ?? "", now);
                break;
        }
    }

    private static void Tell(Ticket ticket, List<Delivery> rows, DateTimeOffset now)
    {
        var sent = rows.Where(row => row.State == DeliveryState.Sent).Select(row => row.Recipient).Distinct().ToList();
        if (sent.Count > 0)
        {
            var named = string.Join(", ", sent.Take(MaxNamed)) + (sent.Count > MaxNamed ? ", …" : "");
            ticket.Log(new Activity(ActivityType.MailedToCustomer, To: named), Actor.System, now);
        }

        foreach (var failed in rows.Where(row => row.State == DeliveryState.Failed).DistinctBy(row => row.Recipient))
        {
            ticket.Log(new Activity(ActivityType.MailNotDelivered, From: failed.Recipient, To: failed.Error), Actor.System, now);
        }
    }

    private static async Task MarkAsync(HelpDeskDb db, string address, DateTimeOffset now, CancellationToken ct)
    {
        var known = await db.CustomerIdentities.Where(row => row.Type == IdentityType.Email && row.Value == address && row.BouncedAt == null).ToListAsync(ct);
        known.ForEach(row => row.SetBounced(now));
    }
}
