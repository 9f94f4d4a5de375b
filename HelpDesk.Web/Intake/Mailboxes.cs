using HelpDesk.Domain.Tickets;
using HelpDesk.Migrations;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Intake;

/// <summary>Which inboxes send through a mailbox: their mails come back by it.</summary>
internal static class Mailboxes
{
    /// <summary>
    /// The mail inbox itself, those that name it, and the others where it is the first mail inbox there is.
    /// </summary>
    public static async Task<HashSet<long>> InboxesOfMailboxAsync(this HelpDeskDb db, long mailInboxId, CancellationToken ct)
    {
        var mailboxes = await db.MailAccounts.Select(account => account.InboxId).Order().ToListAsync(ct);
        var isFirst = mailboxes.FirstOrDefault() == mailInboxId;
        return [.. await db.Inboxes
            .Where(inbox => inbox.Channel == Channel.Email
                ? inbox.Id == mailInboxId
                : inbox.SendsThroughInboxId == mailInboxId || (isFirst && (inbox.SendsThroughInboxId == null || !mailboxes.Contains(inbox.SendsThroughInboxId.Value))))
            .Select(inbox => inbox.Id)
            .ToListAsync(ct)];
    }
}
