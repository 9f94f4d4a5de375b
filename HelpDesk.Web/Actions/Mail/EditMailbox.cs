using HelpDesk.Domain;
using HelpDesk.Domain.Agents;
using HelpDesk.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Actions.Mail;

/// <summary>An administrator changes a mailbox and its inbox. What the configuration rules stays as it is.</summary>
internal sealed class EditMailbox(Writer writer, MailSecrets secrets)
{
    /// <exception cref="RuleException">It cannot be so; its code is the field.</exception>
    /// <exception cref="NotFoundException">There is no such mailbox.</exception>
    public Task RunAsync(Actor actor, long accountId, MailboxFields fields, CancellationToken ct)
    {
        actor.Require(Permission.Administer);
        return writer.RunAsync(
            async (db, token) =>
            {
                var account = await db.MailAccounts.SingleOrDefaultAsync(row => row.Id == accountId, token) ?? throw new NotFoundException("mailbox");
                var inbox = await db.Inboxes.SingleAsync(row => row.Id == account.InboxId, token);
                var (address, incoming) = (account.Address, account.Incoming);
                await MailboxWriting.ApplyAsync(db, account, inbox, fields, secrets, token);
                await MailboxMove.SettleAsync(db, account, address, incoming, token);
            },
            ct);
    }
}
