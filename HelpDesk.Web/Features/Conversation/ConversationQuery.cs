using HelpDesk.Domain.Customers;
using HelpDesk.Domain.Email;
using HelpDesk.Domain.Tickets;
using HelpDesk.Migrations;
using HelpDesk.Web.Intake;
using HelpDesk.Web.Settings;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace HelpDesk.Web.Features.Conversation;

/// <summary>What a conversation reads.</summary>
internal sealed class ConversationQuery(IDbContextFactory<HelpDeskDb> factory, IOptionsMonitor<OutgoingMailOptions> outgoing)
{
    /// <summary>How many messages come at once.</summary>
    public const int Page = 60;

    /// <summary>Null when there is no such ticket.</summary>
    public async Task<TicketHead?> HeadAsync(long number, long me, CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        var head = await db.Tickets.AsNoTracking().Where(ticket => ticket.Number == number).Select(ticket => new TicketHead(
            ticket.Id,
            ticket.Number,
            ticket.Subject,
            ticket.Category,
            ticket.Priority,
            ticket.CustomerId,
            ticket.Customer.PublicId,
            ticket.Customer.DisplayName,
            ticket.AssigneeId,
            db.Agents.Where(agent => agent.Id == ticket.AssigneeId).Select(agent => agent.Name).FirstOrDefault(),
            ticket.Tags.OrderBy(tag => tag.Name).Select(tag => tag.Name).ToList(),
            db.CustomerIdentities.Where(identity => identity.CustomerId == ticket.CustomerId && identity.Type == IdentityType.Email)
                .OrderByDescending(identity => identity.IsPrimary).Select(identity => identity.Value).FirstOrDefault(),
            db.ChatSessions.Where(session => session.TicketId == ticket.Id).OrderByDescending(session => session.Id)
                .Select(session => new ChatPresence(session.State, session.LeftAt)).FirstOrDefault(),
            db.Tickets.Where(earlier => earlier.Id == ticket.FollowUpOfId).Select(earlier => (long?)earlier.Number).FirstOrDefault(),
            ticket.LastSeq,
            db.AgentTicketStates.Where(state => state.AgentId == me && state.TicketId == ticket.Id).Select(state => state.ReadSeq).FirstOrDefault())
        {
            HasOthers = db.Participants.Any(row => row.TicketId == ticket.Id && row.AcceptedById != null),
        })
            .AsSplitQuery().FirstOrDefaultAsync(ct);
        return head is not { HasOthers: true } ? head : head with { Usual = await UsualAsync(db, head, ct) };
    }

    /// <summary>The newest messages before a place in the timeline, oldest first.</summary>
    public Task<List<TimelineMessage>> BeforeAsync(long ticketId, int seq, CancellationToken ct) =>
        LoadAsync(ticketId, messages => messages.Where(message => message.Seq < seq).OrderByDescending(message => message.Seq).Take(Page), ct);

    /// <summary>What came after a place in the timeline, and again those that changed.</summary>
    public Task<List<TimelineMessage>> SinceAsync(long ticketId, int seq, IReadOnlyCollection<long> changed, CancellationToken ct) =>
        LoadAsync(ticketId, messages => messages.Where(message => message.Seq > seq || changed.Contains(message.Id)).OrderBy(message => message.Seq).Take(1_000), ct);

    private async Task<IReadOnlyList<string>> UsualAsync(HelpDeskDb db, TicketHead head, CancellationToken ct)
    {
        var own = await db.CustomerIdentities.Where(identity => identity.CustomerId == head.CustomerId && identity.Type == IdentityType.Email)
            .OrderBy(identity => identity.Id).Select(identity => identity.Value).Take(500).ToListAsync(ct);
        var usual = Audience.Usual(await db.AcceptedAsync(head.Id, ct), await db.DeskAsync(outgoing.CurrentValue, ct), own);
        return [.. usual.Take(Audience.Most)];
    }

    // Only what is shown: the HTML of a mail can be megabytes, and its frame asks for it by itself.
    private async Task<List<TimelineMessage>> LoadAsync(long ticketId, Func<IQueryable<Message>, IQueryable<Message>> which, CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        var messages = await which(db.Messages.AsNoTracking().Where(message => message.TicketId == ticketId))
            .Select(message => new TimelineMessage(
                message.Id,
                message.Seq,
                message.Kind,
                message.Direction,
                message.AuthorKind,
                message.AuthorId,
                db.Agents.Where(agent => message.AuthorKind == AuthorKind.Agent && agent.Id == message.AuthorId).Select(agent => agent.Name).FirstOrDefault(),
                message.Channel,
                message.RedactedAt == null ? message.BodyText : "",
                message.ClientKey,
                message.ActivityType == null ? null : new Activity(message.ActivityType.Value, message.ActivityFrom, message.ActivityTo),
                message.CreatedAt,
                message.RedactedAt != null,
                message.Deliveries.OrderBy(delivery => delivery.Id)
                    .Select(delivery => new DeliveryView(
                        delivery.Channel, delivery.Recipient, delivery.Role, delivery.State, delivery.StateAt, delivery.FirstTriedAt, delivery.DueAt, delivery.Error ?? delivery.Response)).ToList(),
                message.Attachments.OrderBy(file => file.Id)
                    .Select(file => new FileView(file.PublicId, file.Name, file.MediaType, file.Size)).ToList())
            {
                Content = message.Content,
            })
            .AsSplitQuery().ToListAsync(ct);
        var mails = await MailsAsync(db, ticketId, [.. messages.Where(message => message.Channel == Channel.Email).Select(message => message.Id)], ct);
        return [.. messages.OrderBy(message => message.Seq).Select(message => mails.TryGetValue(message.Id, out var mail) ? message with { Mail = mail } : message)];
    }

    private static async Task<Dictionary<long, MailView>> MailsAsync(HelpDeskDb db, long ticketId, IReadOnlyCollection<long> messageIds, CancellationToken ct)
    {
        const string remote = "data-remote-src=";
        if (messageIds.Count == 0)
        {
            return [];
        }

        var accepted = await db.Participants.AsNoTracking().Where(named => named.TicketId == ticketId && named.AcceptedById != null && named.Address != null)
            .OrderBy(named => named.Id).Select(named => named.Address!).Take(500).ToListAsync(ct);
        var mails = await db.MailMetas.AsNoTracking().Where(mail => messageIds.Contains(mail.MessageId))
            .Join(db.Messages.Where(message => message.RedactedAt == null), mail => mail.MessageId, message => message.Id, (mail, message) => new
            {
                message.Id,
                View = new MailView
                {
                    PublicId = message.PublicId,
                    Ticket = message.Ticket.Number,
                    From = mail.From,
                    To = mail.To,
                    Cc = mail.Cc,
                    Subject = mail.Subject,
                    Hint = mail.Hint,
                    Standing = mail.Standing,
                    Verdict = mail.Verdict,
                    Machine = message.MachineKind,
                    HasHtml = message.BodyHtml != null,
                    HasRemotePictures = message.BodyHtml != null && message.BodyHtml.Contains(remote),
                    QuotedText = message.QuotedHtml == null ? message.QuotedText : null,
                    HasQuotedHtml = message.QuotedHtml != null,
                },
            })
            .ToListAsync(ct);
        return mails.ToDictionary(row => row.Id, row => row.View with { IsAccepted = row.View.Sender is { } sender && accepted.Contains(sender) });
    }
}
