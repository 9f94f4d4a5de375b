namespace HelpDesk.Web.Channels.Email.Imap;

/// <summary>The seam behind which mail is fetched.</summary>
internal interface IMailFetcher
{
    /// <summary>Connects and signs in.</summary>
    /// <param name="server">Where.</param>
    /// <param name="overheard">Is told every line of the conversation; null when nobody listens.</param>
    /// <param name="ct">Gives up.</param>
    /// <exception cref="ImapException">It did not work, and why.</exception>
    Task<IMailbox> OpenAsync(ImapServer server, Action<DialogueLine>? overheard, CancellationToken ct);
}

/// <summary>
/// A mailbox as it is read: never changed in any way, no flag set, nothing moved. Every method throws
/// <see cref="ImapException"/> when it does not work; the connection is good for nothing after most of them.
/// </summary>
internal interface IMailbox : IAsyncDisposable
{
    /// <summary>The names of its folders.</summary>
    Task<IReadOnlyList<string>> FoldersAsync(CancellationToken ct);

    /// <summary>Opens a folder for reading, or looks at it anew.</summary>
    Task<FolderState> ExamineAsync(string folder, CancellationToken ct);

    /// <summary>The uids in the open folder from this one on, ascending.</summary>
    Task<IReadOnlyList<uint>> UidsFromAsync(uint first, CancellationToken ct);

    /// <summary>The uids of messages that arrived on this day (of the server) or later, ascending.</summary>
    Task<IReadOnlyList<uint>> UidsSinceAsync(DateOnly day, CancellationToken ct);

    /// <summary>The facts of these messages; those that are gone are left out.</summary>
    Task<IReadOnlyList<MailFacts>> DescribeAsync(IReadOnlyCollection<uint> uids, CancellationToken ct);

    /// <summary>Copies a message, or its head alone, exactly as the server has it. False when it is gone.</summary>
    Task<bool> CopyAsync(uint uid, bool headOnly, Stream to, CancellationToken ct);

    /// <summary>Waits for new mail, at most so long; a server that cannot tell is left alone meanwhile.</summary>
    Task WaitAsync(TimeSpan atMost, CancellationToken ct);
}

/// <summary>A folder as the server describes it.</summary>
/// <param name="UidValidity">Uids mean nothing under another one.</param>
/// <param name="UidNext">The uid that the next message will get, or a higher one.</param>
/// <param name="Count">Messages in it.</param>
internal sealed record FolderState(uint UidValidity, uint UidNext, int Count);

/// <summary>What the server knows of a message.</summary>
/// <param name="Uid">Unique in its folder under one validity.</param>
/// <param name="Size">Bytes, as the server says; some are wrong.</param>
/// <param name="ArrivedAt">When it came into the mailbox; null where the server does not say.</param>
/// <param name="MessageId">From its head, without angle brackets; null where it has none.</param>
internal sealed record MailFacts(uint Uid, long Size, DateTimeOffset? ArrivedAt, string? MessageId);
