namespace HelpDesk.Domain.Tickets;

/// <summary>What a status means to the rules. Rules test the category, never the name of a status.</summary>
public enum StatusCategory
{
    New = 1,
    Open = 2,
    Pending = 3,
    OnHold = 4,
    Solved = 5,
    Closed = 6,
}

/// <summary>A status as agents see it. Every category has a default one whose id is the category's number.</summary>
public sealed class TicketStatus
{
    private TicketStatus()
    {
    }

    public TicketStatus(string key, string name, StatusCategory category)
    {
        Key = key;
        Name = name;
        Category = category;
    }

    public long Id { get; private set; }

    /// <summary>Stable word of the API: the category's own name for its default status.</summary>
    public string Key { get; private set; } = "";

    public string Name { get; private set; } = "";

    public StatusCategory Category { get; private set; }

    /// <summary>Row id of the category's default status.</summary>
    public static long DefaultId(StatusCategory category) => (long)category;

    /// <summary>The category as the API writes it (<c>on_hold</c>).</summary>
    public static string KeyOf(StatusCategory category) => category switch
    {
        StatusCategory.New => "new",
        StatusCategory.Open => "open",
        StatusCategory.Pending => "pending",
        StatusCategory.OnHold => "on_hold",
        StatusCategory.Solved => "solved",
        StatusCategory.Closed => "closed",
        _ => throw new ArgumentOutOfRangeException(nameof(category), category, "Unknown category."),
    };
}
