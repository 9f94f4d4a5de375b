namespace HelpDesk.Domain.Customers;

/// <summary>That one customer went up in another, with what was moved, so that it can be undone for 30 days.</summary>
public sealed class CustomerMerge
{
    /// <summary>For how long a merge can be undone.</summary>
    public static readonly TimeSpan UndoFor = TimeSpan.FromDays(30);

    private CustomerMerge()
    {
    }

    public CustomerMerge(long fromId, long intoId, long? agentId, MovedRows moved, DateTimeOffset now)
    {
        FromId = fromId;
        IntoId = intoId;
        AgentId = agentId;
        Moved = moved;
        At = now;
    }

    public long Id { get; private set; }

    public long FromId { get; private set; }

    public long IntoId { get; private set; }

    /// <summary>Who did it; null when a proof did.</summary>
    public long? AgentId { get; private set; }

    public DateTimeOffset At { get; private set; }

    public DateTimeOffset? UndoneAt { get; private set; }

    public MovedRows Moved { get; private set; } = new();

    /// <summary>Marks it as undone. Returns false when it is too late or was done before.</summary>
    public bool Undo(DateTimeOffset now)
    {
        if (UndoneAt is not null || now - At > UndoFor)
        {
            return false;
        }

        UndoneAt = now;
        return true;
    }
}

/// <summary>The rows that a merge took over from the customer who is no more. Stored as one value.</summary>
public sealed record MovedRows
{
    public IReadOnlyList<long> Identities { get; init; } = [];

    public IReadOnlyList<long> Tickets { get; init; } = [];

    public IReadOnlyList<long> Notes { get; init; } = [];

    public IReadOnlyList<long> Events { get; init; } = [];

    public IReadOnlyList<long> Devices { get; init; } = [];

    public IReadOnlyList<long> Sessions { get; init; } = [];

    public IReadOnlyList<long> PageVisits { get; init; } = [];

    /// <summary>The survivor had none of its own.</summary>
    public bool ExternalId { get; init; }

    /// <summary>Attributes that the survivor lacked.</summary>
    public IReadOnlyList<string> Attributes { get; init; } = [];

    /// <summary>The survivor had no name.</summary>
    public bool Name { get; init; }

    /// <summary>The survivor had no time zone.</summary>
    public bool TimeZone { get; init; }

    /// <summary>The survivor had no company.</summary>
    public bool Company { get; init; }

    /// <summary>Since when the survivor had been known; null for merges that did not note it.</summary>
    public DateTimeOffset? FirstSeenBefore { get; init; }
}
