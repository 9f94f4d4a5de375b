using HelpDesk.Migrations;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Features.Teams;

/// <summary>A team as its form shows it.</summary>
public sealed record TeamRow(long Id, string Name, string? Signature, IReadOnlyList<long> AgentIds);

/// <summary>Who can be in a team.</summary>
public sealed record TeamAgent(long Id, string Name);

/// <summary>What the page of teams shows.</summary>
internal sealed class TeamsQuery(IDbContextFactory<HelpDeskDb> factory)
{
    private const int Most = 500;

    public async Task<(IReadOnlyList<TeamRow> Teams, IReadOnlyList<TeamAgent> Agents)> AllAsync(CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        var teams = await db.Teams.AsNoTracking().OrderBy(team => team.Name).Take(Most)
            .Select(team => new TeamRow(team.Id, team.Name, team.Signature, team.Members.OrderBy(member => member.AgentId).Select(member => member.AgentId).ToList()))
            .ToListAsync(ct);
        var agents = await db.Agents.AsNoTracking().Where(agent => agent.IsActive || db.TeamMembers.Any(member => member.AgentId == agent.Id))
            .OrderBy(agent => agent.Name).Take(Most).Select(agent => new TeamAgent(agent.Id, agent.Name)).ToListAsync(ct);
        return (teams, agents);
    }
}
