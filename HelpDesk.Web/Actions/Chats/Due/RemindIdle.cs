using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Work;
using HelpDesk.Migrations;
using HelpDesk.Web.Ui.Texts;

namespace HelpDesk.Web.Actions.Chats.Due;

/// <summary>Asks a silent customer, in their language, whether they are still there. In the chat only.</summary>
internal sealed class RemindIdle(DueChat chats)
{
    public Task ApplyAsync(HelpDeskDb db, long sessionId, CancellationToken ct) => chats.ApplyAsync(
        db,
        DeadlineKind.IdleReminder,
        sessionId,
        (session, now) =>
        {
            var words = Texts.In(session.Customer.Language);
            var message = session.Ticket.Announce(words["Are you still there? This chat will close soon if we do not hear from you."], Channel.Chat, MessageAsk.StillHere, now);
            message.Deliver(Channel.Chat, "", DeliveryState.Sent, dueAt: null, now);
            session.Remind(now);
            return Task.CompletedTask;
        },
        ct);
}
