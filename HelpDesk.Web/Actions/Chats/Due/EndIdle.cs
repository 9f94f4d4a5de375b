using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Chat;
using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Work;
using HelpDesk.Migrations;

namespace HelpDesk.Web.Actions.Chats.Due;

/// <summary>
/// Ends an idle chat and locks nothing: the next message begins another one. The ticket is pending when the agent spoke
/// last; who waits for us is told nothing and the ticket stays open.
/// </summary>
internal sealed class EndIdle(DueChat chats)
{
    public Task ApplyAsync(HelpDeskDb db, long sessionId, CancellationToken ct) => chats.ApplyAsync(
        db,
        DeadlineKind.ChatEnd,
        sessionId,
        (session, now) =>
        {
            var ticket = session.Ticket;
            session.End(EndedBy.Idle, now);
            ticket.Log(new Activity(ActivityType.ChatEnded), Actor.System, now);
            if (ticket is { WaitingOn: WaitingOn.Customer, Category: StatusCategory.New or StatusCategory.Open })
            {
                ticket.Become(StatusCategory.Pending, Actor.System, now);
            }

            return Task.CompletedTask;
        },
        ct);
}
