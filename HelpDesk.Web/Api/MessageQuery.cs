using HelpDesk.Domain.Tickets;
using HelpDesk.Migrations;
using HelpDesk.Web.Actions;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Api;

/// <summary>Reads timelines as the API shows them.</summary>
internal sealed class MessageQuery(IDbContextFactory<HelpDeskDb> factory)
{
    private const string Desk = "HelpDesk";

    /// <summary>In the order of the timeline.</summary>
    /// <exception cref="NotFoundException">There is no such ticket.</exception>
    public async Task<List<MessageView>> ListAsync(long number, long? after, int take, CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        var ticketId = await db.Tickets.Where(ticket => ticket.Number == number).Select(ticket => (long?)ticket.Id).FirstOrDefaultAsync(ct)
            ?? throw new NotFoundException("ticket");
        var messages = db.Messages.Where(message => message.TicketId == ticketId && message.Seq > (after ?? 0));
        return await ViewsAsync(db, messages.OrderBy(message => message.Seq).Take(take), ct);
    }

    public async Task<MessageView> ReadAsync(long messageId, CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        return (await ViewsAsync(db, db.Messages.Where(message => message.Id == messageId), ct)).Single();
    }

    private static async Task<List<MessageView>> ViewsAsync(HelpDeskDb db, IQueryable<Message> messages, CancellationToken ct)
    {
        var rows = await messages.AsNoTracking().Include(message => message.Attachments).Include(message => message.Deliveries).AsSplitQuery().ToListAsync(ct);
        var authors = await AuthorsAsync(db, rows, ct);
        return rows.ConvertAll(message => new MessageView
        {
            Id = message.PublicId,
            Seq = message.Seq,
            Kind = Words.Of(message.Kind),
            Direction = Words.Of(message.Direction),
            Author = authors.GetValueOrDefault((message.AuthorKind, message.AuthorId)) ?? new AuthorView(Words.Of(message.AuthorKind), null, Desk),
            Channel = Words.Of(message.Channel),
            Text = message.BodyText,
            Html = message.BodyHtml,
            Attachments = [.. message.Attachments.OrderBy(file => file.Id).Select(View)],
            Deliveries = [.. message.Deliveries.OrderBy(delivery => delivery.Id).Select(View)],
            CreatedAt = message.CreatedAt,
        });
    }

    private static AttachmentView View(Attachment file) => new(file.PublicId, file.Name, file.MediaType, file.Size, $"/api/v1/attachments/{file.PublicId}");

    private static DeliveryView View(Delivery delivery) => new(
        Words.Of(delivery.Channel), delivery.Recipient.Length > 0 ? delivery.Recipient : null, Words.Of(delivery.State), delivery.StateAt, delivery.Error);

    private static async Task<Dictionary<(AuthorKind Kind, long Id), AuthorView>> AuthorsAsync(HelpDeskDb db, List<Message> rows, CancellationToken ct)
    {
        var agents = Ids(rows, AuthorKind.Agent);
        var customers = Ids(rows, AuthorKind.Customer);
        var authors = new Dictionary<(AuthorKind Kind, long Id), AuthorView>();
        foreach (var agent in await db.Agents.AsNoTracking().Where(row => agents.Contains(row.Id)).ToListAsync(ct))
        {
            authors[(AuthorKind.Agent, agent.Id)] = new AuthorView(Words.Of(AuthorKind.Agent), agent.PublicId, agent.Name);
        }

        foreach (var customer in await db.Customers.AsNoTracking().Where(row => customers.Contains(row.Id)).ToListAsync(ct))
        {
            authors[(AuthorKind.Customer, customer.Id)] = new AuthorView(Words.Of(AuthorKind.Customer), customer.PublicId, customer.DisplayName);
        }

        return authors;
    }

    private static List<long> Ids(List<Message> rows, AuthorKind kind) =>
        [.. rows.Where(message => message.AuthorKind == kind).Select(message => message.AuthorId).Distinct()];
}
