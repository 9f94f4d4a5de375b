using HelpDesk.Domain.Chat;
using HelpDesk.Domain.Customers;
using HelpDesk.Domain.Email;
using HelpDesk.Domain.Hours;
using HelpDesk.Domain.Kpi;
using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Work;
using HelpDesk.Migrations;
using HelpDesk.Web.Actions.Chats.Due;
using HelpDesk.Web.Settings;
using HelpDesk.Web.Ui.Texts;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Intake;

/// <summary>
/// Tells whoever opened a ticket by mail that it is here and when to expect an answer: once a ticket, never to a machine,
/// and not more often than automatic answers may go out. Nothing of the mail is repeated.
/// </summary>
internal sealed class Acknowledgements(MailSwitches switches, Policies policies)
{
    private const int Answers = 1_000;

    /// <summary>Whoever just heard from a person needs no machine.</summary>
    private static readonly TimeSpan Lull = TimeSpan.FromMinutes(5);

    public async Task SendAsync(HelpDeskDb db, Ticket ticket, InboundMail mail, ThreadDecision decision, DateTimeOffset now, CancellationToken ct)
    {
        if (!IsWanted(mail, decision, ticket) || AddressOf(ticket, mail) is not { } address || !await IsTimeAsync(db, ticket, now, ct))
        {
            return;
        }

        var message = ticket.Announce(await TextAsync(db, ticket, now, ct), Channel.Email, MessageAsk.None, now);
        message.Deliver(Channel.Email, address, DeliveryState.Queued, dueAt: now, now);
    }

    private bool IsWanted(InboundMail mail, ThreadDecision decision, Ticket ticket) =>
        mail is { IsSilent: false, Content.Machine: MachineKind.None, Verdict: not MailVerdict.Fail }
        && decision is { RelatedId: null, Standing: SenderStanding.Customer or SenderStanding.Claimant }
        && ticket is { IsOpen: true, Customer.IsBlocked: false }
        && switches.Acknowledges(mail.InboxId);

    // Where the mail came from. Whom a form names never asked us for a mail.
    private static string? AddressOf(Ticket ticket, InboundMail mail) => ticket.Customer.Identities
        .FirstOrDefault(identity => identity.Type == IdentityType.Email && identity.Value == mail.Sender && identity.BouncedAt is null)?.Value;

    private static async Task<bool> IsTimeAsync(HelpDeskDb db, Ticket ticket, DateTimeOffset now, CancellationToken ct)
    {
        var since = now - Lull;
        return !await db.Tickets.AnyAsync(row => row.CustomerId == ticket.CustomerId && row.LastAgentMessageAt > since, ct)
            && await AutomaticReplies.MayAnswerAsync(db, ticket, now, ct);
    }

    private async Task<string> TextAsync(HelpDeskDb db, Ticket ticket, DateTimeOffset now, CancellationToken ct)
    {
        var words = Texts.In(ticket.Customer.Language);
        var hours = await HoursOfAsync(db, ticket, ct);
        var usually = ReplyEstimate.From(policies.For(ticket.InboxId).ReplyTime, await AnswersAsync(db, ticket, now, ct), hours, now);
        var text = new List<string> { words["We have your message and will answer you by e-mail. If you want to add something, just answer this mail."] };
        if (hours is not null && !WorkingTime.IsOpen(hours, now))
        {
            text.Add(words["We are closed at the moment and open again on {0}.", AnswerWords.Instant(WorkingTime.NextOpening(hours, now), hours.TimeZoneId)]);
        }

        // The setting is a promise for chats: for mail, only what was measured is said.
        if (usually.IsMeasured)
        {
            text.Add(AnswerWords.Usually(usually.Typical, words));
        }

        return string.Join("\n\n", text);
    }

    private static async Task<List<Answer>> AnswersAsync(HelpDeskDb db, Ticket ticket, DateTimeOffset now, CancellationToken ct)
    {
        var since = now - ReplyEstimate.Window;
        var answered = await db.Tickets.AsNoTracking()
            .Where(row => row.InboxId == ticket.InboxId && row.FirstResponseAt > since)
            .OrderByDescending(row => row.FirstResponseAt)
            .Take(Answers)
            .Select(row => new { row.CreatedAt, row.FirstResponseAt })
            .ToListAsync(ct);
        return [.. answered.Select(row => new Answer(row.CreatedAt, row.FirstResponseAt ?? now))];
    }

    private static async Task<Calendar?> HoursOfAsync(HelpDeskDb db, Ticket ticket, CancellationToken ct)
    {
        var own = await db.Inboxes.Where(inbox => inbox.Id == ticket.InboxId)
            .Select(inbox => inbox.CalendarId
                ?? db.Teams.Where(team => team.Id == inbox.TeamId).Select(team => team.CalendarId).FirstOrDefault()
                ?? db.Workspaces.Where(workspace => workspace.Id == Workspace.TheId).Select(workspace => workspace.CalendarId).FirstOrDefault())
            .SingleAsync(ct);
        return own is null ? null : await db.Set<Calendar>().AsNoTracking().SingleOrDefaultAsync(calendar => calendar.Id == own, ct);
    }
}
