using HelpDesk.Domain;
using HelpDesk.Domain.Agents;
using HelpDesk.Migrations;
using HelpDesk.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Actions.Agents;

/// <summary>What an administrator may change about an agent; null leaves it.</summary>
internal sealed record AgentChange(Role? Role = null, bool? Active = null, IReadOnlyCollection<long>? TeamIds = null);

/// <summary>
/// Changes role, teams, or whether an agent may come in at all. A new role and a shut door end the agent's sessions at once.
/// </summary>
internal sealed class ChangeAgent(Writer writer, TimeProvider clock)
{
    public Task RunAsync(Actor actor, string publicId, AgentChange change, CancellationToken ct)
    {
        actor.Require(Permission.Administer);
        return writer.RunAsync(
            async (db, token) =>
            {
                var agent = await db.AgentAsync(publicId, token);
                var now = clock.GetUtcNow();
                await KeepAnAdministratorAsync(db, agent, change, token);
                var ends = change.Role is { } role && role != agent.Role;
                agent.ChangeRole(change.Role ?? agent.Role);
                if (change.Active is { } active && agent.SetActive(active, now))
                {
                    db.PresenceLog.Add(new AgentPresenceLog(agent.Id, agent.Presence, now));
                    ends = true;
                }

                if (ends)
                {
                    await db.EndSessionsAsync(agent.Id, token);
                }

                await JoinAsync(db, agent, change.TeamIds, token);
            },
            ct);
    }

    private static async Task KeepAnAdministratorAsync(HelpDeskDb db, Agent agent, AgentChange change, CancellationToken ct)
    {
        var stops = change.Active == false || change.Role == Role.Agent;
        if (stops && agent is { Role: Role.Administrator, IsActive: true }
            && !await db.Agents.AnyAsync(other => other.Id != agent.Id && other.Role == Role.Administrator && other.IsActive, ct))
        {
            throw new RuleException("last-administrator", "There must be one administrator. Make somebody else one first.");
        }
    }

    private static async Task JoinAsync(HelpDeskDb db, Agent agent, IReadOnlyCollection<long>? teamIds, CancellationToken ct)
    {
        if (teamIds is null)
        {
            return;
        }

        foreach (var team in await db.Teams.Include(team => team.Members).ToListAsync(ct))
        {
            _ = teamIds.Contains(team.Id) ? team.Add(agent.Id) : team.Remove(agent.Id);
        }
    }
}
