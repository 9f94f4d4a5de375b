using System.Globalization;
using System.Net;
using HelpDesk.Domain;
using HelpDesk.Domain.Chat;
using HelpDesk.Domain.Tickets;
using HelpDesk.Migrations;
using HelpDesk.Web.Actions.Chats;
using HelpDesk.Web.Outbox;
using HelpDesk.Web.Ui.Texts;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Channels.Chat;

/// <summary>
/// The page behind "How was this chat?" in a mail. Looking at it records nothing, because mail programs follow links; the
/// vote is given by sending its form. It needs no script.
/// </summary>
internal static class RatingPages
{
    private const int FormBytes = 128 << 10;
    private const int VotesPerMinute = 10;

    private const string Policy =
        "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/c/rate/{token}", ShowAsync).AllowAnonymous();
        routes.MapPost("/c/rate/{token}", TakeAsync).AllowAnonymous().DisableAntiforgery();
    }

    private static async Task<IResult> ShowAsync(
        string token, HttpContext context, IDbContextFactory<HelpDeskDb> factory, TimeProvider clock, CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        return await FindAsync(db, token, clock.GetUtcNow(), ct) is { } rated
            ? Page(context, rated, rated.IsOpen ? Form(rated) : Said(rated.Words["This chat can no longer be rated."]))
            : ChatPages.LinkIsGone(context);
    }

    private static async Task<IResult> TakeAsync(
        string token, HttpContext context, RateChat action, Throttle throttle, IDbContextFactory<HelpDeskDb> factory, TimeProvider clock, CancellationToken ct)
    {
        throttle.Check($"rate:{Throttle.AddressKey(context.Connection.RemoteIpAddress)}", VotesPerMinute);
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } body)
        {
            body.MaxRequestBodySize = FormBytes;
        }

        await using var db = await factory.CreateDbContextAsync(ct);
        if (await FindAsync(db, token, clock.GetUtcNow(), ct) is not { } rated)
        {
            return ChatPages.LinkIsGone(context);
        }

        var form = context.Request.HasFormContentType ? await context.Request.ReadFormAsync(ct) : FormCollection.Empty;
        if (!int.TryParse(form["rating"], NumberStyles.None, CultureInfo.InvariantCulture, out var rating))
        {
            return Page(context, rated, Form(rated, rated.Words["Please choose one of the five."], comment: form["comment"]));
        }

        if (!rated.IsOpen)
        {
            return Page(context, rated, Said(rated.Words["This chat can no longer be rated."]));
        }

        try
        {
            await action.RunAsync(rated.Visitor, rated.Number, new Vote(rating, form["comment"], Channel.Email), ct);
        }
        catch (RuleException refused)
        {
            return Page(context, rated, refused.Code switch
            {
                "not_ratable" => Said(rated.Words["This chat can no longer be rated."]),
                "too_long" => Form(rated, rated.Words["Please shorten this: at most {0} characters.", CsatResponse.MaxComment], rating, form["comment"]),
                _ => Form(rated, rated.Words["Please choose one of the five."], comment: form["comment"]),
            });
        }

        return Page(context, rated, Said(rated.Words["Thank you for your rating."]));
    }

    private static async Task<Rated?> FindAsync(HelpDeskDb db, string token, DateTimeOffset now, CancellationToken ct)
    {
        if (await ChatLinks.FindAsync(db, token, now, ct) is not { } link)
        {
            return null;
        }

        var ticket = await db.Tickets.Where(row => row.Id == link.TicketId).Select(row => new { row.Number, row.Customer.Language }).SingleAsync(ct);
        var offers = (await db.Inboxes.Where(row => row.Id == link.InboxId).Select(row => row.Widget).SingleAsync(ct)).Offers;
        var name = await db.Workspaces.Select(row => row.Name).FirstOrDefaultAsync(ct) ?? "HelpDesk";
        var session = await db.ChatSessions.AsNoTracking().Where(row => row.TicketId == link.TicketId).OrderByDescending(row => row.Id).FirstOrDefaultAsync(ct);
        return new Rated(new Visitor("", link.InboxId, link.TicketId), ticket.Number, name, Texts.In(ticket.Language), offers.Rating && session is not null && CsatResponse.IsOpenFor(session, now));
    }

    private static string Said(string text) => $"<p role=\"status\">{Encode(text)}</p>";

    // What was filled in stays, so that nobody writes it twice. A browser would cut what is too long in silence.
    private static string Form(Rated rated, string? problem = null, int chosen = 0, string? comment = null)
    {
        var words = rated.Words;
        string[] labels = [words["Very bad"], words["Bad"], words["Okay"], words["Good"], words["Very good"]];
        var choices = labels.Select((label, index) => $"<label><input type=\"radio\" name=\"rating\" value=\"{index + 1}\" required{(index + 1 == chosen ? " checked" : "")}> {Encode(label)}</label>");
        var complaint = problem is null ? "" : $"<p role=\"alert\">{Encode(problem)}</p>";
        return
            $"""
            <form method="post">
              {complaint}
              <fieldset><legend>{Encode(words["How content are you?"])}</legend>{string.Concat(choices)}</fieldset>
              <label>{Encode(words["Anything to add? (optional)"])}<textarea name="comment" rows="4">{Encode(comment ?? "")}</textarea></label>
              <button>{Encode(words["Send rating"])}</button>
            </form>
            """;
    }

    private static ContentHttpResult Page(HttpContext context, Rated rated, string content)
    {
        var title = Encode(rated.Words["Your chat with {0}", rated.Workspace]);
        ChatPages.Protect(context, Policy);
        return TypedResults.Content(
            $"""
            <!doctype html>
            <html lang="{rated.Words.Language}">
            <head>
              <meta charset="utf-8">
              <meta name="viewport" content="width=device-width, initial-scale=1">
              <meta name="robots" content="noindex">
              <title>{title}</title>
              <link rel="icon" href="/favicon.svg" type="image/svg+xml">
              <link rel="stylesheet" href="/tokens.css">
              <link rel="stylesheet" href="/w/rating.css">
            </head>
            <body>
              <main>
                <h1>{title}</h1>
                {content}
              </main>
            </body>
            </html>
            """,
            "text/html; charset=utf-8");
    }

    private static string Encode(string text) => WebUtility.HtmlEncode(text);

    private sealed record Rated(Visitor Visitor, long Number, string Workspace, Texts Words, bool IsOpen);
}
