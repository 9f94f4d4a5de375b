using HelpDesk.Domain.Agents;
using HelpDesk.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Actions.Identity;

/// <summary>Ends a key: what it signs is refused from then on, and who was signed with it is signed no longer.</summary>
internal sealed class RevokeIdentityKey(Writer writer, TimeProvider clock)
{
    /// <returns>False when it was revoked already.</returns>
    /// <exception cref="NotFoundException">There is no such key.</exception>
    public Task<bool> RunAsync(Actor actor, long keyId, CancellationToken ct)
    {
        actor.Require(Permission.Administer);
        return writer.RunAsync(
            async (db, token) =>
            {
                var key = await db.IdentityKeys.SingleOrDefaultAsync(row => row.Id == keyId, token) ?? throw new NotFoundException("key");
                if (key.RevokedAt is not null)
                {
                    return false;
                }

                key.Revoke(clock.GetUtcNow());
                return true;
            },
            ct);
    }
}
