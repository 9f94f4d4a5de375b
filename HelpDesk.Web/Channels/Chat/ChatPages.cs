using System.Net;
using HelpDesk.Migrations;
using HelpDesk.Web.Actions.Inboxes;
using HelpDesk.Web.Outbox;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace HelpDesk.Web.Channels.Chat;

/// <summary>
/// The chat page, the personal link and the chat in a frame of somebody's page: one static file each time, under a policy that
/// lets only our own script run. Opening a link changes nothing, so that a mail program that follows links does no harm.
/// </summary>
internal static class ChatPages
{
    private const string File = "w/chat.html";
    private const string Page = "/w/page.js";
    private const string Frame = "/w/frame.js";

    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'none'; connect-src 'self'; img-src 'self' blob:; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'";

    // The workspace shows a chat to whoever tries it; a personal link is in nobody's frame.
    private static readonly string Framed = FramedBy("'self'");

    // The page of a refusal has no script and one style of its own.
    private const string RefusalPolicy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/c/{inbox}", InboxAsync).AllowAnonymous();
        routes.MapGet("/c/r/{token}", LinkAsync).AllowAnonymous();
        routes.MapGet("/c/frame/{inbox}", FrameAsync).AllowAnonymous();
    }

    private static async Task<IResult> InboxAsync(
        string inbox, HttpContext context, InboxBook book, IWebHostEnvironment web, IStringLocalizer texts, CancellationToken ct) =>
        await book.FindAsync(inbox, ct) is { } found
            ? await PageAsync(context, web, found.Key, Framed, ct)
            : ChatIsMissing(context, texts);

    // A frame's calls come from our own origin: whose page it stands in is decided here, for all of them.
    private static async Task<IResult> FrameAsync(
        string inbox, HttpContext context, InboxBook book, Sightings sightings, IWebHostEnvironment web, IStringLocalizer texts, CancellationToken ct)
    {
        if (await book.FindAsync(inbox, ct) is not { } found)
        {
            return ChatIsMissing(context, texts);
        }

        var allowed = string.Join(' ', Origins.OfPages(found));
        // Not where somebody only followed a link to it.
        var isInPage = context.Request.Headers["Sec-Fetch-Dest"] != "document";
        if (isInPage && DressInbox.TryOrigin(context.Request.Headers.Referer, out var page) && Origins.Lists(found, page))
        {
            await sightings.SeeAsync(found, page, ct);
        }

        return await PageAsync(context, web, found.Key, FramedBy(allowed.Length == 0 ? "*" : $"'self' {allowed}"), ct, Frame, allowed);
    }

    private static async Task<IResult> LinkAsync(
        string token, HttpContext context, IDbContextFactory<HelpDeskDb> factory, IWebHostEnvironment web, IStringLocalizer texts,
        TimeProvider clock, CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        return await ChatLinks.FindAsync(db, token, clock.GetUtcNow(), ct) is { } link
            ? await PageAsync(context, web, link.Inbox, Policy, ct)
            : LinkIsGone(context, texts);
    }

    /// <summary>Says that a personal link lapsed, was revoked or never was: the three look alike.</summary>
    public static IResult LinkIsGone(HttpContext context) => LinkIsGone(context, context.RequestServices.GetRequiredService<IStringLocalizer>());

    /// <summary>Says the same of the link of a file.</summary>
    public static IResult FileIsGone(HttpContext context)
    {
        var texts = context.RequestServices.GetRequiredService<IStringLocalizer>();
        return Missing(context, texts["This link no longer works"], texts["Links to files lapse 30 days after their mail. Please write to us again."]);
    }

    private static ContentHttpResult ChatIsMissing(HttpContext context, IStringLocalizer texts) =>
        Missing(context, texts["There is no chat here"], texts["Please check the address, or ask whoever gave it to you."]);

    private static ContentHttpResult LinkIsGone(HttpContext context, IStringLocalizer texts) =>
        Missing(context, texts["This link no longer works"], texts["Links to a chat lapse 30 days after its last message. Please write to us again."]);

    private static string FramedBy(string pages) => Policy.Replace("frame-ancestors 'none'", $"frame-ancestors {pages}", StringComparison.Ordinal);

    private static async Task<IResult> PageAsync(
        HttpContext context, IWebHostEnvironment web, string inbox, string policy, CancellationToken ct, string script = Page, string origins = "")
    {
        await using var file = web.WebRootFileProvider.GetFileInfo(File).CreateReadStream();
        using var reader = new StreamReader(file);
        var html = await reader.ReadToEndAsync(ct);
        Protect(context, policy);
        var filled = html
            .Replace("data-inbox=\"\"", $"data-inbox=\"{WebUtility.HtmlEncode(inbox)}\" data-origins=\"{WebUtility.HtmlEncode(origins)}\"", StringComparison.Ordinal)
            .Replace(Page, script, StringComparison.Ordinal);
        return TypedResults.Content(filled, "text/html; charset=utf-8");
    }

    private static ContentHttpResult Missing(HttpContext context, string title, string advice)
    {
        Protect(context, RefusalPolicy);
        var language = System.Globalization.CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;
        return TypedResults.Content(
            $"""
            <!doctype html>
            <html lang="{language}">
            <head>
              <meta charset="utf-8">
              <meta name="viewport" content="width=device-width">
              <meta name="color-scheme" content="light dark">
              <title>{WebUtility.HtmlEncode(title)}</title>
            </head>
            <body>
              <main>
                <h1>{WebUtility.HtmlEncode(title)}</h1>
                <p>{WebUtility.HtmlEncode(advice)}</p>
              </main>
            </body>
            </html>
            """,
            "text/html; charset=utf-8",
            statusCode: StatusCodes.Status404NotFound);
    }

    /// <summary>A personal link is a secret: it is kept nowhere and told to no other site.</summary>
    public static void Protect(HttpContext context, string policy)
    {
        context.Response.Headers.ContentSecurityPolicy = policy;
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers["Referrer-Policy"] = "no-referrer";
        context.Response.Headers.CacheControl = "no-store";
    }
}
