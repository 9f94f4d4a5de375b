using HelpDesk.Domain.Tickets;
using HelpDesk.Migrations;
using HelpDesk.Web.Data;
using HelpDesk.Web.Outbox;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Channels.Chat;

/// <summary>
/// Hands out a file that was too large for its mail to whoever has the link of that file: also to those who got a copy and
/// may see nothing else of the ticket.
/// </summary>
internal static class MailedFiles
{
    private const int DownloadsPerMinute = 60;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/c/f/{token}", DownloadAsync).AllowAnonymous();

    private static async Task<IResult> DownloadAsync(
        string token, HttpContext context, MessageIds ids, Files files, Throttle throttle, IDbContextFactory<HelpDeskDb> factory, TimeProvider clock, CancellationToken ct)
    {
        throttle.Check($"mailed:{Throttle.AddressKey(context.Connection.RemoteIpAddress)}", DownloadsPerMinute);
        if (!ids.TryReadFile(token, clock.GetUtcNow(), out var id))
        {
            return ChatPages.FileIsGone(context);
        }

        await using var db = await factory.CreateDbContextAsync(ct);
        var file = await db.Attachments.AsNoTracking().SingleOrDefaultAsync(
            row => row.PublicId == id && db.Messages.Any(message => message.Id == row.MessageId && message.Kind == MessageKind.Public && message.RedactedAt == null),
            ct);
        if (file is null)
        {
            return ChatPages.FileIsGone(context);
        }

        context.Response.Headers["Referrer-Policy"] = "no-referrer";
        return FileAnswer.Of(file, files, context.Response);
    }
}
