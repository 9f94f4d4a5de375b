using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Work;
using HelpDesk.Web.Data;
using HelpDesk.Web.Intake;

namespace HelpDesk.Tests.Support;

/// <summary>A running program with a workspace and a web inbox, and customers who write to it.</summary>
internal static class Desk
{
    /// <summary>Makes workspace and inbox.</summary>
    public static Task<long> OpenDeskAsync(this TestApp app) => app.Get<Writer>().RunAsync(
        async (db, ct) =>
        {
            var inbox = new Inbox("web", "Web", Channel.Chat);
            db.Workspaces.Add(new Workspace("Acme Support", "en", "UTC"));
            db.Inboxes.Add(inbox);
            await db.SaveChangesAsync(ct);
            return inbox.Id;
        },
        CancellationToken.None);

    /// <summary>A customer's message by chat; the same name is the same browser.</summary>
    public static async Task<long> WritesAsync(this TestApp app, long inboxId, string name, string text) => (await app.Get<Intake>().TakeAsync(
        new InboundMessage
        {
            Channel = Channel.Chat,
            InboxId = inboxId,
            VisitorKey = name,
            Text = text,
            ClientKey = Guid.NewGuid().ToString(),
        },
        CancellationToken.None)).Ticket;
}
