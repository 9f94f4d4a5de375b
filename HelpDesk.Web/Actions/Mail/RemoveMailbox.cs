using HelpDesk.Domain;
using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Tickets;
using HelpDesk.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Actions.Mail;

/// <summary>
/// An administrator takes a mailbox away. Its inbox, its tickets and every mail that was taken stay, and so does what lies
/// on the server. What still waits to leave goes by another way.
/// </summary>
internal sealed class RemoveMailbox(Writer writer)
{
    /// <summary>The code of the refusal that no field is to blame for.</summary>
    public const string Configured = "configured";

    /// <inheritdoc cref="Configured"/>
    public const string Waiting = "waiting";

    /// <returns>False when it was gone already.</returns>
    /// <exception cref="RuleException">
    /// The configuration would make it again (<c>configured</c>); mail waits that has no other server to leave by (<c>waiting</c>).
    /// </exception>
    public Task<bool> RunAsync(Actor actor, long accountId, CancellationToken ct)
    {
        actor.Require(Permission.Administer);
        return writer.RunAsync(
            async (db, token) =>
            {
                if (await db.MailAccounts.SingleOrDefaultAsync(row => row.Id == accountId, token) is not { } account)
                {
                    return false;
                }

                if (account.IsConfigured)
                {
                    throw new RuleException(Configured, "The configuration makes this mailbox at every start: take Mail:Incoming and Mail:Outgoing out of it and start anew, then remove it here.");
                }

                // Without any mailbox it would be written to the folder, and be told as sent.
                if (account.Outgoing.Exists
                    && !await db.MailAccounts.AnyAsync(row => row.Id != accountId, token)
                    && await db.Deliveries.AnyAsync(row => row.Channel == Channel.Email && row.DueAt != null, token))
                {
                    throw new RuleException(Waiting, "Mail still waits to leave by this mailbox, and there is no other. Wait until it has left, or connect another mailbox first.");
                }

                db.MailAccounts.Remove(account);
                return true;
            },
            ct);
    }
}
