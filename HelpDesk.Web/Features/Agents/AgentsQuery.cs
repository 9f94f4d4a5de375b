using HelpDesk.Domain.Agents;
using HelpDesk.Migrations;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Features.Agents;

/// <summary>A line of the page of agents.</summary>
internal sealed record AgentRow(long Id, string PublicId, string Name, string Email, Role Role, bool IsActive, bool HasPassword, IReadOnlyList<long> TeamIds);

/// <summary>A team to be in.</summary>
internal sealed record TeamChoice(long Id, string Name);

/// <summary>What the page of agents shows.</summary>
internal sealed class AgentsQuery(IDbContextFactory<HelpDeskDb> factory)
{
    private const int Most = 500;

    public async Task<IReadOnlyList<AgentRow>> AgentsAsync(CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        return await db.Agents.AsNoTracking().OrderBy(agent => agent.Name).Take(Most)
            .Select(agent => new AgentRow(
                agent.Id, agent.PublicId, agent.Name, agent.Email, agent.Role, agent.IsActive,
                db.Users.Any(login => login.Id == agent.Id && login.PasswordHash != null),
                db.TeamMembers.Where(member => member.AgentId == agent.Id).Select(member => member.TeamId).ToList()))
            .ToListAsync(ct);
    }

    public async Task<IReadOnlyList<TeamChoice>> TeamsAsync(CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        return await db.Teams.AsNoTracking().OrderBy(team => team.Name).Take(Most).Select(team => new TeamChoice(team.Id, team.Name)).ToListAsync(ct);
    }
}
