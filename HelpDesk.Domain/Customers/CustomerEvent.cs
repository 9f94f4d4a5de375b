namespace HelpDesk.Domain.Customers;

/// <summary>Something the customer did elsewhere, told by the site or the API ("ordered", "signed up").</summary>
public sealed class CustomerEvent
{
    private CustomerEvent()
    {
    }

    public CustomerEvent(long customerId, string type, string data, DateTimeOffset at)
    {
        CustomerId = customerId;
        Type = type;
        Data = data;
        At = at;
    }

    public long Id { get; private set; }

    public long CustomerId { get; private set; }

    public string Type { get; private set; } = "";

    /// <summary>A JSON object.</summary>
    public string Data { get; private set; } = "{}";

    public DateTimeOffset At { get; private set; }
}
