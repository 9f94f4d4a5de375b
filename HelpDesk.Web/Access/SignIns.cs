using System.Globalization;
using System.Security.Claims;
using HelpDesk.Domain.Agents;
using HelpDesk.Migrations;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace HelpDesk.Web.Access;

/// <summary>Identity's way in, and only for agents who are active.</summary>
internal sealed class SignIns(
    UserManager<Login> users, IHttpContextAccessor context, IUserClaimsPrincipalFactory<Login> claims, IOptions<IdentityOptions> options,
    ILogger<SignInManager<Login>> logger, IAuthenticationSchemeProvider schemes, IUserConfirmation<Login> confirmation, IDbContextFactory<HelpDeskDb> factory)
    : SignInManager<Login>(users, context, claims, options, logger, schemes, confirmation)
{
    public override async Task<bool> CanSignInAsync(Login user)
    {
        await using var db = await factory.CreateDbContextAsync(Context.RequestAborted);
        return await db.Agents.AnyAsync(agent => agent.Id == user.Id && agent.IsActive, Context.RequestAborted);
    }
}

/// <summary>What a cookie says of an agent: id, name, role and the stamp by which it is taken back.</summary>
internal sealed class LoginClaims(IDbContextFactory<HelpDeskDb> factory, IOptions<IdentityOptions> options) : IUserClaimsPrincipalFactory<Login>
{
    public async Task<ClaimsPrincipal> CreateAsync(Login user)
    {
        await using var db = await factory.CreateDbContextAsync();
        var agent = await db.Agents.AsNoTracking().SingleAsync(row => row.Id == user.Id);
        var identity = new ClaimsIdentity(IdentityConstants.ApplicationScheme, ClaimTypes.Name, ClaimTypes.Role);
        identity.AddClaim(new Claim(ClaimTypes.NameIdentifier, agent.Id.ToString(CultureInfo.InvariantCulture)));
        identity.AddClaim(new Claim(ClaimTypes.Name, agent.Name));
        identity.AddClaim(new Claim(ClaimTypes.Role, nameof(Role.Agent)));
        identity.AddClaim(new Claim(options.Value.ClaimsIdentity.SecurityStampClaimType, user.SecurityStamp ?? ""));
        if (agent.Role == Role.Administrator)
        {
            identity.AddClaim(new Claim(ClaimTypes.Role, nameof(Role.Administrator)));
        }

        return new ClaimsPrincipal(identity);
    }
}
