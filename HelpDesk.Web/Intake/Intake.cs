using HelpDesk.Domain;
using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Chat;
using HelpDesk.Domain.Customers;
using HelpDesk.Domain.Tickets;
using HelpDesk.Migrations;
using HelpDesk.Web.Actions;
using HelpDesk.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Intake;

/// <summary>What became of a message that came in.</summary>
internal sealed record Taken(string PublicId, int Seq, long Ticket, DateTimeOffset CreatedAt);

/// <summary>
/// The one door for customers' messages: seen before → whose → which ticket → which chat → stored, in one transaction.
/// The first message makes customer, ticket, chat session and message together (invariant 1).
/// </summary>
internal sealed class Intake(Writer writer, Timers timers, TimeProvider clock)
{
    private const int SubjectLength = 80;

    /// <exception cref="RuleException">The chat was ended (<c>ended</c>) and the customer has not asked for a new one.</exception>
    public Task<Taken> TakeAsync(InboundMessage inbound, CancellationToken ct) =>
        writer.RunAsync((db, token) => TakeAsync(db, inbound, token), ct);

    private async Task<Taken> TakeAsync(HelpDeskDb db, InboundMessage inbound, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var known = await db.CorrespondenceAsync(inbound, ct);
        var customer = await db.SenderAsync(inbound, known?.Ticket.Customer, now, ct);
        if (await SentBeforeAsync(db, inbound, known, customer, ct) is { } before)
        {
            return new Taken(before.PublicId, before.Seq, before.Ticket.Number, before.CreatedAt);
        }

        var files = await db.UploadsAsync(inbound.Files, $"visitor:{inbound.VisitorKey}", ct);
        var author = Actor.Customer(customer.Id, customer.DisplayName);
        var (ticket, session) = await PlaceAsync(db, inbound, known, customer, author, now, ct);
        if (inbound.Answering is { } said && session.Id == 0)
        {
            ticket.Log(new Activity(ActivityType.ProactiveAnswered, To: said), author, now);
        }

        await db.ChooseAsync(inbound, ticket, ct);
        var content = known is null && !inbound.IsTrapped ? await db.AskedBeforeAsync(inbound, ticket, customer, now, ct) : null;
        var message = ticket.Receive(author, inbound.Text, inbound.Channel, inbound.ClientKey, now, content);
        files.ForEach(message.Attach);
        session.Stir();
        inbound.Wish?.Tell(ticket, session, customer, author, now);
        SolveIfUnwanted(ticket, customer, inbound.IsTrapped && known is null, now);
        if (customer.SeenAgain(now) || session.Id == 0 || known?.PageUrl != inbound.PageUrl)
        {
            await db.NoteBrowserAsync(inbound, customer, now, ct);
        }

        await timers.SyncAsync(db, ticket, session, ct);
        return new Taken(message.PublicId, message.Seq, ticket.Number, message.CreatedAt);
    }

    // Of the ticket's own customer, who is nearly always the sender, it is known already whether the key is new. Who was signed
    // in while a message was on its way has sent it as somebody who is merged by now.
    private static async Task<Message?> SentBeforeAsync(HelpDeskDb db, InboundMessage inbound, Correspondence? known, Customer customer, CancellationToken ct) =>
        known is { HasKey: false } && known.Ticket.Customer == customer
            ? null
            : await db.Messages.Include(message => message.Ticket).FirstOrDefaultAsync(
                message => message.AuthorKind == AuthorKind.Customer && message.ClientKey == inbound.ClientKey
                    && db.Customers.Where(person => person.Id == customer.Id || person.MergedIntoId == customer.Id).Select(person => (long?)person.Id).Contains(message.AuthorId),
                ct);

    private static async Task<(Ticket Ticket, ChatSession Session)> PlaceAsync(
        HelpDeskDb db, InboundMessage inbound, Correspondence? known, Customer customer, Actor author, DateTimeOffset now, CancellationToken ct)
    {
        var (last, session) = (known?.Ticket, known?.Session);
        if (session?.IsLocked == true && !inbound.StartsNew)
        {
            throw new RuleException("ended", "This chat was ended. Start a new one to go on.");
        }

        if (last is null || last.Category == StatusCategory.Closed || session?.IsLocked == true)
        {
            var opened = await OpenAsync(db, inbound, customer, last, author, now, ct);
            return (opened, Begin(db, opened, customer, inbound, author, now));
        }

        return (last, session?.IsLive == true ? session : Begin(db, last, customer, inbound, author, now));
    }

    private static async Task<Ticket> OpenAsync(
        HelpDeskDb db, InboundMessage inbound, Customer customer, Ticket? follows, Actor author, DateTimeOffset now, CancellationToken ct)
    {
        var inbox = await db.Inboxes.SingleAsync(row => row.Id == inbound.InboxId, ct);
        var number = await db.NextTicketNumberAsync(ct);
        var ticket = new Ticket(number, customer, inbox.Id, inbound.Channel, SubjectOf(inbound.Text), now);
        db.Tickets.Add(ticket);
        db.VisitorAccesses.Add(new VisitorAccess(inbound.VisitorKey, ticket));
        if (follows is not null)
        {
            await db.Entry(follows).Collection(row => row.Tags).LoadAsync(ct);
            ticket.Follow(follows, author, now);
        }
        else if (inbox.TeamId is { } teamId)
        {
            ticket.MoveTo(await db.Teams.Include(team => team.Members).SingleAsync(team => team.Id == teamId, ct), Actor.System, now);
        }

        return ticket;
    }

    private static ChatSession Begin(HelpDeskDb db, Ticket ticket, Customer customer, InboundMessage inbound, Actor author, DateTimeOffset now)
    {
        var session = new ChatSession(ticket, customer, inbound.VisitorKey, now);
        db.ChatSessions.Add(session);
        ticket.Log(new Activity(ActivityType.ChatStarted), author, now);
        if (ticket.AssigneeId is not null)
        {
            session.Accept(now);
        }

        return session;
    }

    private static void SolveIfUnwanted(Ticket ticket, Customer customer, bool isSpam, DateTimeOffset now)
    {
        _ = isSpam && ticket.MarkSpam(now);
        if (customer.IsBlocked && ticket.IsOpen)
        {
            ticket.Become(StatusCategory.Solved, Actor.System, now);
        }
    }

    private static string SubjectOf(string text)
    {
        var line = TextRules.Line(TextRules.Cut(text, 4 * SubjectLength), SubjectLength);
        return line.Length > 0 ? line : "Chat";
    }
}
