using HelpDesk.Domain.Agents;

namespace HelpDesk.Domain.Tickets;

/// <summary>An agent as a possible assignee.</summary>
/// <param name="AgentId">Row of the agent.</param>
/// <param name="Name">As shown in the activity.</param>
/// <param name="TeamIds">The teams the agent is a member of.</param>
public sealed record Assignee(long AgentId, string Name, IReadOnlyCollection<long> TeamIds);

public sealed partial class Ticket
{
    public long? TeamId { get; private set; }

    public long? AssigneeId { get; private set; }

    /// <summary>Gives the ticket to an agent, or to nobody. A new ticket opens. Returns false when nothing changes.</summary>
    /// <exception cref="RuleException">The agent is not in the ticket's team (<c>team</c>), or the ticket is closed.</exception>
    public bool Assign(Assignee? assignee, Actor who, DateTimeOffset now)
    {
        EnsureNotClosed();
        if (AssigneeId == assignee?.AgentId)
        {
            return false;
        }

        if (assignee is not null && TeamId is { } team && !assignee.TeamIds.Contains(team))
        {
            throw new RuleException("team", $"{assignee.Name} is not a member of this ticket's team.");
        }

        AssigneeId = assignee?.AgentId;
        Log(new Activity(assignee is null ? ActivityType.Unassigned : ActivityType.Assigned, To: assignee?.Name), who, now);
        if (assignee is not null)
        {
            OpenIfNew(who, now);
        }

        return true;
    }

    /// <summary>Moves the ticket to a team, or to none; an assignee who is not in it is taken off.</summary>
    /// <param name="team">The team with its members; null for no team.</param>
    /// <param name="who">Who does it.</param>
    /// <param name="now">The instant.</param>
    public bool MoveTo(Team? team, Actor who, DateTimeOffset now)
    {
        EnsureNotClosed();
        if (TeamId == team?.Id)
        {
            return false;
        }

        TeamId = team?.Id;
        Log(new Activity(ActivityType.TeamChanged, To: team?.Name ?? "–"), who, now);
        if (team is not null && AssigneeId is { } agent && team.Members.All(member => member.AgentId != agent))
        {
            Assign(null, who, now);
        }

        return true;
    }

    private void OpenIfNew(Actor who, DateTimeOffset now)
    {
        if (Category == StatusCategory.New)
        {
            Become(StatusCategory.Open, who, now);
        }
    }
}
