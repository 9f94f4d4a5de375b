using HelpDesk.Domain.Customers;
using HelpDesk.Domain.Tickets;

namespace HelpDesk.Domain.Chat;

/// <summary>Where a chat session stands.</summary>
public enum ChatState
{
    Queued,
    Ringing,
    Active,

    /// <summary>The customer is silent: the chat is open but takes no capacity.</summary>
    Inactive,
    Ended,

    /// <summary>Nobody answered in time; the conversation went on by e-mail.</summary>
    Missed,
}

/// <summary>Who ended a chat.</summary>
public enum EndedBy
{
    Agent,
    Customer,
    Idle,
    System,
}

/// <summary>
/// One stretch of live conversation on a ticket. Orthogonal to the ticket's status; at most one that has not ended per
/// ticket.
/// </summary>
public sealed class ChatSession
{
    private ChatSession()
    {
    }

    public ChatSession(Ticket ticket, Customer customer, string visitorKey, DateTimeOffset now)
    {
        Ticket = ticket;
        Customer = customer;
        VisitorKey = visitorKey;
        QueuedAt = now;
        LastSeenAt = now;
    }

    public long Id { get; private set; }

    public long TicketId { get; private set; }

    public Ticket Ticket { get; private set; } = null!;

    public long CustomerId { get; private set; }

    public Customer Customer { get; private set; } = null!;

    /// <summary>The browser it began in.</summary>
    public string VisitorKey { get; private set; } = "";

    public ChatState State { get; private set; }

    public DateTimeOffset QueuedAt { get; private set; }

    public DateTimeOffset? AcceptedAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    public EndedBy? EndedBy { get; private set; }

    public DateTimeOffset LastSeenAt { get; private set; }

    /// <summary>Since when no page of the customer is connected; null while one is.</summary>
    public DateTimeOffset? AwaySince { get; private set; }

    /// <summary>When the customer counted as gone; null while they count as there.</summary>
    public DateTimeOffset? LeftAt { get; private set; }

    /// <summary>The highest message the customer has read.</summary>
    public int ReadSeq { get; private set; }

    /// <summary>The last "I'm still here", from which idleness counts anew.</summary>
    public DateTimeOffset? HereAt { get; private set; }

    /// <summary>When the customer was asked whether they are still there; null when not, or when they answered.</summary>
    public DateTimeOffset? RemindedAt { get; private set; }

    public bool IsLive => State is not (ChatState.Ended or ChatState.Missed);

    /// <summary>True when the customer may not write into this chat any more.</summary>
    public bool IsLocked => State == ChatState.Ended && EndedBy is Chat.EndedBy.Agent or Chat.EndedBy.Customer;

    /// <summary>True when the customer chose to go on by mail: nothing waits to be read in the chat first.</summary>
    public bool IsByMail => State == ChatState.Ended && EndedBy == Chat.EndedBy.System;

    /// <summary>The customer wants somebody now: the chat rings until an agent takes it up. Returns false when it rang already, or has ended.</summary>
    public bool Ring()
    {
        if (!IsLive || State == ChatState.Ringing)
        {
            return false;
        }

        Stir();
        State = ChatState.Ringing;
        return true;
    }

    /// <summary>
    /// The customer goes on by mail. Nothing is locked: their next message in the chat begins another session. Returns false
    /// when it went on so already, or was ended for good.
    /// </summary>
    public bool GoOnByMail(DateTimeOffset now)
    {
        if (IsLocked || IsByMail)
        {
            return false;
        }

        State = ChatState.Ended;
        EndedBy = Chat.EndedBy.System;
        EndedAt ??= now;
        return true;
    }

    /// <summary>Queued becomes active at the first assignment or answer. Returns false when it was not waiting.</summary>
    public bool Accept(DateTimeOffset now)
    {
        if (State is not (ChatState.Queued or ChatState.Ringing))
        {
            return false;
        }

        State = ChatState.Active;
        AcceptedAt = now;
        return true;
    }

    /// <summary>Something was said: an inactive chat is active again, and idleness counts from now.</summary>
    public void Stir()
    {
        RemindedAt = null;
        HereAt = null;
        if (State == ChatState.Inactive)
        {
            State = ChatState.Active;
        }
    }

    /// <summary>The customer said "I'm still here".</summary>
    public bool Here(DateTimeOffset now)
    {
        if (!IsLive)
        {
            return false;
        }

        Stir();
        HereAt = now;
        return true;
    }

    public bool Rest()
    {
        if (State != ChatState.Active)
        {
            return false;
        }

        State = ChatState.Inactive;
        return true;
    }

    public void Remind(DateTimeOffset now) => RemindedAt = now;

    /// <summary>The last page of the customer went away; they count as gone only after a while.</summary>
    public void Disconnect(DateTimeOffset now)
    {
        AwaySince ??= now;
        LastSeenAt = now;
    }

    /// <summary>A page of the customer is there. Returns true when they had counted as gone.</summary>
    public bool Connect(DateTimeOffset now)
    {
        var returns = LeftAt is not null;
        AwaySince = null;
        LeftAt = null;
        LastSeenAt = now;
        return returns;
    }

    /// <summary>The customer counts as gone. Returns false when they are there or counted so already.</summary>
    public bool Leave(DateTimeOffset now)
    {
        if (AwaySince is null || LeftAt is not null)
        {
            return false;
        }

        LeftAt = now;
        return true;
    }

    /// <summary>The customer has read up to here. Returns false when that was known.</summary>
    public bool Read(int seq, DateTimeOffset now)
    {
        LastSeenAt = now;
        if (seq <= ReadSeq)
        {
            return false;
        }

        ReadSeq = seq;
        return true;
    }

    /// <summary>Ends the session. Returns false when it had ended.</summary>
    public bool End(EndedBy by, DateTimeOffset now)
    {
        if (!IsLive)
        {
            return false;
        }

        State = ChatState.Ended;
        EndedBy = by;
        EndedAt = now;
        return true;
    }

    /// <summary>Nobody answered in time. Returns false when it had ended.</summary>
    public bool Miss(DateTimeOffset now)
    {
        if (!IsLive)
        {
            return false;
        }

        State = ChatState.Missed;
        EndedBy = Chat.EndedBy.System;
        EndedAt = now;
        return true;
    }
}
