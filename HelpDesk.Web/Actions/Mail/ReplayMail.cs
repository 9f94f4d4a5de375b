using HelpDesk.Domain.Agents;
using HelpDesk.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Actions.Mail;

/// <summary>An administrator has a stored mail read anew, after whatever hindered it was mended. What was taken already is known and taken once.</summary>
internal sealed class ReplayMail(Writer writer, TimeProvider clock)
{
    /// <returns>False when it waits by itself.</returns>
    /// <exception cref="NotFoundException">There is no such mail.</exception>
    public Task<bool> RunAsync(Actor actor, long rawMailId, CancellationToken ct)
    {
        actor.Require(Permission.Administer);
        return writer.RunAsync(
            async (db, token) => (await db.RawMails.SingleOrDefaultAsync(row => row.Id == rawMailId, token) ?? throw new NotFoundException("mail")).Replay(clock.GetUtcNow()), ct);
    }
}
