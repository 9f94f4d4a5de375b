namespace HelpDesk.Domain.Email;

/// <summary>By which way a mail reached us.</summary>
public enum MailSource
{
    /// <summary>Fetched from a mailbox.</summary>
    Imap,

    /// <summary>Piped in by a mail server on this machine.</summary>
    Pipe,

    /// <summary>Handed in over HTTP.</summary>
    Push,
}

/// <summary>How far a stored mail has come.</summary>
public enum RawMailState
{
    /// <summary>Safe on the disk, not yet read.</summary>
    Stored,

    /// <summary>It became a message, or was one already.</summary>
    Taken,

    /// <summary>It is our own mail come back: kept and counted, no ticket.</summary>
    Loop,

    /// <summary>It could not be read after several tries; a person can replay it.</summary>
    Quarantined,
}

/// <summary>
/// A mail exactly as received: a content-addressed blob, written and synced before this row. The row is also the queue of
/// what is still to be read, so that reading can be repeated as often as need be.
/// </summary>
public sealed class RawMail
{
    private RawMail()
    {
    }

    /// <param name="inboxId">The mail inbox it came in by.</param>
    /// <param name="source">The way it came.</param>
    /// <param name="hash">SHA-256 of its bytes in lower-case hexadecimal digits.</param>
    /// <param name="size">Bytes, as the server says where only the head was kept.</param>
    /// <param name="now">The instant it was stored; from then on it is due.</param>
    public RawMail(long inboxId, MailSource source, string hash, long size, DateTimeOffset now)
    {
        InboxId = inboxId;
        Source = source;
        Hash = hash;
        Size = size;
        ReceivedAt = now;
        DueAt = now;
    }

    public long Id { get; private set; }

    public long InboxId { get; private set; }

    public MailSource Source { get; private set; }

    /// <summary>SHA-256 in lower-case hexadecimal digits.</summary>
    public string Hash { get; private set; } = "";

    /// <summary>Bytes.</summary>
    public long Size { get; private set; }

    public DateTimeOffset ReceivedAt { get; private set; }

    /// <summary>The mailbox it was fetched from; null for mail that was handed in.</summary>
    public long? AccountId { get; private set; }

    public string? Folder { get; private set; }

    public long? UidValidity { get; private set; }

    public long? Uid { get; private set; }

    /// <summary>As its head says, without angle brackets; null while it has not been looked at, or has none.</summary>
    public string? InternetMessageId { get; init; }

    /// <summary>It lay in the mailbox before that was connected: never answered automatically.</summary>
    public bool IsOld { get; init; }

    /// <summary>It is larger than we take: its head alone was kept, the mail is still on the server.</summary>
    public bool IsHeadOnly { get; init; }

    public RawMailState State { get; private set; }

    public int Attempts { get; private set; }

    /// <summary>When it is to be read; null when it no longer waits.</summary>
    public DateTimeOffset? DueAt { get; private set; }

    /// <summary>Until when a worker may hold it; another takes it over afterwards.</summary>
    public DateTimeOffset? LeaseUntil { get; private set; }

    /// <summary>Why the last attempt failed.</summary>
    public string? Error { get; private set; }

    /// <summary>Notes where a fetched mail lies: unique, so that it is stored once whoever fetches it.</summary>
    public RawMail At(long accountId, string folder, long uidValidity, long uid)
    {
        (AccountId, Folder, UidValidity, Uid) = (accountId, folder, uidValidity, uid);
        return this;
    }

    /// <summary>
    /// Its uid belongs to another message now, because the server has lost count: it keeps one that no server gives.
    /// </summary>
    public void Displace() => Uid = -Id;

    /// <summary>Takes it for reading until the lease ends.</summary>
    public void Lease(DateTimeOffset until)
    {
        LeaseUntil = until;
        Attempts++;
    }

    /// <summary>It is through.</summary>
    public void Settle(RawMailState state)
    {
        State = state;
        DueAt = null;
        LeaseUntil = null;
        Error = null;
    }

    /// <summary>Reading failed; it is tried again at <paramref name="again"/>, or quarantined when that is null.</summary>
    public void Fail(string error, DateTimeOffset? again)
    {
        Error = error;
        LeaseUntil = null;
        DueAt = again;
        State = again is null ? RawMailState.Quarantined : RawMailState.Stored;
    }

    /// <summary>Reads it anew at the wish of a person. Returns false while it waits by itself.</summary>
    public bool Replay(DateTimeOffset now)
    {
        if (State == RawMailState.Stored)
        {
            return false;
        }

        (State, Attempts, DueAt, Error) = (RawMailState.Stored, 0, now, null);
        return true;
    }
}
