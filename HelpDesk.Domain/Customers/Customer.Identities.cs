namespace HelpDesk.Domain.Customers;

public sealed partial class Customer
{
    /// <summary>The address that mail goes to: the primary one, else the first; null when none is known.</summary>
    public CustomerIdentity? Email =>
        identities.Find(identity => identity is { Type: IdentityType.Email, IsPrimary: true })
        ?? identities.Find(identity => identity.Type == IdentityType.Email);

    /// <summary>
    /// Adds an identity that is only claimed; the first of its type becomes the primary one. The same one again is
    /// returned as it stands.
    /// </summary>
    /// <param name="value">Normalised by the caller (<see cref="EmailAddress"/>).</param>
    public CustomerIdentity Claim(IdentityType type, string value, DateTimeOffset now)
    {
        var known = identities.Find(identity => identity.Type == type && identity.Value == value);
        if (known is not null)
        {
            return known;
        }

        var identity = new CustomerIdentity(type, value, !identities.Exists(other => other.Type == type), now);
        identities.Add(identity);
        return identity;
    }

    /// <summary>Makes one address the one that mail goes to.</summary>
    public void MakePrimary(CustomerIdentity chosen)
    {
        foreach (var identity in identities.Where(other => other.Type == chosen.Type))
        {
            identity.SetPrimary(identity == chosen);
        }
    }

    /// <summary>Forgets an identity; another of its type becomes the primary one. Returns false when it is not there.</summary>
    public bool Forget(CustomerIdentity identity)
    {
        if (!identities.Remove(identity))
        {
            return false;
        }

        if (identity.IsPrimary)
        {
            identities.Find(other => other.Type == identity.Type)?.SetPrimary(true);
        }

        return true;
    }
}
