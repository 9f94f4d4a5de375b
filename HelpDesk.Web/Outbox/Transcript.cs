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
                Files = message.Attachments.OrderBy(file => file.Id).Select(file => file.Name).ToList(),
            })
            .AsSplitQuery().ToListAsync(ct);
        var zone = ZoneOf(asked.Ticket.Customer.TimeZone);
        return [.. said.OrderBy(row => row.Seq).Select(row => new MailPart(
            row.AuthorKind == AuthorKind.Agent ? row.Agent ?? words["Support"] : words["You"],
            string.Join('\n', row.Files.Select(name => $"[{name}]").Prepend(ContentWords.Join(row.BodyText, row.Content, words)).Where(line => line.Length > 0)))
        {
            At = TimeZoneInfo.ConvertTime(row.CreatedAt, zone),
        })];
    }

    private static TimeZoneInfo ZoneOf(string? id) => id is not null && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? zone : TimeZoneInfo.Utc;
}
