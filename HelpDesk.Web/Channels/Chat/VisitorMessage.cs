using System.Text.Json.Serialization;
using HelpDesk.Domain.Email;
using HelpDesk.Domain.Tickets;
using HelpDesk.Migrations;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Channels.Chat;

/// <summary>
/// A message as its customer reads it. Made here and nowhere else: only of public messages, without what concerns agents
/// alone (addresses that mail went to, who else got a copy, what a mail server said).
/// </summary>
internal sealed record VisitorMessage(
    string Id, int Seq, long Ticket, string Kind, string Direction, VisitorMessageAuthor Author, string Channel, string Text,
    IReadOnlyList<VisitorFile> Attachments, IReadOnlyList<VisitorDelivery> Deliveries, DateTimeOffset CreatedAt)
{
    /// <summary>The sender's own id, on the customer's messages only.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ClientKey { get; init; }

    /// <summary><c>still-here</c> or <c>email</c>: what the desk asks for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Ask { get; init; }

    /// <summary>What it carries beside its text.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public VisitorContent? Content { get; init; }

    /// <summary>Reads messages, whichever the query names, leaving out all that is not public.</summary>
    public static async Task<List<(long Id, VisitorMessage Message)>> ReadAsync(HelpDeskDb db, IQueryable<Message> messages, CancellationToken ct)
    {
        var rows = await messages.AsNoTracking().AsSplitQuery()
            .Where(message => message.Kind == MessageKind.Public)
            .Select(message => new
            {
                Message = message,
                message.Ticket.Number,
                Agent = db.Agents.Where(agent => agent.Id == message.AuthorId).Select(agent => new { agent.PublicId, agent.Name }).FirstOrDefault(),
                Customer = new { message.Ticket.Customer.PublicId, message.Ticket.Customer.DisplayName },

                // Somebody else who wrote into the ticket by mail. Who wrote it before two records became one is the customer.
                Other = db.Customers
                    .Where(other => message.AuthorKind == AuthorKind.Customer && other.Id == message.AuthorId && other.Id != message.Ticket.CustomerId
                        && (other.MergedIntoId == null || other.MergedIntoId != message.Ticket.CustomerId)
                        && db.MailMetas.Any(mail => mail.MessageId == message.Id && (mail.Standing == SenderStanding.Addressed || mail.Standing == SenderStanding.Collaborator)))
                    .Select(other => other.DisplayName).FirstOrDefault(),
                Own = message.Ticket.Customer.Identities.Select(identity => identity.Value).ToList(),
                Files = message.Attachments.OrderBy(file => file.Id).ToList(),
                Deliveries = message.Deliveries.OrderBy(delivery => delivery.Id).ToList(),
            })
            .ToListAsync(ct);
        return [.. rows.Select(row => (row.Message.Id, Of(row.Message, row.Number, row.Other is { } other ? new("customer", null, other) : AuthorOf(row.Message, row.Agent?.PublicId, row.Agent?.Name, row.Customer.PublicId, row.Customer.DisplayName), row.Files, OwnOf(row.Deliveries, row.Own))))];
    }

    private static VisitorMessage Of(Message message, long ticket, VisitorMessageAuthor author, List<Attachment> files, List<Delivery> deliveries) => new(
        message.PublicId,
        message.Seq,
        ticket,
        Word(message.Kind),
        Word(message.Direction),
        author,
        Word(message.Channel),
        message.BodyText,
        [.. files.Select(file => new VisitorFile(file.PublicId, file.Name, file.MediaType, file.Size, $"{VisitorDoor.Root}/files/{file.PublicId}"))],
        [.. deliveries.Select(delivery => new VisitorDelivery(Word(delivery.Channel), Word(delivery.State), delivery.StateAt))],
        message.CreatedAt)
    {
        ClientKey = author is { Type: "customer", Id: not null } ? message.ClientKey : null,
        Content = message.RedactedAt is null ? VisitorContent.Of(message.Content) : null,
        Ask = message.Ask switch
        {
            MessageAsk.StillHere => "still-here",
            MessageAsk.Email => "email",
            MessageAsk.None => null,
        },
    };

    // Whoever else got a copy is the agents' business (A045: a hidden recipient stays hidden).
    private static List<Delivery> OwnOf(List<Delivery> deliveries, List<string> own) =>
        deliveries.FindAll(delivery => delivery.Channel == Domain.Tickets.Channel.Chat || own.Contains(delivery.Recipient));

    private static VisitorMessageAuthor AuthorOf(Message message, string? agentId, string? agent, string customerId, string customer) => message.AuthorKind switch
    {
        AuthorKind.Agent => new("agent", agentId, agent ?? ""),
        AuthorKind.Customer => new("customer", customerId, customer),
        AuthorKind.Bot => new("bot", null, ""),
        AuthorKind.System => new("system", null, ""),
    };

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}

/// <param name="Type">customer, agent, bot or system.</param>
/// <param name="Id">Of the customer or agent; null for bot and system, and for somebody else who wrote into the ticket by mail.</param>
/// <param name="Name">As others see it; may be empty.</param>
internal sealed record VisitorMessageAuthor(string Type, string? Id, string Name);

internal sealed record VisitorFile(string Id, string Name, string MediaType, long Size, string Url);

internal sealed record VisitorDelivery(string Channel, string State, DateTimeOffset At);
