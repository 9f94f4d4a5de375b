using HelpDesk.Domain;
using HelpDesk.Domain.Agents;
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

    /// <returns>False when it was gone already.</returns>
    /// <exception cref="RuleException">The configuration would make it again (<c>configured</c>).</exception>
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

                db.MailAccounts.Remove(account);
                return true;
            },
            ct);
    }
}
