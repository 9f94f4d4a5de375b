namespace HelpDesk.Domain.Chat;

/// <summary>
/// A secret that a site signs the identities of its visitors with. Several may be valid at once, so that one can be
/// replaced without a gap.
/// </summary>
public sealed class IdentityKey
{
    private IdentityKey()
    {
    }

    /// <param name="inboxId">The web inbox whose visitors it vouches for.</param>
    /// <param name="keyId">The <c>kid</c> of its tokens (RFC 7515 §4.1.4).</param>
    /// <param name="secret">The secret, protected by the installation's keys.</param>
    public IdentityKey(long inboxId, string keyId, string secret, DateTimeOffset now)
    {
        InboxId = inboxId;
        KeyId = keyId;
        Secret = secret;
        CreatedAt = now;
    }

    public long Id { get; private set; }

    public long InboxId { get; private set; }

    public string KeyId { get; private set; } = "";

    public string Secret { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>From then on its tokens are refused; null while it is valid.</summary>
    public DateTimeOffset? RevokedAt { get; private set; }

    /// <summary>When a token of it was accepted last, to the hour; null while none was.</summary>
    public DateTimeOffset? LastUsedAt { get; private set; }

    public void Use(DateTimeOffset now) => LastUsedAt = now;

    public void Revoke(DateTimeOffset now) => RevokedAt ??= now;
}
