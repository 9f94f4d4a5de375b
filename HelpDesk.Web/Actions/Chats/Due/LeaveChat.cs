using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Work;
using HelpDesk.Migrations;

namespace HelpDesk.Web.Actions.Chats.Due;

/// <summary>The customer's page has been gone for long enough: they left.</summary>
internal sealed class LeaveChat(DueChat chats)
{
    public Task ApplyAsync(HelpDeskDb db, long sessionId, CancellationToken ct) => chats.ApplyAsync(
        db,
        DeadlineKind.PresenceLost,
        sessionId,
        (session, now) =>
        {
            if (session.Leave(now))
            {
                session.Ticket.Log(new Activity(ActivityType.CustomerLeft), Actor.Customer(session.CustomerId, session.Customer.DisplayName), now);
            }

            return Task.CompletedTask;
        },
        ct);
}
