using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Chat;
using HelpDesk.Domain.Customers;
using HelpDesk.Domain.Email;
using HelpDesk.Domain.Events;
using HelpDesk.Domain.Hours;
using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Work;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace HelpDesk.Migrations;

/// <summary>Turns what a unit of work changed into rows of the event log.</summary>
public abstract partial class HelpDeskDb
{
    private void RecordEvents()
    {
        var now = Clock.GetUtcNow();
        var changed = ChangeTracker.Entries().Where(entry => entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted).ToList();
        var spoken = changed.Where(entry => entry is { Entity: Message, State: EntityState.Added })
            .Select(entry => ((Message)entry.Entity).Ticket)
            .ToHashSet();
        var seen = new HashSet<(EventType, object)>();
        foreach (var entry in changed)
        {
            if (Describe(entry, spoken, now) is { } happened && seen.Add((happened.Type, Subject(happened, entry))))
            {
                Events.Add(happened);
            }
        }
    }

    private static object Subject(Event happened, EntityEntry entry) => happened.SubjectId ?? (object?)happened.Message ?? happened.Ticket ?? entry.Entity;

    private Event? Describe(EntityEntry entry, HashSet<Ticket> spoken, DateTimeOffset now) => entry.Entity switch
    {
        Message message when entry.State == EntityState.Added => new Event(EventType.MessageAdded, now)
        {
            Ticket = message.Ticket,
            Message = message,
            ActorId = message.AuthorKind == AuthorKind.Agent ? message.AuthorId : 0,
        },
        Message message when entry.State == EntityState.Modified && entry.Property(nameof(Message.Content)).IsModified =>
            new Event(EventType.MessageAnswered, now) { TicketId = message.TicketId, Message = message },
        CsatResponse response when entry.State != EntityState.Deleted => new Event(EventType.ChatRated, now) { Ticket = response.Ticket },
        Ticket ticket when entry.State == EntityState.Added => new Event(EventType.TicketCreated, now) { Ticket = ticket },
        Ticket ticket when entry.State == EntityState.Modified && !spoken.Contains(ticket) => new Event(EventType.TicketChanged, now) { Ticket = ticket },
        Delivery delivery when entry.State != EntityState.Deleted => DescribeDelivery(delivery, now),
        ChatSession session when entry.State != EntityState.Deleted => DescribeSession(session, entry, now),
        AgentTicketState state when entry.State != EntityState.Deleted => new Event(EventType.AgentRead, now)
        {
            TicketId = state.TicketId,
            SubjectId = state.TicketId,
            Seq = state.ReadSeq,
            ActorId = state.AgentId,
        },
        Customer customer when entry.State == EntityState.Modified && IsMoreThanSeen(entry) => OfCustomer(customer.Id, now),
        CustomerIdentity identity when identity.CustomerId > 0 => OfCustomer(identity.CustomerId, now),
        CustomerNote note => OfCustomer(note.CustomerId, now),
        Agent agent => new Event(EventType.AgentChanged, now) { SubjectId = agent.Id },
        Deadline { Error: not null } deadline => new Event(EventType.JobChanged, now) { SubjectId = deadline.Id },
        RawMail when entry.State == EntityState.Added => new Event(EventType.MailArrived, now) { SubjectId = 0 },
        RawMail when entry.Property(nameof(RawMail.State)).IsModified => new Event(EventType.MailChanged, now) { SubjectId = 0 },
        MailAccount account => DescribeAccount(account, entry, now),
        Setting or Inbox or Workspace or Team or TeamMember or TicketStatus or Calendar or IdentityKey => new Event(EventType.SettingsChanged, now) { SubjectId = 0 },
        _ => null,
    };

    private Event? DescribeDelivery(Delivery delivery, DateTimeOffset now) => Entry(delivery.Message).State == EntityState.Added
        ? null
        : new Event(EventType.DeliveryChanged, now) { Ticket = delivery.Ticket, Message = delivery.Message };

    private static Event DescribeSession(ChatSession session, EntityEntry entry, DateTimeOffset now)
    {
        var read = entry.Property(nameof(ChatSession.ReadSeq));
        var type = (entry.State, session.IsLive, read.IsModified) switch
        {
            (EntityState.Added, _, _) => EventType.ChatStarted,
            (_, false, _) when entry.Property(nameof(ChatSession.State)).IsModified => EventType.ChatEnded,
            (_, _, true) => EventType.CustomerRead,
            _ => EventType.ChatChanged,
        };
        return new Event(type, now) { Ticket = session.Ticket, Seq = session.ReadSeq };
    }

    private static Event? DescribeAccount(MailAccount account, EntityEntry entry, DateTimeOffset now) =>
        GoesOnWorking(entry, now) ? null : new Event(EventType.MailboxChanged, now) { SubjectId = account.Id };

    // That is no news. That it works for the first time, or again after a silence, is.
    private static bool GoesOnWorking(EntityEntry entry, DateTimeOffset now) =>
        entry.State == EntityState.Modified && !entry.ComplexProperties.Any(server => server.IsModified)
        && entry.Properties.All(property => !property.IsModified || property.Metadata.Name == nameof(MailAccount.SucceededAt))
        && entry.Property(nameof(MailAccount.SucceededAt)).OriginalValue is DateTimeOffset before && now < before + MailboxAlarm.After;

    private static Event OfCustomer(long customerId, DateTimeOffset now) => new(EventType.CustomerChanged, now) { SubjectId = customerId };

    private static bool IsMoreThanSeen(EntityEntry entry) =>
        entry.Properties.Any(property => property.IsModified && property.Metadata.Name != nameof(Customer.LastSeenAt));
}
