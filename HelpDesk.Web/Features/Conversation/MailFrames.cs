using HelpDesk.Domain.Agents;
using HelpDesk.Migrations;
using HelpDesk.Web.Actions;
using HelpDesk.Web.Ui;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;

namespace HelpDesk.Web.Features.Conversation;

/// <summary>
/// The HTML of a mail as a document of its own, for a frame. Two walls: it was sanitised when it was stored, and here it is
/// a page without origin, scripts, cookies or network (decision 0016).
/// </summary>
internal static class MailFrames
{
    private const string Policy =
        "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; img-src data:; style-src 'unsafe-inline'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

    // A mail is written for a white page, whatever the theme around it.
    private const string Head =
        "<!doctype html><html><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><base target=\"_blank\"><style>"
        + ":root{color-scheme:light}body{margin:12px;font:14px/1.45 system-ui,sans-serif;overflow-wrap:anywhere}"
        + "img{max-width:100%;height:auto}table{max-width:100%}pre{white-space:pre-wrap}"
        + "blockquote{margin:8px 0;padding-inline-start:12px;border-inline-start:2px solid silver}</style></head><body>";

    public static void MapMailFrames(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/app/mail/{id}", ShowAsync).RequireAuthorization().AddEndpointFilter<AgentCallFilter>();

    private static async Task<IResult> ShowAsync(
        string id, bool? quoted, bool? pictures, AgentCall call, HttpResponse response, MailPictures fill, IDbContextFactory<HelpDeskDb> factory, CancellationToken ct)
    {
        call.Me.Require(Permission.ReadTickets);
        await using var db = await factory.CreateDbContextAsync(ct);
        var message = await db.Messages.AsNoTracking().Where(row => row.PublicId == id && row.RedactedAt == null)
            .Select(row => new { Html = quoted == true ? row.QuotedHtml : row.BodyHtml, row.Attachments }).SingleOrDefaultAsync(ct);
        if (message?.Html is not { } html)
        {
            throw new NotFoundException("mail");
        }

        response.Headers.ContentSecurityPolicy = Policy;
        response.Headers[HeaderNames.CacheControl] = "private, no-store";
        return TypedResults.Content($"{Head}{await fill.FillAsync(html, message.Attachments, pictures == true, ct)}</body></html>", "text/html; charset=utf-8");
    }
}
