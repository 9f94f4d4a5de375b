using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Chat;
using HelpDesk.Domain.Customers;
using HelpDesk.Domain.Email;
using HelpDesk.Domain.Tickets;
using HelpDesk.Migrations;
using HelpDesk.Web.Actions;
using HelpDesk.Web.Actions.Tickets;
using HelpDesk.Web.Outbox;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Intake;

/// <summary>
/// The one door for mail that was read: seen before → a report → which ticket → whose → stored with the reasons → perhaps
/// acknowledged. All of it happens in the transaction that takes the mail off the queue, so that it happens once.
/// </summary>
internal sealed class MailIntake(MailThreads threads, Recipients recipients, Deliveries deliveries, Acknowledgements acknowledgements, Timers timers, TimeProvider clock)
{
    public async Task TakeAsync(HelpDeskDb db, InboundMail mail, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (await MailIds.ChooseAsync(db, mail, ct) is not { } id || await TakeReportAsync(db, mail, id, now, ct))
        {
            return;
        }

        var decision = await threads.DecideAsync(db, mail, now, ct);
        if (IsForNobody(mail, decision))
        {
            return;
        }

        var isQuiet = Threading.LeavesAlone(mail.Content.Machine, decision.Hint) || await PingPong.IsAsync(db, mail, decision, now, ct);
        if (isQuiet && decision.Landing == ThreadLanding.FollowUp)
        {
            decision = decision with { Landing = ThreadLanding.Join };
        }

        var (ticket, author) = await MailPlaces.FindAsync(db, mail, decision, now, ct);
        var session = decision.Landing == ThreadLanding.Join ? await db.LatestSessionAsync(ticket, ct) : null;
        var message = isQuiet
            ? Keep(ticket, author, mail, decision, now)
            : await PutAsync(db, ticket, session, author, mail, decision, now, ct);
        if (ticket.Customer.IsBlocked && ticket.IsOpen)
        {
            ticket.Become(StatusCategory.Solved, Actor.System, now);
        }

        await timers.SyncAsync(db, ticket, session, ct);
        await NoteAsync(db, ticket, message, mail, id, decision, now, ct);
        if (!isQuiet)
        {
            await MailParticipants.NoteAsync(db, ticket, mail, decision.Standing, ct);
            await db.SaveChangesAsync(ct);
        }

        if (decision.Landing != ThreadLanding.Join)
        {
            await acknowledgements.SendAsync(db, ticket, mail, decision, now, ct);
        }
    }

    // A report that belongs to no mail of ours is a mail as any other.
    private static async Task<bool> TakeReportAsync(HelpDeskDb db, InboundMail mail, MailId id, DateTimeOffset now, CancellationToken ct)
    {
        if (await MailReports.ApplyAsync(db, mail, now, ct) is not { } ticket)
        {
            return false;
        }

        if (ticket.MergedIntoId is null)
        {
            var message = ticket.Attach(Actor.System, mail.Content, MessageKind.Note, now);
            Attach(message, mail, now);
            await db.SaveChangesAsync(ct);
            db.MailMetas.Add(MailMetas.Of(message.Id, mail, id, ThreadHint.InReplyTo, SenderStanding.Unknown));
        }

        return true;
    }

    // A machine opens no ticket for what belongs to one: the raw mail is kept.
    private static bool IsForNobody(InboundMail mail, ThreadDecision decision) =>
        Threading.LeavesAlone(mail.Content.Machine, decision.Hint) && decision.RelatedId is not null && Threading.IsSigned(decision.Hint);

    private static Message Keep(Ticket ticket, Actor author, InboundMail mail, ThreadDecision decision, DateTimeOffset now)
    {
        var isForAgents = decision.Standing == SenderStanding.Stranger || author.IsAgent;
        var kept = ticket.Attach(author, mail.Content, isForAgents ? MessageKind.Note : MessageKind.Public, now);
        Attach(kept, mail, now);
        return kept;
    }

    private async Task<Message> PutAsync(
        HelpDeskDb db, Ticket ticket, ChatSession? session, Actor author, InboundMail mail, ThreadDecision decision, DateTimeOffset now, CancellationToken ct)
    {
        if (author.IsAgent)
        {
            return await AnswerAsync(db, ticket, session, author, mail, now, ct);
        }

        var isStranger = decision.Standing == SenderStanding.Stranger;
        var message = isStranger ? ticket.ReceiveFromStranger(author, mail.Content, now) : ticket.Receive(author, mail.Content, now);
        Attach(message, mail, now);
        if (!isStranger && session?.IsLive == true)
        {
            session.Stir();
        }

        return message;
    }

    private async Task<Message> AnswerAsync(
        HelpDeskDb db, Ticket ticket, ChatSession? session, Actor agent, InboundMail mail, DateTimeOffset now, CancellationToken ct)
    {
        if (ticket.AssigneeId is null && await db.AssigneeAsync(agent.Id, ct) is { } self && (ticket.TeamId is not { } team || self.TeamIds.Contains(team)))
        {
            ticket.Assign(self, agent, now);
        }

        var message = ticket.Reply(agent, mail.Content, now);
        Attach(message, mail, now);
        session?.Accept(now);
        session?.Stir();

        // Whom the agent's own mail names has it from there.
        var reached = Reached(mail);
        var others = await recipients.OthersAsync(db, ticket, session?.IsLive == true, named: null, reached, ct);
        await deliveries.PlanAsync(db, ticket, session, message, others, ticket.Customer.Identities.Any(identity => reached.Contains(identity.Value)), now, ct);
        return message;
    }

    private static List<string> Reached(InboundMail mail) => [.. mail.To.Concat(mail.Cc)
        .Select(mailbox => EmailAddress.TryNormalise(mailbox.Address, out var address) ? address : null).OfType<string>(), .. mail.Senders];

    private static void Attach(Message message, InboundMail mail, DateTimeOffset now)
    {
        foreach (var file in mail.Files)
        {
            message.Attach(new Attachment(file.Name, file.MediaType, file.Size, file.Hash, $"mail:{mail.RawMailId}", now) { ContentId = file.ContentId });
        }
    }

    // After the ticket and its message are saved and have their ids.
    private static async Task NoteAsync(
        HelpDeskDb db, Ticket ticket, Message message, InboundMail mail, MailId id, ThreadDecision decision, DateTimeOffset now, CancellationToken ct)
    {
        db.MailMetas.Add(MailMetas.Of(message.Id, mail, id, decision.RelatedId is null ? decision.Hint : ThreadHint.None, decision.Standing));
        if (decision.RelatedId is { } related)
        {
            db.TicketLinks.Add(new TicketLink(ticket.Id, related, TicketLinkType.Related));
            var number = await db.Tickets.Where(row => row.Id == related).Select(row => row.Number).SingleAsync(ct);
            ticket.Log(new Activity(ActivityType.RelatedFound, To: $"#{number}"), Actor.System, now);
        }

        await db.SaveChangesAsync(ct);
    }
}
