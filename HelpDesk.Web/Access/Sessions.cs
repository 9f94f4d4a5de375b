using System.Security.Claims;
using HelpDesk.Migrations;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace HelpDesk.Web.Access;

/// <summary>Whether a cookie or circuit still stands: its agent is active, and nothing ended it since it was given.</summary>
internal sealed class Sessions(IDbContextFactory<HelpDeskDb> factory, IOptions<IdentityOptions> options)
{
    public async Task<bool> StandsAsync(ClaimsPrincipal user, CancellationToken ct)
    {
        if (CurrentActor.AgentIdOf(user) is not { } id)
        {
            return false;
        }

        var stamp = user.FindFirstValue(options.Value.ClaimsIdentity.SecurityStampClaimType);
        await using var db = await factory.CreateDbContextAsync(ct);
        return await db.Users.AnyAsync(
            login => login.Id == id && login.SecurityStamp == stamp && db.Agents.Any(agent => agent.Id == id && agent.IsActive), ct);
    }

    /// <summary>Asked at every request: one indexed read, so that nothing goes on after an agent is disabled.</summary>
    public static async Task CheckAsync(CookieValidatePrincipalContext context)
    {
        var sessions = context.HttpContext.RequestServices.GetRequiredService<Sessions>();
        if (context.Principal is not { } user || !await sessions.StandsAsync(user, context.HttpContext.RequestAborted))
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(IdentityConstants.ApplicationScheme);
        }
    }
}
