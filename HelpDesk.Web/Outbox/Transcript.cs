using HelpDesk.Domain.Email;
using HelpDesk.Domain.Tickets;
using HelpDesk.Migrations;
using HelpDesk.Web.Ui.Texts;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Outbox;

/// <summary>
/// The conversation as its customer takes it home: what people said in public, never a note. To an address that is only
/// claimed goes what agents wrote and nothing else, as in every mail to it.
/// </summary>
internal static class Transcript
{
    /// <summary>The newest of a longer conversation; the rest is in the chat.</summary>
    private const int Most = 500;

    public static async Task<IReadOnlyList<MailPart>> PartsAsync(HelpDeskDb db, Message asked, bool isProven, Texts words, CancellationToken ct)
    {
        var said = await db.Messages.AsNoTracking()
            .Where(message => message.TicketId == asked.TicketId && message.Seq < asked.Seq && message.Kind == MessageKind.Public && message.RedactedAt == null)
            .Where(message => message.AuthorKind == AuthorKind.Agent || (isProven && message.AuthorKind == AuthorKind.Customer))
            .OrderByDescending(message => message.Seq)
            .Take(Most)
            .Select(message => new
            {
                message.Seq,
                message.AuthorKind,
                message.BodyText,
                message.Content,
                message.CreatedAt,
                Agent = db.Agents.Where(agent => agent.Id == message.AuthorId).Select(agent => agent.Name).FirstOrDefault(),
                // As VisitorMessage says it: somebody else who wrote into the ticket by mail.
                Other = db.Customers
                    .Where(other => message.AuthorKind == AuthorKind.Customer && other.Id == message.AuthorId && other.Id != message.Ticket.CustomerId
                        && (other.MergedIntoId == null || other.MergedIntoId != message.Ticket.CustomerId)
                        && db.MailMetas.Any(mail => mail.MessageId == message.Id && (mail.Standing == SenderStanding.Addressed || mail.Standing == SenderStanding.Collaborator)))
                    .Select(other => other.DisplayName).FirstOrDefault(),
                Files = message.Attachments.OrderBy(file => file.Id).Select(file => file.Name).ToList(),
            })
            .AsSplitQuery().ToListAsync(ct);
        var zone = ZoneOf(asked.Ticket.Customer.TimeZone);
        return [.. said.OrderBy(row => row.Seq).Select(row => new MailPart(
            NameOf(row.AuthorKind, row.Agent, row.Other, words),
            string.Join('\n', row.Files.Select(name => $"[{name}]").Prepend(ContentWords.Join(row.BodyText, row.Content, words)).Where(line => line.Length > 0)))
        {
            At = TimeZoneInfo.ConvertTime(row.CreatedAt, zone),
        })];
    }

    private static string NameOf(AuthorKind kind, string? agent, string? other, Texts words) => (kind, other) switch
    {
        (AuthorKind.Agent, _) => agent ?? words["Support"],
        (_, null) => words["You"],
        (_, "") => words["Somebody else"],
        _ => other,
    };

    private static TimeZoneInfo ZoneOf(string? id) => id is not null && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? zone : TimeZoneInfo.Utc;
}
