using HelpDesk.Domain.Agents;
using HelpDesk.Migrations;
using HelpDesk.Web.Actions;
using HelpDesk.Web.Actions.Files;
using HelpDesk.Web.Data;
using HelpDesk.Web.Ui;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Features.Conversation;

/// <summary>Files of agents: uploaded while a message is written, handed out to whoever may read tickets.</summary>
internal static class FileEndpoints
{
    public static void MapAgentFiles(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/app/tickets/{number:long}/files", UploadAsync).RequireAuthorization().AddEndpointFilter<AgentCallFilter>();
        routes.MapGet("/files/{id}", DownloadAsync).RequireAuthorization().AddEndpointFilter<AgentCallFilter>();
    }

    private static async Task<Created<Uploaded>> UploadAsync(IFormFile file, AgentCall call, UploadFile upload, CancellationToken ct)
    {
        await using var content = file.OpenReadStream();
        return TypedResults.Created((string?)null, await upload.RunAsync(call.Me, file.FileName, content, ct));
    }

    private static async Task<IResult> DownloadAsync(
        string id, AgentCall call, HttpResponse response, Files files, IDbContextFactory<HelpDeskDb> factory, CancellationToken ct)
    {
        call.Me.Require(Permission.ReadTickets);
        await using var db = await factory.CreateDbContextAsync(ct);
        var mine = $"agent:{call.Me.Id}";
        var file = await db.Attachments.AsNoTracking().SingleOrDefaultAsync(row => row.PublicId == id && (row.MessageId != null || row.UploadedBy == mine), ct);
        return file is null ? throw new NotFoundException("file") : FileAnswer.Of(file, files, response);
    }
}
