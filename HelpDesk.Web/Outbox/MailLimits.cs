using HelpDesk.Domain.Tickets;
using HelpDesk.Migrations;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Outbox;

/// <summary>
/// How soon another mail may leave: two of one chat keep their distance, and an address that is only claimed gets at most
/// three a day, whoever claimed it.
/// </summary>
internal static class MailLimits
{
    private const int PerDayWhenClaimed = 3;

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>When the next mail may leave to the recipient of this delivery.</summary>
    public static async Task<DateTimeOffset> NotBeforeAsync(HelpDeskDb db, Delivery delivery, TimeSpan interval, DateTimeOffset now, CancellationToken ct)
    {
        var gone = db.Deliveries.Where(row => row.Channel == Channel.Email && row.Recipient == delivery.Recipient
            && row.ProviderMessageId != null && row.State != DeliveryState.Superseded && row.State != DeliveryState.Failed);
        var lastAt = await gone.Where(row => row.TicketId == delivery.TicketId).MaxAsync(row => (DateTimeOffset?)row.StateAt, ct);

        // The customer has the chat meanwhile; whoever gets a copy was named for this very message.
        var hasChat = delivery.Message.Deliveries.Any(other => other.Channel == Channel.Chat) && IsCustomers(delivery);
        var distance = hasChat ? lastAt + interval ?? now : now;
        if (IsProven(delivery))
        {
            return distance;
        }

        var since = now - Day;
        var mails = await gone.Where(row => row.StateAt > since)
            .GroupBy(row => row.ProviderMessageId).Select(mail => mail.Max(row => row.StateAt)).ToListAsync(ct);
        var allowed = mails.Count < PerDayWhenClaimed ? now : mails.OrderDescending().ElementAt(PerDayWhenClaimed - 1) + Day;
        return allowed > distance ? allowed : distance;
    }

    /// <summary>
    /// False for an address that the customer only claims. One that is not theirs was chosen by an agent. What no person wrote
    /// wants a proof that is older than itself: the very mail that it answers may be forged, and would have us carry its
    /// words to whomever it names.
    /// </summary>
    public static bool IsProven(Delivery delivery)
    {
        var isMachines = delivery.Message.AuthorKind == AuthorKind.System;
        return delivery.Ticket.Customer.Identities.FirstOrDefault(identity => identity.Value == delivery.Recipient) is { } own
            ? own.VerifiedAt is { } at && !(isMachines && at >= delivery.Message.CreatedAt)

            // No agent chose it: a claimed address that was forgotten meanwhile.
            : !isMachines;
    }

    private static bool IsCustomers(Delivery delivery) => delivery.Ticket.Customer.Identities.Any(identity => identity.Value == delivery.Recipient);
}
