namespace HelpDesk.Domain.Work;

/// <summary>What happens when a deadline falls due. The target is a chat session unless said otherwise.</summary>
public enum DeadlineKind
{
    /// <summary>The customer's page has been gone for <c>Chat:PresenceLostAfter</c>.</summary>
    PresenceLost,

    /// <summary>The customer has been silent for <c>Chat:InactiveAfter</c>.</summary>
    ChatInactive,

    /// <summary>The customer is asked whether they are still there.</summary>
    IdleReminder,

    /// <summary>An idle chat ends.</summary>
    ChatEnd,

    /// <summary>Nobody has answered for <c>Chat:UnansweredToEmailAfter</c>.</summary>
    Unanswered,

    /// <summary>A solved ticket (the target) closes for good.</summary>
    CloseSolved,

    /// <summary>A customer's name or address changed: what they wrote before the target, a message, is made findable by it.</summary>
    IndexHistory,
}

/// <summary>
/// A timer as a row, so that losing the process loses nothing. A worker takes it for a while (the lease), does the effect
/// and deletes the row in one transaction: the effect happens exactly once.
/// </summary>
public sealed class Deadline
{
    private Deadline()
    {
    }

    public Deadline(DeadlineKind kind, long targetId, DateTimeOffset dueAt)
    {
        Kind = kind;
        TargetId = targetId;
        DueAt = dueAt;
    }

    public long Id { get; private set; }

    public DeadlineKind Kind { get; private set; }

    public long TargetId { get; private set; }

    public DateTimeOffset DueAt { get; private set; }

    /// <summary>Until when a worker holds it; another may take it afterwards.</summary>
    public DateTimeOffset? LeaseUntil { get; private set; }

    public int Attempts { get; private set; }

    /// <summary>Why the last attempt failed; null when none did.</summary>
    public string? Error { get; private set; }

    /// <summary>Set when it is no longer tried by itself; a person can retry it.</summary>
    public DateTimeOffset? FailedAt { get; private set; }

    /// <summary>
    /// Moves it. What it was before is forgotten: a worker that holds it has lost it, and failures start anew. Returns false
    /// when it already falls due then.
    /// </summary>
    public bool MoveTo(DateTimeOffset dueAt)
    {
        if (DueAt == dueAt)
        {
            return false;
        }

        Retry(dueAt);
        Error = null;
        return true;
    }

    public void Lease(DateTimeOffset until)
    {
        LeaseUntil = until;
        Attempts++;
    }

    /// <summary>Notes a failure; tries again at <paramref name="again"/>, or never by itself when that is null.</summary>
    public void Fail(string error, DateTimeOffset? again, DateTimeOffset now)
    {
        Error = error;
        LeaseUntil = null;
        DueAt = again ?? DueAt;
        FailedAt = again is null ? now : null;
    }

    /// <summary>Puts it back at the wish of a person.</summary>
    public void Retry(DateTimeOffset dueAt)
    {
        DueAt = dueAt;
        LeaseUntil = null;
        FailedAt = null;
        Attempts = 0;
    }
}
