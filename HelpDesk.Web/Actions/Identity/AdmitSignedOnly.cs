using HelpDesk.Domain;
using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Tickets;
using HelpDesk.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Actions.Identity;

/// <summary>Chooses whether a web inbox admits only visitors whom the site has signed.</summary>
internal sealed class AdmitSignedOnly(Writer writer)
{
    /// <returns>False when it was so already.</returns>
    /// <exception cref="RuleException">No key is there, so that nobody could write any more (<c>no_key</c>).</exception>
    /// <exception cref="NotFoundException">There is no such web inbox.</exception>
    public Task<bool> RunAsync(Actor actor, long inboxId, bool signedOnly, CancellationToken ct)
    {
        actor.Require(Permission.Administer);
        return writer.RunAsync(
            async (db, token) =>
            {
                var inbox = await db.Inboxes.SingleOrDefaultAsync(row => row.Id == inboxId && row.Channel == Channel.Chat, token) ?? throw new NotFoundException("inbox");
                if (inbox.Widget.SignedOnly == signedOnly)
                {
                    return false;
                }

                if (signedOnly && !await db.IdentityKeys.AnyAsync(key => key.InboxId == inboxId && key.RevokedAt == null, token))
                {
                    throw new RuleException("no_key", "Make a key first: without one nobody could write any more.");
                }

                inbox.Dress(inbox.Widget with { SignedOnly = signedOnly });
                return true;
            },
            ct);
    }
}
