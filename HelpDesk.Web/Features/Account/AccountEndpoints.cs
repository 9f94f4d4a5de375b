using HelpDesk.Web.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;

namespace HelpDesk.Web.Features.Account;

/// <summary>The front door, and signing out, which no page of another site can do.</summary>
internal static class AccountEndpoints
{
    public static void MapAccount(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", EnterAsync).AllowAnonymous();
        routes.MapPost("/sign-out", SignOutAsync);
    }

    private static async Task<RedirectHttpResult> EnterAsync(SetupKey key, CancellationToken ct) =>
        TypedResults.Redirect(await key.IsNeededAsync(ct) ? "/setup" : "/tickets/all");

    private static async Task SignOutAsync(HttpContext context)
    {
        await context.SignOutAsync(IdentityConstants.ApplicationScheme);
        context.Response.Redirect("/sign-in");
    }
}
