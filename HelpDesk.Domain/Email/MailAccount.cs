namespace HelpDesk.Domain.Email;

/// <summary>How a connection to a mail server is protected.</summary>
public enum MailSecurity
{
    None,

    /// <summary>Begins in the clear and must turn to TLS before anything is said.</summary>
    StartTls,
    Tls,
}

/// <summary>How to reach one mail server.</summary>
/// <param name="Host">Empty: there is none.</param>
/// <param name="Port">1–65535.</param>
/// <param name="Security">How the connection is protected.</param>
/// <param name="User">Empty signs in as nobody.</param>
/// <param name="Secret">The password, protected by the installation's keys; empty where there is none.</param>
public sealed record MailServer(string Host, int Port, MailSecurity Security, string User, string Secret)
{
    public static MailServer None { get; } = new("", 0, MailSecurity.None, "", "");

    public bool Exists => Host.Length > 0;
}

/// <summary>The mailbox of a mail inbox: where its mail comes from, how it leaves, and how it has been doing.</summary>
public sealed class MailAccount
{
    private MailAccount()
    {
    }

    /// <param name="inboxId">The mail inbox; it has one mailbox.</param>
    /// <param name="address">The address it answers from, normalised.</param>
    public MailAccount(long inboxId, string address)
    {
        InboxId = inboxId;
        Address = address;
    }

    public long Id { get; private set; }

    public long InboxId { get; private set; }

    public string Address { get; set; } = "";

    /// <summary>Further addresses whose mail arrives here, normalised.</summary>
    public IReadOnlyList<string> Aliases { get; set; } = [];

    /// <summary>The name mail goes out under; <c>{agent}</c> and <c>{workspace}</c> stand for names. Null keeps "Ana via Acme".</summary>
    public string? FromName { get; set; }

    public MailServer Incoming { get; set; } = MailServer.None;

    public MailServer Outgoing { get; set; } = MailServer.None;

    public IReadOnlyList<string> Folders { get; set; } = ["INBOX"];

    public TimeSpan PollEvery { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Also take what lay there before the mailbox was connected.</summary>
    public bool TakesOld { get; set; }

    /// <summary>The server delivers <c>name+anything@</c> to <c>name@</c>, so answers can carry a signed address.</summary>
    public bool HasPlusAddresses { get; set; } = true;

    /// <summary>Whose <c>Authentication-Results</c> count (RFC 8601 §2.2); null trusts nobody's.</summary>
    public string? AuthorityName { get; set; }

    /// <summary>Made from the configuration, which rules its fields at every start.</summary>
    public bool IsConfigured { get; set; }

    public bool IsPaused { get; set; }

    /// <summary>When the mailbox was last read without trouble; null when it never was.</summary>
    public DateTimeOffset? SucceededAt { get; private set; }

    /// <summary>Since when it has not worked; null while it does.</summary>
    public DateTimeOffset? FailingSince { get; private set; }

    /// <summary>Failures in a row.</summary>
    public int Failures { get; private set; }

    public DateTimeOffset? NextTryAt { get; private set; }

    /// <summary>Why it does not work, in the server's words and ours.</summary>
    public string? Error { get; private set; }

    /// <summary>
    /// Has it read again after a pause. What was wrong before, and how long it was not read, is not held against it.
    /// </summary>
    public void Resume(DateTimeOffset now)
    {
        IsPaused = false;
        SucceededAt = SucceededAt is { } last && now < last + MailboxAlarm.After ? last : null;
        (FailingSince, Failures, NextTryAt, Error) = (null, 0, null, null);
    }

    public void Succeed(DateTimeOffset now)
    {
        SucceededAt = now;
        (FailingSince, Failures, NextTryAt, Error) = (null, 0, null, null);
    }

    public void Fail(string error, DateTimeOffset nextTryAt, DateTimeOffset now)
    {
        FailingSince ??= now;
        Failures++;
        (NextTryAt, Error) = (nextTryAt, error);
    }
}

/// <summary>How far one folder of a mailbox has been read (RFC 9051 §2.3.1.1).</summary>
public sealed class MailFolder
{
    // No server's: theirs are above zero.
    private const long Doubtful = -1;

    private MailFolder()
    {
    }

    public MailFolder(long accountId, string name, DateTimeOffset now)
    {
        AccountId = accountId;
        Name = name;
        ConnectedAt = now;
    }

    public long Id { get; private set; }

    public long AccountId { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>0 before the first look; below zero where it is to be compared anew.</summary>
    public long UidValidity { get; private set; }

    /// <summary>The first uid that is ours to read under this validity.</summary>
    public long FirstUid { get; private set; }

    /// <summary>Everything up to here is stored.</summary>
    public long LastUid { get; private set; }

    /// <summary>When it was connected: older mail is taken only when the mailbox says so.</summary>
    public DateTimeOffset ConnectedAt { get; private set; }

    /// <summary>When server and store were last compared; null when they never were.</summary>
    public DateTimeOffset? ReconciledAt { get; private set; }

    /// <summary>Messages on the server that are ours to read, at that time.</summary>
    public int ServerCount { get; private set; }

    /// <summary>How many of them are stored.</summary>
    public int StoredCount { get; private set; }

    /// <summary>
    /// A message that arrived at this instant lay there before the folder was connected. Servers count in seconds; null
    /// does not say, and then it is ours.
    /// </summary>
    public bool IsOlder(DateTimeOffset? arrivedAt) => arrivedAt < ConnectedAt.AddTicks(-(ConnectedAt.Ticks % TimeSpan.TicksPerSecond));

    /// <summary>Begins to count under a validity: at the first look, and whenever the server changes it.</summary>
    public void Begin(long uidValidity, long firstUid) => (UidValidity, FirstUid, LastUid) = (uidValidity, firstUid, firstUid - 1);

    /// <summary>
    /// The mailbox lies on another server from now on, whose numbers mean something else, even where they are the same:
    /// what is there is compared with what is stored at the next look.
    /// </summary>
    public void Doubt() => UidValidity = UidValidity == 0 ? 0 : Doubtful;

    /// <summary>Moves on past what is stored; never back. Returns false when it stands there already.</summary>
    public bool Advance(long uid)
    {
        if (uid <= LastUid)
        {
            return false;
        }

        LastUid = uid;
        return true;
    }

    public void Reconciled(int onServer, int stored, DateTimeOffset now) => (ServerCount, StoredCount, ReconciledAt) = (onServer, stored, now);
}
