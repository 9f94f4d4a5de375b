using System.ComponentModel;
using HelpDesk.Domain.Agents;
using HelpDesk.Migrations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Api;

/// <summary>An agent as the API shows them.</summary>
internal sealed record AgentView(
    string Id,
    string Name,
    string Email,
    [property: Description("agent or administrator.")] string Role,
    [property: Description("online, away or offline.")] string Presence,
    [property: Description("Ids of the teams.")] IReadOnlyList<string> Teams);

/// <summary><c>/api/v1/agents</c></summary>
internal static class AgentsApi
{
    public static void MapAgents(this RouteGroupBuilder api) =>
        api.MapGet("/agents", List).Needs(Permission.ReadAgents).WithTags("Agents").WithName("listAgents")
            .WithSummary("List agents").WithDescription("Those who are not disabled.");

    private static async Task<Ok<Page<AgentView>>> List(
        [AsParameters] PageRequest page, HttpContext context, IDbContextFactory<HelpDeskDb> factory, CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        var agents = db.Agents.AsNoTracking().Where(agent => agent.IsActive);
        if (page.Key is { } key)
        {
            var last = await db.Agents.Where(agent => agent.PublicId == key).Select(agent => (long?)agent.Id).FirstOrDefaultAsync(ct) ?? throw PageRequest.Foreign();
            agents = agents.Where(agent => agent.Id > last);
        }

        var rows = await agents.OrderBy(agent => agent.Id).Take(page.Size + 1).ToListAsync(ct);
        var ids = rows.ConvertAll(agent => agent.Id);
        var teams = (await db.TeamMembers.Where(member => ids.Contains(member.AgentId))
            .Join(db.Teams, member => member.TeamId, team => team.Id, (member, team) => new { member.AgentId, team.PublicId })
            .ToListAsync(ct)).ToLookup(row => row.AgentId, row => row.PublicId);
        return TypedResults.Ok(page.Cut(context, rows.ConvertAll(agent => View(agent, teams[agent.Id])), agent => agent.Id));
    }

    private static AgentView View(Agent agent, IEnumerable<string> teams) => new(
        agent.PublicId, agent.Name, agent.Email, Words.Of(agent.Role), Words.Of(agent.Presence), [.. teams.Order(StringComparer.Ordinal)]);
}
