using System.Globalization;
using System.Security.Claims;
using HelpDesk.Domain.Agents;
using HelpDesk.Migrations;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Access;

/// <summary>
/// The signed-in agent of this request or circuit, read anew at each call: with the role of now, not of the time of
/// signing in. Ask once per action, not once per page.
/// </summary>
internal sealed class CurrentActor(IDbContextFactory<HelpDeskDb> factory, AuthenticationStateProvider authentication)
{
    /// <summary>Set by the pipeline for requests; circuits have their own state.</summary>
    public ClaimsPrincipal? Principal { private get; set; }

    /// <exception cref="NotAllowedException">Nobody is signed in, or the agent was disabled.</exception>
    public async Task<Actor> GetAsync(CancellationToken ct) =>
        Actor.For(await FindAgentAsync(ct) ?? throw new NotAllowedException(Permission.Agent));

    /// <summary>The agent's record, to be read; null when nobody is signed in or the agent was disabled.</summary>
    public async Task<Agent?> FindAgentAsync(CancellationToken ct)
    {
        var user = Principal ?? (await authentication.GetAuthenticationStateAsync()).User;
        if (AgentIdOf(user) is not { } id)
        {
            return null;
        }

        await using var db = await factory.CreateDbContextAsync(ct);
        return await db.Agents.AsNoTracking().SingleOrDefaultAsync(agent => agent.Id == id && agent.IsActive, ct);
    }

    /// <summary>The agent whom a cookie names; null when there is none. Says nothing about whether the agent still may.</summary>
    public static long? AgentIdOf(ClaimsPrincipal user) =>
        long.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
}
