using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;

namespace HelpDesk.Web.Access;

/// <summary>
/// Whatever changes something in the name of a cookie needs the token of our own page, whether its author thought of it or
/// not (security case A107). Circuits are kept by the check of their origin; bearers of a token bring no cookie.
/// </summary>
internal static class AntiforgeryGate
{
    public static void UseAntiforgeryGate(this WebApplication app) => app.Use(async (context, next) =>
    {
        if (!NeedsToken(context) || await context.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(context))
        {
            await next(context);
        }
        else
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
        }
    });

    private static bool NeedsToken(HttpContext context) =>
        !HttpMethods.IsGet(context.Request.Method)
        && !HttpMethods.IsHead(context.Request.Method)
        && context.User.Identity?.AuthenticationType == IdentityConstants.ApplicationScheme
        && context.GetEndpoint() is { } endpoint
        && endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null
        && !context.Request.Path.StartsWithSegments("/_blazor");
}
