using HelpDesk.Domain.Chat;
using HelpDesk.Domain.Work;
using HelpDesk.Migrations;
using HelpDesk.Web.Settings;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Actions.Chats.Due;

/// <summary>
/// Runs what a chat's timer is for, if the rules still plan it for now: the customer may have written, read or returned in
/// the same instant. Inside the transaction that deletes the timer.
/// </summary>
internal sealed class DueChat(Policies policies, Timers timers, TimeProvider clock)
{
    public async Task ApplyAsync(
        HelpDeskDb db, DeadlineKind kind, long sessionId, Func<ChatSession, DateTimeOffset, Task> effect, CancellationToken ct)
    {
        var session = await db.ChatSessions
            .Include(row => row.Customer).Include(row => row.Ticket.Customer.Identities).AsSplitQuery()
            .SingleOrDefaultAsync(row => row.Id == sessionId, ct);
        if (session is null)
        {
            return;
        }

        var now = clock.GetUtcNow();
        var plan = IdlePolicy.Plan(session, session.Ticket, policies.For(session.Ticket.InboxId));
        if (plan.TryGetValue(kind, out var dueAt) && dueAt <= now)
        {
            await effect(session, now);
        }

        await timers.SyncAsync(db, session.Ticket, session, ct);
    }
}
