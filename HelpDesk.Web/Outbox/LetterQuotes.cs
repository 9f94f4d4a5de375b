using HelpDesk.Domain.Customers;
using HelpDesk.Domain.Email;
using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Work;
using HelpDesk.Migrations;
using HelpDesk.Web.Ui.Texts;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Outbox;

/// <summary>The mail that a letter answers, as it stands below the letter.</summary>
/// <param name="Attribution">Who wrote when, in the customer's language.</param>
/// <param name="Lines">What they wrote, bounded.</param>
internal sealed record MailQuote(string Attribution, IReadOnlyList<string> Lines);

/// <summary>Finds what a letter repeats: the customer's last word before it, where that was a mail.</summary>
internal static class LetterQuotes
{
    /// <summary>Null where the letter answers no mail, or one that not everybody who gets the letter may read.</summary>
    public static async Task<MailQuote?> OfAsync(HelpDeskDb db, Message letter, IReadOnlyCollection<string> recipients, Texts words, CancellationToken ct)
    {
        var last = await db.Messages.AsNoTracking()
            .Where(row => row.TicketId == letter.TicketId && row.Seq < letter.Seq && row.Direction == Direction.In)
            .Where(row => row.Kind == MessageKind.Public && row.AuthorKind == AuthorKind.Customer)
            .Where(row => row.MachineKind == MachineKind.None || row.MachineKind == MachineKind.List)
            .OrderByDescending(row => row.Seq).FirstOrDefaultAsync(ct);
        if (last is not { Channel: Channel.Email, RedactedAt: null }
            || await db.MailMetas.AsNoTracking().SingleOrDefaultAsync(row => row.MessageId == last.Id, ct) is not { } meta)
        {
            return null;
        }

        var mail = QuotableMail.Of(meta);
        var proven = letter.Ticket.Customer.Identities
            .Where(identity => identity is { Type: IdentityType.Email, VerifiedAt: not null }).Select(identity => identity.Value).ToList();
        return LetterQuote.MayBeRead(mail, proven, recipients) && LetterQuote.Lines(last.BodyText) is { Count: > 0 } lines
            ? new MailQuote(await AttributionAsync(db, letter.Ticket, last, mail.Sender, words, ct), lines)
            : null;
    }

    private static async Task<string> AttributionAsync(HelpDeskDb db, Ticket ticket, Message quoted, string? sender, Texts words, CancellationToken ct)
    {
        var name = await db.Customers.Where(row => row.Id == quoted.AuthorId).Select(row => row.DisplayName).SingleOrDefaultAsync(ct);
        var zoneId = ticket.Customer.TimeZone
            ?? await db.Workspaces.Where(row => row.Id == Workspace.TheId).Select(row => row.TimeZone).FirstOrDefaultAsync(ct);
        var at = zoneId is not null && TimeZoneInfo.TryFindSystemTimeZoneById(zoneId, out var zone) ? TimeZoneInfo.ConvertTime(quoted.CreatedAt, zone) : quoted.CreatedAt;
        return words["On {0:d MMMM yyyy} at {0:HH:mm}, {1} wrote:", at, string.IsNullOrEmpty(name) ? sender ?? "" : name];
    }
}
