namespace HelpDesk.Web.Features.Kpis;

/// <summary>The numbers of one ticket.</summary>
public sealed record TicketKpis(DateTimeOffset? WaitingSince, TimeSpan? FirstResponse, int Replies, int Reopened);

/// <summary>The numbers of one customer over all their tickets.</summary>
public sealed record CustomerKpis(int Tickets, int Open, TimeSpan? MedianFirstResponse, DateTimeOffset? LastContactAt);
