namespace HelpDesk.Domain.Email;

/// <summary>How a mailbox is doing, for people.</summary>
public enum MailboxState
{
    /// <summary>Mail of it is not fetched: it is handed in, or nothing is set up.</summary>
    NotFetched,
    Paused,

    /// <summary>It has not been read yet, and nothing has gone wrong.</summary>
    Waiting,
    Works,

    /// <summary>It fails since a moment ago and is tried again.</summary>
    Failing,

    /// <summary>It has not been read for so long that a person should look.</summary>
    Alarm,
}

/// <summary>When somebody is told about a mailbox that does not work.</summary>
public static class MailboxAlarm
{
    /// <summary>Mail servers restart and networks break; what lasts longer than this does not mend itself.</summary>
    public static readonly TimeSpan After = TimeSpan.FromMinutes(15);

    public static MailboxState StateOf(MailAccount account, DateTimeOffset now) => account switch
    {
        { Incoming.Exists: false } => MailboxState.NotFetched,
        { IsPaused: true } => MailboxState.Paused,
        { FailingSince: { } since } when now >= since + After => MailboxState.Alarm,

        // Also without an error: whatever reads it may hang, or fail so seldom that no failure is told.
        { SucceededAt: { } last } when now >= last + After => MailboxState.Alarm,
        { FailingSince: not null } => MailboxState.Failing,
        { SucceededAt: null } => MailboxState.Waiting,
        _ => MailboxState.Works,
    };
}
