using HelpDesk.Domain.Agents;
using HelpDesk.Migrations;
using HelpDesk.Web.Access;
using HelpDesk.Web.Actions;
using HelpDesk.Web.Outbox;
using HelpDesk.Web.Ui;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Features.Outgoing;

/// <summary>Hands out a mail that was written to the folder, for administrators to look at in their own mail program.</summary>
internal static class OutgoingFiles
{
    public static void MapOutgoingFiles(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/settings/mail/file/{id:long}", DownloadAsync).RequireAuthorization(AccessPolicies.Administrator).AddEndpointFilter<AgentCallFilter>();

    // The name of the file is that of an id which we made and stored ourselves.
    private static async Task<IResult> DownloadAsync(long id, AgentCall call, OutgoingFolder folder, IDbContextFactory<HelpDeskDb> factory, CancellationToken ct)
    {
        call.Me.Require(Permission.Administer);
        await using var db = await factory.CreateDbContextAsync(ct);
        var messageId = await db.Deliveries.Where(row => row.Id == id).Select(row => row.ProviderMessageId).SingleOrDefaultAsync(ct);
        var content = (messageId is null ? null : folder.Open(messageId)) ?? throw new NotFoundException("mail");

        // With a name it is an attachment: no browser shows it.
        return TypedResults.File(content, "application/octet-stream", $"mail-{id}.eml");
    }
}
