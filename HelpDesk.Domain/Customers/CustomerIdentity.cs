namespace HelpDesk.Domain.Customers;

/// <summary>Where a customer can be reached or recognised.</summary>
public enum IdentityType
{
    Email,
    Phone,
    Visitor,
    External,
    Whatsapp,
    Telegram,
    Messenger,
    Instagram,
    Sms,
}

/// <summary>How an identity was proven to be the customer's own.</summary>
public enum IdentityProof
{
    SignedToken,
    MailReceived,
    Agent,
}

/// <summary>
/// One address, number or token of a customer. Unique on (type, value) where proven; a merely claimed address
/// (<see cref="VerifiedAt"/> null) belongs to whoever claims it and opens no history.
/// </summary>
public sealed class CustomerIdentity
{
    private CustomerIdentity()
    {
    }

    internal CustomerIdentity(IdentityType type, string value, bool isPrimary, DateTimeOffset now)
    {
        Type = type;
        Value = value;
        IsPrimary = isPrimary;
        CreatedAt = now;
    }

    public long Id { get; private set; }

    public long CustomerId { get; private set; }

    public IdentityType Type { get; private set; }

    /// <summary>Normalised: an e-mail address in lower case, a phone number as digits with a leading plus.</summary>
    public string Value { get; private set; } = "";

    public bool IsPrimary { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>When it was proven; null while it is only claimed.</summary>
    public DateTimeOffset? VerifiedAt { get; private set; }

    public IdentityProof? VerifiedBy { get; private set; }

    /// <summary>When a mail to it failed for good; null while it works.</summary>
    public DateTimeOffset? BouncedAt { get; private set; }

    /// <summary>Marks it as proven. Returns false when it already was.</summary>
    public bool Verify(IdentityProof by, DateTimeOffset now)
    {
        if (VerifiedAt is not null)
        {
            return false;
        }

        VerifiedAt = now;
        VerifiedBy = by;
        return true;
    }

    /// <summary>A mail to it came back for good; null forgets that, because it works again.</summary>
    public void SetBounced(DateTimeOffset? at) => BouncedAt = at;

    internal void SetPrimary(bool primary) => IsPrimary = primary;
}
