using HelpDesk.Domain.Email;
using HelpDesk.Migrations;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Data;

/// <summary>
/// What happens to the ledger when a mailbox is read from somewhere else. The same address on another server is the same
/// mailbox, moved: what lies there is compared, and only what is missing is taken. Another address is another mailbox: it
/// begins at its first look, as every new one does.
/// </summary>
internal static class MailboxMove
{
    public static async Task SettleAsync(HelpDeskDb db, MailAccount account, string addressBefore, MailServer before, CancellationToken ct)
    {
        if (IsSamePlace(account.Incoming, before))
        {
            return;
        }

        var folders = await db.MailFolders.Where(row => row.AccountId == account.Id).ToListAsync(ct);
        if (account.Address == addressBefore)
        {
            folders.ForEach(folder => folder.Doubt());
            return;
        }

        // Their numbers would hide the other mailbox's mails of the same number.
        await db.RawMails.Where(row => row.AccountId == account.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.AccountId, (long?)null), ct);
        db.MailFolders.RemoveRange(folders);
    }

    private static bool IsSamePlace(MailServer one, MailServer other) =>
        one.User == other.User && one.Host.Equals(other.Host, StringComparison.OrdinalIgnoreCase);
}
