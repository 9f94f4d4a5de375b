using System.Security.Claims;
using System.Text.Encodings.Web;
using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Work;
using HelpDesk.Migrations;
using HelpDesk.Web.Http;
using Microsoft.AspNetCore.Authentication;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace HelpDesk.Web.Api;

/// <summary>
/// Knows a request by its bearer token: it acts as the token's agent, with what both agent and token may do, or as the
/// desk itself. Read anew each time, so that revoking a token or disabling an agent counts at once.
/// </summary>
internal sealed class ApiTokenHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory loggers,
    UrlEncoder encoder,
    IDbContextFactory<HelpDeskDb> factory,
    TokenUses uses) : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public new const string Scheme = "ApiToken";

    private const string Bearer = "Bearer ";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            return AuthenticateResult.NoResult();
        }

        var text = header[Bearer.Length..].Trim();
        if (!Tokens.IsWellFormed(text) || await FindAsync(Tokens.Hash(text)) is not { } caller)
        {
            return AuthenticateResult.Fail("No such token.");
        }

        Context.Features.Set(caller);
        var claims = Scopes.All.Where(scope => caller.Actor.Permissions.HasFlag(scope.Value)).Select(scope => new Claim(ScopeRules.Claim, scope.Key));
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity(claims, Scheme)), Scheme));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        return Problems.WriteAsync(Context, new Problem(StatusCodes.Status401Unauthorized, "unauthorized", "Send a valid token as Authorization: Bearer hd_live_…"));
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        var needed = Context.GetEndpoint()?.Metadata.GetMetadata<NeededScope>()?.Permission ?? Permission.None;
        return Problems.WriteAsync(Context, new Problem(StatusCodes.Status403Forbidden, "forbidden", $"This needs the scope {Scopes.Of(needed)}."));
    }

    private async Task<Caller?> FindAsync(string hash)
    {
        ApiToken? token;
        Agent? agent;
        await using (var db = await factory.CreateDbContextAsync(Context.RequestAborted))
        {
            token = await db.ApiTokens.AsNoTracking().SingleOrDefaultAsync(row => row.Hash == hash && row.RevokedAt == null, Context.RequestAborted);
            agent = token?.AgentId is { } id ? await db.Agents.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id && row.IsActive, Context.RequestAborted) : null;
        }

        if (token is null || (token.AgentId is not null && agent is null))
        {
            return null;
        }

        uses.Note(token.Id);
        var actor = agent is null ? Actor.System : Actor.For(agent);
        return new Caller(token.Id, actor with { Permissions = actor.Permissions & token.Scopes });
    }
}
