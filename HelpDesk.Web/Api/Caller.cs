using HelpDesk.Domain.Agents;

namespace HelpDesk.Web.Api;

/// <summary>The token that asks, and whom it acts as. Endpoints take it as a parameter.</summary>
internal sealed record Caller(long TokenId, Actor Actor)
{
    /// <summary>Set by the authentication of the request.</summary>
    public static ValueTask<Caller?> BindAsync(HttpContext context) => ValueTask.FromResult(context.Features.Get<Caller>());
}

/// <summary>The scope an endpoint needs: read by authorisation, by the API description and by the matrix test.</summary>
internal sealed record NeededScope(Permission Permission);

internal static class ScopeRules
{
    /// <summary>Type of the claims that name a token's scopes.</summary>
    public const string Claim = "scope";

    /// <summary>Lets only tokens with this permission in.</summary>
    public static TBuilder Needs<TBuilder>(this TBuilder endpoint, Permission permission)
        where TBuilder : IEndpointConventionBuilder => endpoint
        .WithMetadata(new NeededScope(permission))
        .RequireAuthorization(policy => policy.AddAuthenticationSchemes(ApiTokenHandler.Scheme).RequireClaim(Claim, Scopes.Of(permission)));
}
