using System.Globalization;
using HelpDesk.Domain.Email;
using HelpDesk.Domain.Tickets;
using HelpDesk.Migrations;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Outbox;

/// <summary>The mails a new one goes on from, so that the customer's mail program shows them as one conversation.</summary>
/// <param name="Subject">Of the last mail that came in; null where none did.</param>
/// <param name="Ids">Of the mails before, oldest first.</param>
internal sealed record MailThread(string? Subject, IReadOnlyList<string> Ids)
{
    private const int MaxMails = 200;

    /// <summary>A longer id would break the header it is quoted in.</summary>
    private const int MaxId = 250;

    /// <summary>What went to one of these addresses about the ticket, and what came in.</summary>
    public static async Task<MailThread> OfAsync(HelpDeskDb db, long ticketId, IReadOnlyList<string> recipients, CancellationToken ct)
    {
        var sent = await db.Deliveries
            .Where(row => row.TicketId == ticketId && recipients.Contains(row.Recipient) && row.State == DeliveryState.Sent && row.ProviderMessageId != null)
            .GroupBy(row => row.ProviderMessageId!)
            .Select(mail => new { Id = mail.Key, At = mail.Min(row => row.StateAt) })
            .OrderByDescending(mail => mail.At).Take(MaxMails).ToListAsync(ct);
        var received = await db.MailMetas
            .Join(db.Messages.Where(message => message.TicketId == ticketId), meta => meta.MessageId, message => message.Id, (meta, message) => new
            {
                Id = meta.InternetMessageId, meta.Subject, meta.Standing, At = message.CreatedAt, message.Seq,
            })
            .OrderByDescending(mail => mail.Seq).Take(MaxMails).ToListAsync(ct);
        var ids = sent.Concat(received.Select(mail => new { mail.Id, mail.At })).OrderBy(mail => mail.At).Select(mail => mail.Id).Where(IsPlain);
        return new MailThread(received.Find(mail => mail.Standing is not (SenderStanding.Stranger or SenderStanding.Unknown))?.Subject, [.. ids]);
    }

    /// <summary>The subject of an answer: the customer's own words, marked as an answer and with the ticket's number once.</summary>
    /// <param name="ticketSubject">Where no mail came in.</param>
    /// <param name="number">The ticket's.</param>
    public string SubjectFor(string ticketSubject, long number)
    {
        var subject = OneLine(Subject is { Length: > 0 } ? Subject : ticketSubject);
        var token = string.Create(CultureInfo.InvariantCulture, $"[#{number}]");
        var answer = Subject is null || subject.StartsWith("Re:", StringComparison.OrdinalIgnoreCase) ? subject : $"Re: {subject}";
        return answer.Contains(token, StringComparison.Ordinal) ? answer : $"{answer} {token}";
    }

    private static bool IsPlain(string id) => id.Length <= MaxId && id.All(c => c is > ' ' and <= '~' and not '<' and not '>');

    // A stranger wrote it: what no header may hold would keep our answers from leaving.
    private static string OneLine(string text) => string.Concat(text.Select(c =>
        char.IsControl(c) || char.GetUnicodeCategory(c) is UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator ? ' ' : c)).Trim();
}
