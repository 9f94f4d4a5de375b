using HelpDesk.Domain.Email;
using HelpDesk.Migrations;
using HelpDesk.Web.Settings;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Intake;

/// <summary>Knows the desk's own addresses: those of its mailboxes, and the one it writes from where no mailbox says otherwise.</summary>
internal static class DeskAddresses
{
    public static async Task<OwnAddresses> DeskAsync(this HelpDeskDb db, OutgoingMailOptions outgoing, CancellationToken ct)
    {
        var mailboxes = await db.MailAccounts.AsNoTracking().Select(mailbox => new { mailbox.Address, mailbox.Aliases }).ToListAsync(ct);
        return new OwnAddresses(mailboxes.SelectMany(mailbox => mailbox.Aliases.Append(mailbox.Address))
            .Append(outgoing.From.Trim().ToLowerInvariant())
            .Where(address => address.Length > 0).ToHashSet(StringComparer.Ordinal));
    }
}
