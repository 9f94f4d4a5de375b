namespace HelpDesk.Domain.Customers;

/// <summary>
/// Somebody who asks. A visitor is a customer whose only identity is a visitor key; everything a customer ever wrote
/// hangs on this record.
/// </summary>
public sealed partial class Customer
{
    /// <summary>How exactly it is kept when a customer in a chat was last there.</summary>
    public static readonly TimeSpan SeenEvery = TimeSpan.FromMinutes(1);

    private readonly List<CustomerIdentity> identities = [];

    private Customer()
    {
    }

    public Customer(string displayName, string language, DateTimeOffset now)
    {
        DisplayName = displayName;
        Language = language;
        FirstSeenAt = now;
        LastSeenAt = now;
    }

    public long Id { get; private set; }

    public string PublicId { get; private set; } = "";

    /// <summary>Empty until a name is known: screens then show "Visitor" and the number of the record.</summary>
    public string DisplayName { get; private set; } = "";

    /// <summary>Two-letter language the customer reads (en, es, fr).</summary>
    public string Language { get; private set; } = "en";

    /// <summary>IANA name, as the browser reported it; null when unknown.</summary>
    public string? TimeZone { get; private set; }

    public long? CompanyId { get; private set; }

    /// <summary>Id of this person in the site's own system; unique; only a signed token or an agent sets it.</summary>
    public string? ExternalId { get; private set; }

    public bool IsBlocked { get; private set; }

    /// <summary>Free fields, name to value, typed by <see cref="AttributeDefinition"/> where one exists.</summary>
    public Dictionary<string, string> Attributes { get; private set; } = [];

    public DateTimeOffset FirstSeenAt { get; private set; }

    public DateTimeOffset LastSeenAt { get; private set; }

    public long? MergedIntoId { get; private set; }

    public DateTimeOffset? ErasedAt { get; private set; }

    /// <summary>True for a customer of a demo world.</summary>
    public bool IsSample { get; private set; }

    public IReadOnlyCollection<CustomerIdentity> Identities => identities;

    /// <summary>What an agent corrects on the record.</summary>
    public void Describe(string displayName, string language, long? companyId)
    {
        DisplayName = displayName.Trim();
        Language = language;
        CompanyId = companyId;
    }

    public void SetTimeZone(string? timeZone) => TimeZone = timeZone;

    /// <summary>Sets or, with an empty value, removes one attribute. Returns false when nothing changes.</summary>
    public bool SetAttribute(string name, string? value)
    {
        if (Attributes.GetValueOrDefault(name) == value)
        {
            return false;
        }

        // A new instance, so that the change is seen by a comparison of references.
        Attributes = new Dictionary<string, string>(Attributes, StringComparer.Ordinal);
        if (string.IsNullOrEmpty(value))
        {
            return Attributes.Remove(name);
        }

        Attributes[name] = value;
        return true;
    }

    /// <summary>A page says this of them. Returns false when nothing changes.</summary>
    /// <exception cref="RuleException">That would be too many (<c>too_many</c>).</exception>
    public bool Tell(IReadOnlyDictionary<string, string?> claims)
    {
        var after = PageClaims.Set(Attributes, claims);
        Attributes = after ?? Attributes;
        return after is not null;
    }

    public void Seen(DateTimeOffset now) => LastSeenAt = now > LastSeenAt ? now : LastSeenAt;

    /// <summary>
    /// Notes that the customer is there, exact to <see cref="SeenEvery"/>: whoever writes a message a second need not be
    /// written down each time. Returns false when they were noted less than that ago.
    /// </summary>
    public bool SeenAgain(DateTimeOffset now)
    {
        if (now - LastSeenAt < SeenEvery)
        {
            return false;
        }

        Seen(now);
        return true;
    }

    public void SetBlocked(bool blocked) => IsBlocked = blocked;

    /// <summary>Marks a customer that belongs to a demo world.</summary>
    public void MarkSample() => IsSample = true;
}
