using HelpDesk.Domain.Agents;
using HelpDesk.Migrations;
using HelpDesk.Web.Actions;
using HelpDesk.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Api;

/// <summary><c>/api/v1/attachments</c></summary>
internal static class AttachmentsApi
{
    public static void MapAttachments(this RouteGroupBuilder api) =>
        api.MapGet("/attachments/{id}", Read).Needs(Permission.ReadTickets).WithTags("Messages").WithName("readAttachment")
            .WithSummary("Fetch a file of a message").Produces<Stream>(StatusCodes.Status200OK, "application/octet-stream");

    // To be saved and never to be opened here: whatever it holds, it does not run in our name.
    private static async Task<IResult> Read(string id, HttpContext context, IDbContextFactory<HelpDeskDb> factory, Files files, CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        var file = await db.Attachments.AsNoTracking().SingleOrDefaultAsync(row => row.PublicId == id && row.MessageId != null, ct);
        if (file is null || files.Open(file.Hash) is not { } content)
        {
            throw new NotFoundException("file");
        }

        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        return TypedResults.Stream(content, file.MediaType, file.Name);
    }
}
