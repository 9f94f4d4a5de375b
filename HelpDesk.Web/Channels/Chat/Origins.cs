using HelpDesk.Web.Http;
using HelpDesk.Web.Settings;
using Microsoft.Extensions.Primitives;

namespace HelpDesk.Web.Channels.Chat;

/// <summary>
/// Which web pages may use an inbox (CORS, never with credentials). An empty list admits every page; our own pages are
/// always admitted, and so is what is no browser and sends no origin.
/// </summary>
internal sealed class Origins(InboxBook inboxes, PublicAddress address)
{
    /// <summary>Lets through who comes from a page that may use the inbox.</summary>
    /// <exception cref="ProblemException">The page may not (<c>origin</c>).</exception>
    public void Check(HttpContext context, ChatInbox inbox)
    {
        if (OriginOf(context) is { } origin && !IsOwn(context, origin) && !Lists(inbox, origin))
        {
            throw new ProblemException(StatusCodes.Status403Forbidden, "origin", "This page may not use the chat.");
        }
    }

    /// <summary>True for our own pages, and for what is no browser.</summary>
    public bool IsOurs(HttpContext context) => OriginOf(context) is not { } origin || IsOwn(context, origin);

    /// <summary>Lets the page read the answer, whatever it says: the answer to a page that is not admitted says only that.</summary>
    public static void Allow(HttpContext context)
    {
        context.Response.Headers.Append("Vary", "Origin");
        if (OriginOf(context) is { } origin)
        {
            context.Response.Headers.AccessControlAllowOrigin = origin;
            context.Response.Headers.AccessControlExposeHeaders = "Retry-After, ETag";
        }
    }

    /// <summary>
    /// Answers a preflight. It carries no token and so does not say which inbox is meant: whoever any inbox admits may ask,
    /// and the request itself is judged by its inbox.
    /// </summary>
    public async Task AnswerPreflightAsync(HttpContext context)
    {
        var all = await inboxes.AllAsync(context.RequestAborted);
        if (OriginOf(context) is { } origin && (IsOwn(context, origin) || all.Any(inbox => Lists(inbox, origin))))
        {
            Allow(context);
            context.Response.Headers.AccessControlAllowMethods = "GET, POST";
            context.Response.Headers.AccessControlAllowHeaders = "authorization, content-type, idempotency-key, last-event-id, work";
            context.Response.Headers.AccessControlMaxAge = "600";
        }

        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private static string? OriginOf(HttpContext context) =>
        StringValues.IsNullOrEmpty(context.Request.Headers.Origin) ? null : context.Request.Headers.Origin.ToString();

    private bool IsOwn(HttpContext context, string origin) =>
        origin == $"{context.Request.Scheme}://{context.Request.Host}" || (address.Root + "/").StartsWith(origin + "/", StringComparison.OrdinalIgnoreCase);

    /// <summary>Those of the pages that the inbox names, as browsers write them; none where every page may use it.</summary>
    public static IEnumerable<string> OfPages(ChatInbox inbox) => inbox.Widget.AllowedOrigins.Select(allowed => allowed.TrimEnd('/').ToLowerInvariant());

    /// <summary>True for a page that the inbox names, and for every page where it names none.</summary>
    public static bool Lists(ChatInbox inbox, string origin) =>
        inbox.Widget.AllowedOrigins.Count == 0 || OfPages(inbox).Contains(origin, StringComparer.OrdinalIgnoreCase);
}
