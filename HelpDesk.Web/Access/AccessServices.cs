using HelpDesk.Domain.Agents;
using HelpDesk.Migrations;
using HelpDesk.Web.Data;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.Identity;

namespace HelpDesk.Web.Access;

/// <summary>Who may come in: logins, cookies, policies. Whoever is not named is kept out.</summary>
internal static class AccessServices
{
    private const string CookieName = "helpdesk";

    public static void AddAccess(this IServiceCollection services)
    {
        services.AddLogins();
        services.AddHttpContextAccessor();
        services.AddSingleton<Sessions>();
        services.AddSingleton<SetupKey>();
        services.AddScoped<OneTimeLinks>();
        services.AddScoped<SignInTry>();
        services.AddScoped<CurrentActor>();
        services.AddScoped<AuthenticationStateProvider, AgentState>();
        services.AddCascadingAuthenticationState();
        services.AddSingleton<PresenceBoard>();
        services.AddHostedService(provider => provider.GetRequiredService<PresenceBoard>());
        services.AddScoped<CircuitHandler, PresenceHandler>();
        services.AddSignInLimit();
        services.AddAgentCookie();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, RoutesOnly>();
        services.AddAuthorizationBuilder()
            .AddPolicy(AccessPolicies.Agent, policy => policy.RequireRole(nameof(Role.Agent)))
            .AddPolicy(AccessPolicies.Administrator, policy => policy.RequireRole(nameof(Role.Administrator)))
            .SetDefaultPolicy(SignedIn)
            .SetFallbackPolicy(SignedIn);
    }

    public static void UseAccess(this WebApplication app)
    {
        app.UseAuthentication();
        app.Use((context, next) =>
        {
            context.RequestServices.GetRequiredService<CurrentActor>().Principal = context.User;
            return next(context);
        });
        app.UseRateLimiter();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.UseAntiforgeryGate();
    }

    private static AuthorizationPolicy SignedIn => new AuthorizationPolicyBuilder().RequireRole(nameof(Role.Agent)).Build();

    private static void AddLogins(this IServiceCollection services)
    {
        services.AddIdentityCore<Login>(options =>
            {
                options.User.AllowedUserNameCharacters = "";
                options.Lockout.MaxFailedAccessAttempts = 5;
                options.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(5);
            })
            .AddUserStore<LoginStore>()
            .AddSignInManager<SignIns>()
            .AddClaimsPrincipalFactory<LoginClaims>()
            .AddTokenProvider<InviteTokens>(nameof(LinkKind.Invite))
            .AddTokenProvider<ResetTokens>(nameof(LinkKind.Reset));
    }

    private static void AddAgentCookie(this IServiceCollection services) => services
        .AddAuthentication(IdentityConstants.ApplicationScheme)
        .AddCookie(IdentityConstants.ApplicationScheme, options =>
        {
            options.Cookie.Name = CookieName;
            options.Cookie.HttpOnly = true;
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.CookieManager = new SchemeCookies();
            options.ExpireTimeSpan = TimeSpan.FromDays(14);
            options.SlidingExpiration = true;
            options.LoginPath = "/sign-in";
            options.ReturnUrlParameter = "returnUrl";
            options.Events.OnValidatePrincipal = Sessions.CheckAsync;
            options.Events.OnRedirectToLogin = context => Answer(context.HttpContext, StatusCodes.Status401Unauthorized, context.RedirectUri);
            options.Events.OnRedirectToAccessDenied = context => Answer(context.HttpContext, StatusCodes.Status403Forbidden, null);
        });

    // Who opens a page is sent to sign in, whatever kind of answer was asked for; a script's call is told by the status.
    private static Task Answer(HttpContext context, int status, string? signIn)
    {
        var isPage = context.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is not null;
        if (signIn is not null && isPage && HttpMethods.IsGet(context.Request.Method))
        {
            context.Response.Redirect(signIn);
        }
        else
        {
            context.Response.StatusCode = status;
        }

        return Task.CompletedTask;
    }
}

/// <summary>What is no route at all stays 404 and 405 for everybody, instead of asking strangers to sign in.</summary>
internal sealed class RoutesOnly : IAuthorizationMiddlewareResultHandler
{
    private readonly AuthorizationMiddlewareResultHandler usual = new();

    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult) =>
        context.GetEndpoint() is RouteEndpoint ? usual.HandleAsync(next, context, policy, authorizeResult) : next(context);
}

/// <summary>Names for <c>[Authorize]</c> and <c>RequireAuthorization</c>.</summary>
internal static class AccessPolicies
{
    public const string Agent = "Agent";

    public const string Administrator = "Administrator";
}
