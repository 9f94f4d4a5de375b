namespace HelpDesk.Domain.Agents;

/// <summary>Agents who share a queue.</summary>
public sealed class Team
{
    private readonly List<TeamMember> members = [];

    private Team()
    {
    }

    public Team(string name) => Name = name;

    public long Id { get; private set; }

    public string PublicId { get; private set; } = "";

    public string Name { get; private set; } = "";

    /// <summary>The team's opening hours; null follows the workspace.</summary>
    public long? CalendarId { get; private set; }

    /// <summary>What stands below the mails of its tickets, with variables; null leaves it to the inbox.</summary>
    public string? Signature { get; private set; }

    /// <summary>True for a team of a demo world.</summary>
    public bool IsSample { get; private set; }

    public IReadOnlyCollection<TeamMember> Members => members;

    public void Rename(string name) => Name = name;

    /// <summary>Sets what stands below its mails; nothing but blanks is none.</summary>
    public void Sign(string? signature) => Signature = string.IsNullOrWhiteSpace(signature) ? null : signature.Trim();

    public void UseCalendar(long? calendarId) => CalendarId = calendarId;

    /// <summary>Adds the agent. Returns false when already a member.</summary>
    public bool Add(long agentId)
    {
        if (members.Exists(member => member.AgentId == agentId))
        {
            return false;
        }

        members.Add(new TeamMember(Id, agentId));
        return true;
    }

    /// <summary>Removes the agent. Returns false when not a member.</summary>
    public bool Remove(long agentId) => members.RemoveAll(member => member.AgentId == agentId) > 0;

    /// <summary>Marks a team that belongs to a demo world.</summary>
    public void MarkSample() => IsSample = true;
}

/// <summary>One agent in one team.</summary>
public sealed class TeamMember
{
    private TeamMember()
    {
    }

    public TeamMember(long teamId, long agentId)
    {
        TeamId = teamId;
        AgentId = agentId;
    }

    public long TeamId { get; private set; }

    public long AgentId { get; private set; }
}
