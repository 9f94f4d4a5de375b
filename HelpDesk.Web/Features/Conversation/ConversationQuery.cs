using HelpDesk.Domain.Customers;
using HelpDesk.Domain.Tickets;
using HelpDesk.Migrations;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Features.Conversation;

/// <summary>What a conversation reads.</summary>
internal sealed class ConversationQuery(IDbContextFactory<HelpDeskDb> factory)
{
    /// <summary>How many messages come at once.</summary>
    public const int Page = 60;

    /// <summary>Null when there is no such ticket.</summary>
    public async Task<TicketHead?> HeadAsync(long number, long me, CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        return await db.Tickets.AsNoTracking().Where(ticket => ticket.Number == number).Select(ticket => new TicketHead(
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
            db.AgentTicketStates.Where(state => state.AgentId == me && state.TicketId == ticket.Id).Select(state => state.ReadSeq).FirstOrDefault()))
            .AsSplitQuery().FirstOrDefaultAsync(ct);
    }

    /// <summary>The newest messages before a place in the timeline, oldest first.</summary>
    public Task<List<TimelineMessage>> BeforeAsync(long ticketId, int seq, CancellationToken ct) =>
        LoadAsync(ticketId, messages => messages.Where(message => message.Seq < seq).OrderByDescending(message => message.Seq).Take(Page), ct);

    /// <summary>What came after a place in the timeline, and again those that changed.</summary>
    public Task<List<TimelineMessage>> SinceAsync(long ticketId, int seq, IReadOnlyCollection<long> changed, CancellationToken ct) =>
        LoadAsync(ticketId, messages => messages.Where(message => message.Seq > seq || changed.Contains(message.Id)).OrderBy(message => message.Seq).Take(1_000), ct);

    private async Task<List<TimelineMessage>> LoadAsync(long ticketId, Func<IQueryable<Message>, IQueryable<Message>> which, CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        var messages = await which(db.Messages.AsNoTracking().Where(message => message.TicketId == ticketId))
            .Select(message => new
            {
                Row = message,
                Agent = db.Agents.Where(agent => message.AuthorKind == AuthorKind.Agent && agent.Id == message.AuthorId).Select(agent => agent.Name).FirstOrDefault(),
                Deliveries = message.Deliveries.OrderBy(delivery => delivery.Id)
                    .Select(delivery => new DeliveryView(
                        delivery.Channel, delivery.Recipient, delivery.State, delivery.StateAt, delivery.FirstTriedAt, delivery.DueAt, delivery.Error ?? delivery.Response)).ToList(),
                Files = message.Attachments.OrderBy(file => file.Id)
                    .Select(file => new FileView(file.PublicId, file.Name, file.MediaType, file.Size)).ToList(),
            })
            .AsSplitQuery().ToListAsync(ct);
        return [.. messages.OrderBy(message => message.Row.Seq).Select(message => Show(message.Row, message.Agent, message.Deliveries, message.Files))];
    }

    private static TimelineMessage Show(Message row, string? agent, IReadOnlyList<DeliveryView> deliveries, IReadOnlyList<FileView> files) => new(
        row.Id,
        row.Seq,
        row.Kind,
        row.Direction,
        row.AuthorKind,
        row.AuthorId,
        agent,
        row.Channel,
        row.RedactedAt is null ? row.BodyText : "",
        row.ClientKey,
        row.ActivityType is { } type ? new Activity(type, row.ActivityFrom, row.ActivityTo) : null,
        row.CreatedAt,
        row.RedactedAt is not null,
        deliveries,
        files);
}
