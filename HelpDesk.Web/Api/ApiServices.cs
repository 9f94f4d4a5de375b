using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;

namespace HelpDesk.Web.Api;

/// <summary>Registers and maps the REST API, version 1.</summary>
internal static class ApiServices
{
    /// <summary>A text of 200,000 characters, each written as an escape.</summary>
    private const long MaxBody = 2L << 20;

    public static IServiceCollection AddApi(this IServiceCollection services)
    {
        services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, ApiTokenHandler>(ApiTokenHandler.Scheme, configureOptions: null);
        services.AddAuthorization();
        services.AddSingleton<TokenUses>();
        services.AddSingleton<RequestRates>();
        services.AddSingleton<Idempotency>();
        services.AddSingleton<References>();
        services.AddSingleton<NewTicketReader>();
        services.AddSingleton<TicketQuery>();
        services.AddSingleton<MessageQuery>();
        services.AddSingleton<CustomerQuery>();
        return services.AddApiDescription();
    }

    public static void MapApi(this WebApplication app)
    {
        var api = app.MapGroup("/api/v1")
            .RequireAuthorization(policy => policy.AddAuthenticationSchemes(ApiTokenHandler.Scheme).RequireAuthenticatedUser())
            .WithMetadata(new RequestSizeLimitAttribute(MaxBody))
            .AddEndpointFilter((context, next) => context.HttpContext.RequestServices.GetRequiredService<RequestRates>().InvokeAsync(context, next));
        api.MapTickets();
        api.MapMessages();
        api.MapAttachments();
        api.MapCustomers();
        api.MapAgents();
        api.MapKpis();
        api.MapMail();
        api.MapUnmatched();
        app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
    }
}
