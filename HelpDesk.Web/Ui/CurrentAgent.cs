using System.Globalization;
using System.Security.Claims;
using HelpDesk.Domain.Agents;
using HelpDesk.Migrations;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Ui;

/// <summary>The agent in front of this screen, with the permissions of now and not of the time of signing in.</summary>
internal sealed class CurrentAgent(AuthenticationStateProvider authentication, IDbContextFactory<HelpDeskDb> factory)
{
    /// <summary>Null when nobody is signed in or the agent was disabled.</summary>
    public async Task<Agent?> FindAsync(CancellationToken ct)
    {
        var state = await authentication.GetAuthenticationStateAsync();
        return await FindAsync(factory, state.User, ct);
    }

    /// <summary>For endpoints, which have the principal at hand.</summary>
    public static async Task<Agent?> FindAsync(IDbContextFactory<HelpDeskDb> factory, ClaimsPrincipal user, CancellationToken ct)
    {
        if (!long.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            return null;
        }

        await using var db = await factory.CreateDbContextAsync(ct);
        return await db.Agents.AsNoTracking().SingleOrDefaultAsync(agent => agent.Id == id && agent.IsActive, ct);
    }
}
