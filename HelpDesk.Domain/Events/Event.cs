using HelpDesk.Domain.Tickets;

namespace HelpDesk.Domain.Events;

/// <summary>What kind of change a committed event tells of. Stored by name.</summary>
public enum EventType
{
    TicketCreated,
    TicketChanged,
    MessageAdded,
    DeliveryChanged,
    ChatStarted,
    ChatChanged,
    ChatEnded,

    /// <summary>The customer rated a chat, or changed their rating.</summary>
    ChatRated,

    /// <summary>The customer answered what a message carries.</summary>
    MessageAnswered,

    /// <summary>The customer has read up to <see cref="Event.Seq"/>.</summary>
    CustomerRead,

    /// <summary>An agent has read up to <see cref="Event.Seq"/>.</summary>
    AgentRead,
    CustomerChanged,
    AgentChanged,
    SettingsChanged,
    JobChanged,

    /// <summary>A mail was stored and waits to be read.</summary>
    MailArrived,

    /// <summary>A stored mail was read, quarantined or put back.</summary>
    MailChanged,

    /// <summary>A mailbox was set up or changed, works again or no longer.</summary>
    MailboxChanged,
}

/// <summary>
/// One committed change. The log is append-only; <see cref="Id"/> rises in the order of commits, survives restarts, and is
/// the id of the visitors' event streams. It says what changed, not the new state: readers load what they show.
/// </summary>
public sealed class Event
{
    private Event()
    {
    }

    public Event(EventType type, DateTimeOffset at)
    {
        Type = type;
        At = at;
    }

    public long Id { get; private set; }

    public EventType Type { get; private set; }

    public DateTimeOffset At { get; private set; }

    public long? TicketId { get; init; }

    public Ticket? Ticket { get; init; }

    public long? MessageId { get; private set; }

    public Message? Message { get; init; }

    /// <summary>The customer, agent or other row concerned, where no ticket says it.</summary>
    public long? SubjectId { get; init; }

    /// <summary>How far somebody has read.</summary>
    public int? Seq { get; init; }

    /// <summary>Who did it, so that a screen can leave out its own echo; 0 for the desk itself.</summary>
    public long ActorId { get; init; }
}
