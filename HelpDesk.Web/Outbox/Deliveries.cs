using HelpDesk.Domain;
using HelpDesk.Domain.Chat;
using HelpDesk.Domain.Customers;
using HelpDesk.Domain.Email;
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
    /// <summary>Refuses what would reach nobody: there is neither a chat to show it in nor an address to mail it to.</summary>
    /// <exception cref="RuleException">It would reach nobody (<c>email</c>).</exception>
    public static void EnsureReachable(Ticket ticket, ChatSession? session, IReadOnlyList<Recipient> others)
    {
        if (session is null && ticket.Customer.Email is not { BouncedAt: null } && others.Count == 0)
        {
            throw new RuleException("email", "No e-mail address of this customer is known, so nothing could be sent. Add one to their record first.");
        }
    }

    /// <summary>Plans how a public message reaches the customer, and nobody else.</summary>
    public Task PlanAsync(HelpDeskDb db, Ticket ticket, ChatSession? session, Message message, DateTimeOffset now, CancellationToken ct) =>
        PlanAsync(db, ticket, session, message, [], isWithCustomer: false, now, ct);

    /// <summary>Plans how a public message reaches the customer and those who get a copy.</summary>
    /// <param name="db">The caller's transaction.</param>
    /// <param name="ticket">With its customer's identities.</param>
    /// <param name="session">The ticket's latest chat; null when it never had one.</param>
    /// <param name="message">What is sent.</param>
    /// <param name="others">Who gets a copy, as <see cref="Audience"/> says.</param>
    /// <param name="isWithCustomer">The customer has it by mail already.</param>
    /// <param name="now">The instant of the message.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task PlanAsync(
        HelpDeskDb db, Ticket ticket, ChatSession? session, Message message, IReadOnlyList<Recipient> others, bool isWithCustomer, DateTimeOffset now, CancellationToken ct)
    {
        if (session is not null)
        {
            message.Deliver(Channel.Chat, "", DeliveryState.Sent, dueAt: null, now);
        }

        if (!isWithCustomer && ticket.Customer.Email is { BouncedAt: null } address)
        {
            var dueAt = await MailAtAsync(db, ticket, session, address.Value, now, ct);
            message.Deliver(Channel.Email, address.Value, DeliveryState.Queued, dueAt, now);
        }

        // Nobody but the customer may read it in the chat first.
        foreach (var other in others)
        {
            message.Mail(other.Address, other.Role, now, now);
        }
    }

    /// <summary>An address became known: what agents wrote in the chat and nobody has read is mailed there as well.</summary>
    public async Task PlanUnreadAsync(HelpDeskDb db, Ticket ticket, ChatSession session, DateTimeOffset now, CancellationToken ct)
    {
        if (ticket.Customer.Email is not { BouncedAt: null } address)
        {
            return;
        }

        // A copy that went to somebody else is none for the customer.
        var own = db.CustomerIdentities.Where(identity => identity.CustomerId == ticket.CustomerId).Select(identity => identity.Value);
        var unread = await db.Messages.Include(message => message.Deliveries).Include(message => message.Ticket)
            .Where(message => message.TicketId == ticket.Id && message.AuthorKind == AuthorKind.Agent
                && message.Deliveries.Any(delivery => delivery.Channel == Channel.Chat && delivery.State == DeliveryState.Sent)
                && !message.Deliveries.Any(delivery => delivery.Channel == Channel.Email && own.Contains(delivery.Recipient)))
            .OrderByDescending(message => message.Seq)
            .Take(policies.For(ticket.InboxId).EmailMaxMessages)
            .ToListAsync(ct);
        var dueAt = await MailAtAsync(db, ticket, session, address.Value, now, ct);
        unread.ForEach(message => message.Deliver(Channel.Email, address.Value, DeliveryState.Queued, dueAt, now));
    }

    /// <summary>
    /// The customer's address was corrected, removed or replaced: what has not left yet goes to the present one, as soon as
    /// it would have gone to the old one. Without a present one it waits for the next that becomes known. A transcript was
    /// asked for at one address, and goes to no other.
    /// </summary>
    /// <param name="db">The caller's transaction.</param>
    /// <param name="customer">As they are now.</param>
    /// <param name="removed">Addresses that are no longer theirs.</param>
    /// <param name="now">The instant of the change.</param>
    /// <param name="ct">Ends the wait.</param>
    public static async Task RedirectAsync(HelpDeskDb db, Customer customer, IReadOnlyList<string> removed, DateTimeOffset now, CancellationToken ct)
    {
        await ForsakeAsync(db, customer, removed, ct);
        var present = customer.Email is { BouncedAt: null } address ? address.Value : null;
        var proven = customer.Identities.Where(identity => identity.VerifiedAt is not null).Select(identity => identity.Value).ToHashSet();
        var former = customer.Identities.Where(identity => identity.Type == IdentityType.Email).Select(identity => identity.Value)
            .Concat(removed).Where(value => value != present).ToList();
        var waiting = await db.Deliveries.Include(row => row.Message.Deliveries).Include(row => row.Ticket).AsSplitQuery()
            .Where(row => row.Ticket.CustomerId == customer.Id && row.Channel == Channel.Email && former.Contains(row.Recipient))
            .Where(row => row.State == DeliveryState.Queued || row.State == DeliveryState.Deferred)
            .ToListAsync(ct);
        foreach (var row in waiting)
        {
            if (row.Message.Content?.IsTranscript == true)
            {
                _ = !proven.Contains(row.Recipient) && row.Supersede(now);
            }
            else if (present is not null && row.Message.Deliveries.All(other => other.Recipient != present))
            {
                row.Redirect(present, now);
            }
            else if (row.IsShared)
            {
                // The others still get the mail, and it stays one for several people.
                row.Supersede(now);
            }
            else
            {
                db.Deliveries.Remove(row);
            }
        }
    }

    /// <summary>An address is the customer's again: what went there went to them.</summary>
    public static Task TakeBackAsync(HelpDeskDb db, Customer customer, string address, CancellationToken ct) => db.Deliveries
        .Where(row => row.Ticket.CustomerId == customer.Id && row.Recipient == address && row.Role == RecipientRole.Former)
        .ExecuteUpdateAsync(set => set.SetProperty(row => row.Role, RecipientRole.To), ct);

    // What has left stays to be seen, and counts for nobody who gets the message from now on.
    private static Task ForsakeAsync(HelpDeskDb db, Customer customer, IReadOnlyList<string> removed, CancellationToken ct) => removed.Count == 0
        ? Task.CompletedTask
        : db.Deliveries
            .Where(row => row.Ticket.CustomerId == customer.Id && row.Channel == Channel.Email && row.Role == RecipientRole.To && removed.Contains(row.Recipient))
            .Where(row => row.State != DeliveryState.Queued && row.State != DeliveryState.Deferred)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Role, RecipientRole.Former), ct);

    /// <summary>The customer has read up to here: chat deliveries are read, mails that have not left are cancelled.</summary>
    public static async Task ReadAsync(HelpDeskDb db, Ticket ticket, int seq, DateTimeOffset now, CancellationToken ct)
    {
        // Others who were to get a copy have not seen it.
        var own = db.CustomerIdentities.Where(identity => identity.CustomerId == ticket.CustomerId).Select(identity => identity.Value);
        var open = await db.Deliveries.Include(delivery => delivery.Message)
            .Where(delivery => delivery.TicketId == ticket.Id && delivery.Message.Seq <= seq)
            .Where(delivery =>
                (delivery.Channel == Channel.Chat && delivery.State == DeliveryState.Sent)
                || (delivery.Channel == Channel.Email && (delivery.State == DeliveryState.Queued || delivery.State == DeliveryState.Deferred)
                    && own.Contains(delivery.Recipient)))
            .ToListAsync(ct);

        // Whoever asked for a transcript wants the mail.
        foreach (var delivery in open.Where(delivery => delivery.Channel == Channel.Chat || delivery.Message.Content?.IsTranscript != true))
        {
            _ = delivery.Channel == Channel.Chat ? delivery.Read(now) : delivery.Supersede(now);
        }
    }

    /// <summary>When a mail about this ticket leaves for this address.</summary>
    public async Task<DateTimeOffset> MailAtAsync(HelpDeskDb db, Ticket ticket, ChatSession? session, string address, DateTimeOffset now, CancellationToken ct)
    {
        var lastMailAt = await db.Deliveries
            .Where(delivery => delivery.TicketId == ticket.Id && delivery.Channel == Channel.Email && delivery.Recipient == address && delivery.State == DeliveryState.Sent)
            .MaxAsync(delivery => (DateTimeOffset?)delivery.StateAt, ct);
        return StalePolicy.MailAt(session, lastMailAt, policies.For(ticket.InboxId), now);
    }
}
