using System.Buffers.Text;
using System.Security.Cryptography;
using HelpDesk.Domain;
using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Chat;
using HelpDesk.Domain.Tickets;
using HelpDesk.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Actions.Identity;

/// <summary>A new key for a site: its secret is told this once.</summary>
internal sealed record NewIdentityKey(string KeyId, string Secret);

/// <summary>Makes a key that a site signs its visitors with.</summary>
internal sealed class CreateIdentityKey(Writer writer, IdentitySecrets secrets, TimeProvider clock)
{
    /// <summary>Two while one is replaced, and one to spare.</summary>
    public const int MostActive = 3;

    private const int SecretBytes = 32;
    private const int KeyIdBytes = 6;

    /// <exception cref="RuleException">There are enough (<c>too_many</c>).</exception>
    /// <exception cref="NotFoundException">There is no such web inbox.</exception>
    public async Task<NewIdentityKey> RunAsync(Actor actor, long inboxId, CancellationToken ct)
    {
        actor.Require(Permission.Administer);
        var made = new NewIdentityKey(
            "k-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(KeyIdBytes)), Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes)));
        await writer.RunAsync(
            async (db, token) =>
            {
                if (!await db.Inboxes.AnyAsync(row => row.Id == inboxId && row.Channel == Channel.Chat, token))
                {
                    throw new NotFoundException("inbox");
                }

                if (await db.IdentityKeys.CountAsync(key => key.InboxId == inboxId && key.RevokedAt == null, token) >= MostActive)
                {
                    throw new RuleException("too_many", "There are {0} keys already. Revoke one that no site uses any more.", MostActive);
                }

                db.IdentityKeys.Add(new IdentityKey(inboxId, made.KeyId, secrets.Protect(made.Secret), clock.GetUtcNow()));
            },
            ct);
        return made;
    }
}
