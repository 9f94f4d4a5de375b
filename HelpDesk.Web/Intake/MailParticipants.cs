using HelpDesk.Domain.Customers;
using HelpDesk.Domain.Email;
using HelpDesk.Domain.Tickets;
using HelpDesk.Migrations;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Intake;

/// <summary>Who else takes part in a ticket by mail. Whom only a mail named is not confirmed and gets nothing.</summary>
internal static class MailParticipants
{
    /// <summary>More than these are not noted down from one mail.</summary>
    private const int MaxNamed = 50;

    /// <summary>The addresses of those whom an agent accepted.</summary>
    public static async Task<List<string>> AcceptedAsync(this HelpDeskDb db, long ticketId, CancellationToken ct)
    {
        var accepted = db.Participants.Where(row => row.TicketId == ticketId && row.AcceptedById != null);
        var written = await accepted.Where(row => row.Address != null).OrderBy(row => row.Id).Select(row => row.Address!).ToListAsync(ct);
        var proven = await accepted
            .Join(db.CustomerIdentities, row => row.CustomerId, identity => identity.CustomerId, (row, identity) => identity)
            .Where(identity => identity.Type == IdentityType.Email && identity.VerifiedAt != null)
            .Select(identity => identity.Value)
            .ToListAsync(ct);
        return [.. written, .. proven];
    }

    /// <summary>Notes whom a mail names in To and Cc, and a sender who has no part in the ticket yet.</summary>
    public static async Task NoteAsync(HelpDeskDb db, Ticket ticket, InboundMail mail, SenderStanding standing, CancellationToken ct)
    {
        var known = await db.Participants.Where(row => row.TicketId == ticket.Id && row.Address != null).Select(row => row.Address!).ToListAsync(ct);
        var customer = ticket.Customer.Identities.Select(identity => identity.Value);
        var skipped = known.Concat(customer).Concat(mail.Senders).ToHashSet(StringComparer.Ordinal);
        if (standing == SenderStanding.Stranger && mail.Sender is { } sender && !known.Contains(sender))
        {
            db.Participants.Add(new Participant(ticket.Id, sender, ParticipantRole.Collaborator));
        }

        foreach (var address in Named(mail).Where(address => !skipped.Contains(address)).Take(MaxNamed))
        {
            db.Participants.Add(new Participant(ticket.Id, address, ParticipantRole.Cc));
        }
    }

    private static IEnumerable<string> Named(InboundMail mail) => mail.To.Concat(mail.Cc)
        .Select(mailbox => EmailAddress.TryNormalise(mailbox.Address, out var address) && !mail.Own.Holds(address) ? address : null)
        .OfType<string>()
        .Distinct();
}
