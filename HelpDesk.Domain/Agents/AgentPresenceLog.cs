namespace HelpDesk.Domain.Agents;

/// <summary>One stretch of presence, for occupancy and "who was really there".</summary>
public sealed class AgentPresenceLog
{
    private AgentPresenceLog()
    {
    }

    public AgentPresenceLog(long agentId, Presence presence, DateTimeOffset at)
    {
        AgentId = agentId;
        Presence = presence;
        At = at;
    }

    public long Id { get; private set; }

    public long AgentId { get; private set; }

    public Presence Presence { get; private set; }

    public DateTimeOffset At { get; private set; }
}
