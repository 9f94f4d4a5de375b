using HelpDesk.Domain.Agents;
using HelpDesk.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Actions.Agents;

/// <summary>Adds an agent who has no password yet; a one-time link sets it.</summary>
internal sealed class InviteAgent(Writer writer, TimeProvider clock)
{
    /// <param name="teamIds">The teams the agent joins.</param>
    /// <returns>The id of agent and login.</returns>
    public Task<long> RunAsync(Actor actor, string name, string email, Role role, IReadOnlyCollection<long> teamIds, CancellationToken ct)
    {
        actor.Require(Permission.Administer);
        return writer.RunAsync(
            async (db, token) =>
            {
                var agent = await db.AddAgentAsync(name, email, role, passwordHash: null, clock.GetUtcNow(), token);
                await db.SaveChangesAsync(token);
                var teams = await db.Teams.Include(team => team.Members).Where(team => teamIds.Contains(team.Id)).ToListAsync(token);
                teams.ForEach(team => team.Add(agent.Id));
                return agent.Id;
            },
            ct);
    }
}
