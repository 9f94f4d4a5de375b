using HelpDesk.Domain.Chat;
using HelpDesk.Domain.Tickets;
using HelpDesk.Migrations;
using HelpDesk.Web.Settings;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Outbox;

/// <summary>
/// Writes the outbox rows of a message in the transaction that stores it: shown in the chat where there is one, and mailed
/// later unless it is read first.
/// </summary>
internal sealed class Deliveries(Policies policies)
{
    /// <summary>Plans how a public message reaches the customer.</summary>
    public async Task PlanAsync(HelpDeskDb db, Ticket ticket, ChatSession? session, Message message, DateTimeOffset now, CancellationToken ct)
    {
        if (session is not null)
        {
            message.Deliver(Channel.Chat, "", DeliveryState.Sent, dueAt: null, now);
        }

        if (ticket.Customer.Email is { BouncedAt: null } address)
        {
            var dueAt = await MailAtAsync(db, ticket, session, address.Value, now, ct);
            message.Deliver(Channel.Email, address.Value, DeliveryState.Queued, dueAt, now);
        }
    }

    /// <summary>An address became known: what agents wrote in the chat and nobody has read is mailed there as well.</summary>
    public async Task PlanUnreadAsync(HelpDeskDb db, Ticket ticket, ChatSession session, DateTimeOffset now, CancellationToken ct)
    {
        if (ticket.Customer.Email is not { BouncedAt: null } address)
        {
            return;
        }

        var unread = await db.Messages.Include(message => message.Deliveries).Include(message => message.Ticket)
            .Where(message => message.TicketId == ticket.Id && message.AuthorKind == AuthorKind.Agent
                && message.Deliveries.Any(delivery => delivery.Channel == Channel.Chat && delivery.State == DeliveryState.Sent)
                && message.Deliveries.All(delivery => delivery.Channel != Channel.Email))
            .OrderByDescending(message => message.Seq)
            .Take(policies.For(ticket.InboxId).EmailMaxMessages)
            .ToListAsync(ct);
        var dueAt = await MailAtAsync(db, ticket, session, address.Value, now, ct);
        unread.ForEach(message => message.Deliver(Channel.Email, address.Value, DeliveryState.Queued, dueAt, now));
    }

    /// <summary>The customer has read up to here: chat deliveries are read, mails that have not left are cancelled.</summary>
    public static async Task ReadAsync(HelpDeskDb db, Ticket ticket, int seq, DateTimeOffset now, CancellationToken ct)
    {
        var open = await db.Deliveries.Include(delivery => delivery.Message)
            .Where(delivery => delivery.TicketId == ticket.Id && delivery.Message.Seq <= seq)
            .Where(delivery =>
                (delivery.Channel == Channel.Chat && delivery.State == DeliveryState.Sent)
                || (delivery.Channel == Channel.Email && (delivery.State == DeliveryState.Queued || delivery.State == DeliveryState.Deferred)))
            .ToListAsync(ct);
        foreach (var delivery in open)
        {
            _ = delivery.Channel == Channel.Chat ? delivery.Read(now) : delivery.Supersede(now);
        }
    }

    private async Task<DateTimeOffset> MailAtAsync(HelpDeskDb db, Ticket ticket, ChatSession? session, string address, DateTimeOffset now, CancellationToken ct)
    {
        var lastMailAt = await db.Deliveries
            .Where(delivery => delivery.TicketId == ticket.Id && delivery.Channel == Channel.Email && delivery.Recipient == address && delivery.State == DeliveryState.Sent)
            .MaxAsync(delivery => (DateTimeOffset?)delivery.StateAt, ct);
        return StalePolicy.MailAt(session, lastMailAt, policies.For(ticket.InboxId), now);
    }
}
