using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Work;
using HelpDesk.Migrations;

namespace HelpDesk.Web.Actions.Chats.Due;

/// <summary>The customer has been silent for a while: the chat stays open but takes no capacity any more.</summary>
internal sealed class RestChat(DueChat chats)
{
    public Task ApplyAsync(HelpDeskDb db, long sessionId, CancellationToken ct) => chats.ApplyAsync(
        db,
        DeadlineKind.ChatInactive,
        sessionId,
        (session, now) =>
        {
            if (session.Rest())
            {
                session.Ticket.Log(new Activity(ActivityType.ChatInactive), Actor.System, now);
            }

            return Task.CompletedTask;
        },
        ct);
}
