namespace HelpDesk.Web.Features.Kpis;

/// <summary>The numbers of one ticket.</summary>
public sealed record TicketKpis(DateTimeOffset? WaitingSince, TimeSpan? FirstResponse, int Replies, int Reopened)
{
    /// <summary>1 to 5; null while the customer has not rated.</summary>
    public int? Rating { get; init; }

    /// <summary>What they said about it.</summary>
    public string? Comment { get; init; }
}

/// <summary>The numbers of one customer over all their tickets.</summary>
public sealed record CustomerKpis(int Tickets, int Open, TimeSpan? MedianFirstResponse, DateTimeOffset? LastContactAt)
{
    /// <summary>Mean of their ratings, 1 to 5; null without any.</summary>
    public double? MeanRating { get; init; }
}
