namespace HelpDesk.Domain.Tickets;

/// <summary>What an unsent text would become.</summary>
public enum DraftKind
{
    Reply,
    Note,
    Mail,
}

/// <summary>An agent's unsent text on a ticket. One per agent, ticket and kind.</summary>
public sealed class Draft
{
    private Draft()
    {
    }

    public Draft(long ticketId, long agentId, DraftKind kind)
    {
        TicketId = ticketId;
        AgentId = agentId;
        Kind = kind;
    }

    public long TicketId { get; private set; }

    public long AgentId { get; private set; }

    public DraftKind Kind { get; private set; }

    public string Text { get; private set; } = "";

    /// <summary>Whom the mail would go to, as the composer keeps it (JSON); null for those who are on the ticket anyway.</summary>
    public string? Recipients { get; private set; }

    public DateTimeOffset SavedAt { get; private set; }

    public void Save(string text, DateTimeOffset now)
    {
        Text = text;
        SavedAt = now;
    }

    public void Address(string? recipients) => Recipients = recipients;
}

/// <summary>How far an agent has read a ticket.</summary>
public sealed class AgentTicketState
{
    private AgentTicketState()
    {
    }

    public AgentTicketState(long agentId, long ticketId)
    {
        AgentId = agentId;
        TicketId = ticketId;
    }

    public long AgentId { get; private set; }

    public long TicketId { get; private set; }

    /// <summary>The highest message number the agent has seen.</summary>
    public int ReadSeq { get; private set; }

    /// <summary>Moves forward only. Returns false when it was already there.</summary>
    public bool Read(int seq)
    {
        if (seq <= ReadSeq)
        {
            return false;
        }

        ReadSeq = seq;
        return true;
    }

    /// <summary>Marks everything from this message on as unread again.</summary>
    public void Unread(int seq) => ReadSeq = Math.Max(0, seq - 1);
}
