namespace HelpDesk.Domain.Customers;

/// <summary>A page the customer was on when they wrote.</summary>
public sealed class PageVisit
{
    private PageVisit()
    {
    }

    public PageVisit(long customerId, string url, string? title, DateTimeOffset at)
    {
        CustomerId = customerId;
        Url = url;
        Title = title;
        At = at;
    }

    public long Id { get; private set; }

    public long CustomerId { get; private set; }

    /// <summary>Foreign text: shown, never followed by the desk, a link only when http or https.</summary>
    public string Url { get; private set; } = "";

    public string? Title { get; private set; }

    public DateTimeOffset At { get; private set; }
}
