using HelpDesk.Domain.Agents;
using HelpDesk.Migrations;
using HelpDesk.Web.Access;
using HelpDesk.Web.Actions;
using HelpDesk.Web.Channels.Email;
using HelpDesk.Web.Ui;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Features.Mailboxes;

/// <summary>Hands out a stored mail exactly as it was received, for administrators to look at or to pass on.</summary>
internal static class QuarantineEndpoints
{
    public static void MapRawMails(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/settings/mailboxes/raw/{id:long}", DownloadAsync).RequireAuthorization(AccessPolicies.Administrator).AddEndpointFilter<AgentCallFilter>();

    private static async Task<IResult> DownloadAsync(long id, AgentCall call, RawMails mails, IDbContextFactory<HelpDeskDb> factory, CancellationToken ct)
    {
        call.Me.Require(Permission.Administer);
        await using var db = await factory.CreateDbContextAsync(ct);
        var hash = await db.RawMails.Where(row => row.Id == id).Select(row => row.Hash).SingleOrDefaultAsync(ct) ?? throw new NotFoundException("mail");
        var content = mails.Open(hash) ?? throw new NotFoundException("mail");

        // With a name it is an attachment: no browser shows it.
        return TypedResults.File(content, "application/octet-stream", $"mail-{id}.eml");
    }
}
