using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Chat;
using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Work;
using HelpDesk.Migrations;
using HelpDesk.Web.Outbox;
using HelpDesk.Web.Ui.Texts;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Actions.Chats.Due;

/// <summary>
/// Nobody answered in time: the chat is missed, the customer gets an apology and the conversation goes on by e-mail. The
/// ticket keeps waiting.
/// </summary>
internal sealed class MissChat(DueChat chats, Deliveries deliveries)
{
    public Task ApplyAsync(HelpDeskDb db, long sessionId, CancellationToken ct) => chats.ApplyAsync(
        db,
        DeadlineKind.Unanswered,
        sessionId,
        async (session, now) =>
        {
            session.Miss(now);
            session.Ticket.Log(new Activity(ActivityType.ChatMissed), Actor.System, now);
            if (await AutomaticReplies.MayAnswerAsync(db, session.Ticket, now, ct))
            {
                var inbox = await db.Inboxes.AsNoTracking().SingleAsync(row => row.Id == session.Ticket.InboxId, ct);
                var apology = Apologise(session, inbox.Widget.Offers.Email, now);
                await deliveries.PlanAsync(db, session.Ticket, session, apology, now, ct);
            }
        },
        ct);

    private static Message Apologise(ChatSession session, bool takesAddress, DateTimeOffset now)
    {
        var words = Texts.In(session.Customer.Language);
        var (sentence, ask) = session.Customer.Email is { BouncedAt: null }
            ? ("Sorry, nobody could answer you yet. We have your message and will reply here and by e-mail.", MessageAsk.None)
            : takesAddress ? ("Sorry, nobody could answer you yet. Leave your e-mail address and we will reply there as soon as we can.", MessageAsk.Email)
            : ("Sorry, nobody could answer you yet. We have your message and will reply here.", MessageAsk.None);
        return session.Ticket.Announce(words[sentence], Channel.Chat, ask, now);
    }
}
