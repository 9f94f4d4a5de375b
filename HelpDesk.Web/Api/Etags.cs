using System.Globalization;
using HelpDesk.Web.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace HelpDesk.Web.Api;

/// <summary>Versions of tickets as ETags.</summary>
internal static class Etags
{
    /// <summary>The ticket with its ETag, or 304 when the client has this version.</summary>
    public static Results<Ok<TicketView>, StatusCodeHttpResult> Answer(HttpContext context, TicketView ticket)
    {
        var tag = Of(ticket.Version);
        context.Response.Headers.ETag = tag.ToString();
        var known = context.Request.GetTypedHeaders().IfNoneMatch;
        return HttpMethods.IsGet(context.Request.Method) && known.Any(other => other.Compare(tag, useStrongComparison: false) || other.Tag == "*")
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Ok(ticket);
    }

    /// <summary>The version that <c>If-Match</c> asks for; null when any will do.</summary>
    /// <exception cref="ProblemException">It is no version of ours.</exception>
    public static int? Expected(HttpRequest request)
    {
        if (!request.Headers.TryGetValue(HeaderNames.IfMatch, out var header) || header.ToString().Trim() == "*")
        {
            return null;
        }

        return int.TryParse(header.ToString().Trim().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? version
            : throw new ProblemException(StatusCodes.Status412PreconditionFailed, "precondition", "If-Match is the ETag of a ticket, such as \"7\".");
    }

    private static EntityTagHeaderValue Of(int version) => new(string.Create(CultureInfo.InvariantCulture, $"\"{version}\""));
}
