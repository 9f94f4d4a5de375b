using HelpDesk.Domain.Agents;
using HelpDesk.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Actions.Mail;

/// <summary>An administrator has a mailbox not read for a while, or read again. What lies there waits on the server.</summary>
internal sealed class PauseMailbox(Writer writer, TimeProvider clock)
{
    /// <returns>False when it was so already.</returns>
    /// <exception cref="NotFoundException">There is no such mailbox.</exception>
    public Task<bool> RunAsync(Actor actor, long accountId, bool paused, CancellationToken ct)
    {
        actor.Require(Permission.Administer);
        return writer.RunAsync(
            async (db, token) =>
            {
                var account = await db.MailAccounts.SingleOrDefaultAsync(row => row.Id == accountId, token) ?? throw new NotFoundException("mailbox");
                if (account.IsPaused == paused)
                {
                    return false;
                }

                if (paused)
                {
                    account.IsPaused = true;
                }
                else
                {
                    account.Resume(clock.GetUtcNow());
                }

                return true;
            },
            ct);
    }
}
