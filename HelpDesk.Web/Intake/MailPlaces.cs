using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Customers;
using HelpDesk.Domain.Email;
using HelpDesk.Domain.Tickets;
using HelpDesk.Migrations;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Intake;

/// <summary>Finds or opens the ticket that was decided on, and who writes into it.</summary>
internal static class MailPlaces
{
    private const int SubjectLength = 255;
    private const int FirstWords = 80;

    public static async Task<(Ticket Ticket, Actor Author)> FindAsync(HelpDeskDb db, InboundMail mail, ThreadDecision decision, DateTimeOffset now, CancellationToken ct)
    {
        if (decision.TicketId is not { } id)
        {
            var customer = await db.RequesterAsync(mail, now, ct);
            var author = Actor.Customer(customer.Id, customer.DisplayName);
            return (await OpenAsync(db, mail, customer, author, now, ct), author);
        }

        var found = await db.Tickets.Include(row => row.Customer.Identities).Include(row => row.Tags).AsSplitQuery().SingleAsync(row => row.Id == id, ct);
        var writer = await db.AuthorAsync(found, mail, decision, now, ct);
        return (decision.Landing == ThreadLanding.FollowUp ? await FollowAsync(db, found, writer, now, ct) : found, writer);
    }

    private static async Task<Ticket> OpenAsync(HelpDeskDb db, InboundMail mail, Customer customer, Actor author, DateTimeOffset now, CancellationToken ct)
    {
        var inbox = await db.Inboxes.SingleAsync(row => row.Id == mail.InboxId, ct);
        var ticket = new Ticket(await db.NextTicketNumberAsync(ct), customer, inbox.Id, Channel.Email, SubjectOf(mail), now);
        db.Tickets.Add(ticket);
        ticket.Log(new Activity(ActivityType.TicketCreated), author, now);
        if (inbox.TeamId is { } teamId)
        {
            ticket.MoveTo(await db.Teams.Include(team => team.Members).SingleAsync(team => team.Id == teamId, ct), Actor.System, now);
        }

        return ticket;
    }

    private static async Task<Ticket> FollowAsync(HelpDeskDb db, Ticket closed, Actor author, DateTimeOffset now, CancellationToken ct)
    {
        var ticket = new Ticket(await db.NextTicketNumberAsync(ct), closed.Customer, closed.InboxId, Channel.Email, closed.Subject, now);
        db.Tickets.Add(ticket);
        ticket.Follow(closed, author, now);
        return ticket;
    }

    private static string SubjectOf(InboundMail mail)
    {
        var subject = MailText.Line(SubjectLine.Bare(mail.Subject), SubjectLength);
        var first = subject.Length > 0 ? subject : MailText.Line(mail.Content.Text, FirstWords);
        return first.Length > 0 ? first : "E-mail";
    }
}
