using HelpDesk.Domain.Tickets;

namespace HelpDesk.Domain.Chat;

/// <summary>How content a customer was with one conversation. One per ticket and session; the last word counts.</summary>
public sealed class CsatResponse
{
    /// <summary>Longest comment, in characters.</summary>
    public const int MaxComment = 2_000;

    /// <summary>How long after its end a chat can be rated, and a rating changed.</summary>
    public static readonly TimeSpan OpenFor = TimeSpan.FromDays(7);

    private CsatResponse()
    {
    }

    /// <param name="ticket">What was rated.</param>
    /// <param name="sessionId">The chat that was rated; null for the ticket as a whole, as from a mail.</param>
    /// <param name="customerId">Who rated.</param>
    /// <param name="agentId">Who was in charge then; null for nobody.</param>
    public CsatResponse(Ticket ticket, long? sessionId, long customerId, long? agentId)
    {
        Ticket = ticket;
        SessionId = sessionId;
        CustomerId = customerId;
        AgentId = agentId;
    }

    public long Id { get; private set; }

    public long TicketId { get; private set; }

    public Ticket Ticket { get; private set; } = null!;

    public long? SessionId { get; private set; }

    public long CustomerId { get; private set; }

    public long? AgentId { get; private set; }

    /// <summary>1 (not at all) to 5 (very).</summary>
    public int Rating { get; private set; }

    public string? Comment { get; private set; }

    /// <summary>By which way it was given.</summary>
    public Channel Channel { get; private set; }

    public DateTimeOffset RatedAt { get; private set; }

    /// <summary>True while this chat can be rated: it has ended, and not too long ago. A missed one was none.</summary>
    public static bool IsOpenFor(ChatSession session, DateTimeOffset now) =>
        session is { State: ChatState.Ended, EndedAt: { } ended } && now < ended + OpenFor;

    /// <summary>Takes a rating, or another one in its place. Returns false when it says the same.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The rating is not 1 to 5.</exception>
    public bool Rate(int rating, string? comment, Channel channel, DateTimeOffset now)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rating, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rating, 5);
        var said = string.IsNullOrWhiteSpace(comment) ? null : comment.Trim();
        if (Rating == rating && Comment == said)
        {
            return false;
        }

        (Rating, Comment, Channel, RatedAt) = (rating, said, channel, now);
        return true;
    }
}
