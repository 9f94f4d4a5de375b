using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;

namespace HelpDesk.Web.Features.Account;

/// <summary>The front door, and signing out, which no page of another site can do.</summary>
internal static class AccountEndpoints
{
    public static void MapAccount(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", () => TypedResults.Redirect("/tickets/all"));
        routes.MapPost("/sign-out", SignOutAsync);
    }

    private static async Task SignOutAsync(HttpContext context)
    {
        await context.SignOutAsync(IdentityConstants.ApplicationScheme);
        context.Response.Redirect("/sign-in");
    }
}
