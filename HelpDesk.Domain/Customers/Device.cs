namespace HelpDesk.Domain.Customers;

/// <summary>A browser the customer wrote from. No network address is kept.</summary>
public sealed class Device
{
    private Device()
    {
    }

    public Device(long customerId, string visitorKey, string userAgent, string? locale, DateTimeOffset now)
    {
        CustomerId = customerId;
        VisitorKey = visitorKey;
        UserAgent = userAgent;
        Locale = locale;
        LastSeenAt = now;
    }

    public long Id { get; private set; }

    public long CustomerId { get; private set; }

    /// <summary>The visitor key of the token in that browser.</summary>
    public string VisitorKey { get; private set; } = "";

    public string UserAgent { get; private set; } = "";

    public string? Locale { get; private set; }

    public DateTimeOffset LastSeenAt { get; private set; }

    public void Seen(string userAgent, DateTimeOffset now)
    {
        UserAgent = userAgent;
        LastSeenAt = now;
    }
}
