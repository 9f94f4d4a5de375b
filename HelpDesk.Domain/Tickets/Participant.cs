namespace HelpDesk.Domain.Tickets;

/// <summary>What somebody is to a ticket, beyond its customer and assignee.</summary>
public enum ParticipantRole
{
    Requester,
    Cc,
    Collaborator,
    Follower,
}

/// <summary>Somebody who takes part in a ticket: a customer or an agent.</summary>
public sealed class Participant
{
    private Participant()
    {
    }

    public Participant(long ticketId, long? customerId, long? agentId, ParticipantRole role)
    {
        TicketId = ticketId;
        CustomerId = customerId;
        AgentId = agentId;
        Role = role;
    }

    /// <summary>Somebody whom only a mail names.</summary>
    public Participant(long ticketId, string address, ParticipantRole role)
    {
        TicketId = ticketId;
        Address = address;
        Role = role;
    }

    public long Id { get; private set; }

    public long TicketId { get; private set; }

    public long? CustomerId { get; private set; }

    public long? AgentId { get; private set; }

    /// <summary>Their address, normalised; null where a record says it.</summary>
    public string? Address { get; private set; }

    public ParticipantRole Role { get; private set; }

    /// <summary>The agent who accepted them; null while only a mail named them, and then nothing is sent to them.</summary>
    public long? AcceptedById { get; private set; }

    /// <summary>An agent lets them take part.</summary>
    public void Accept(long agentId) => AcceptedById = agentId;
}
