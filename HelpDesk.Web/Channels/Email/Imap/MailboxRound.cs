using HelpDesk.Domain.Email;

namespace HelpDesk.Web.Channels.Email.Imap;

/// <summary>
/// One look at a folder: what is new is stored, and only then the cursor moves. It may end at any point and be done again:
/// nothing is lost and nothing stored twice.
/// </summary>
internal sealed class MailboxRound(MailboxPlan plan, FolderBook book, MessageFetch fetch, TimeProvider clock)
{
    private const int Portion = 100;

    private static readonly TimeSpan ReconcileEvery = TimeSpan.FromMinutes(10);

    // What turned out larger than the server had said; asking again for all of it would break the connection again.
    private readonly HashSet<(long Validity, uint Uid)> tooLarge = [];
    private DateTimeOffset? reconciledAt;

    /// <exception cref="ImapException">The server could not be read, or refuses a message; the others are stored.</exception>
    public async Task RunAsync(IMailbox mailbox, CancellationToken ct)
    {
        var lastStored = await book.LastStoredAsync(plan, ct);
        var state = await mailbox.ExamineAsync(plan.Folder, ct);
        var folder = await book.OpenAsync(plan, state, ct);
        if (Renumbering.IsNeeded(folder, state, lastStored))
        {
            var renumbering = new Renumbering(plan, book, (facts, token) => SaveAsync(mailbox, folder, state.UidValidity, facts, token));
            await renumbering.RunAsync(mailbox, folder, state, ct);
            folder = await book.OpenAsync(plan, state, ct);
            reconciledAt = null;
        }

        await FetchNewAsync(mailbox, folder, ct);
        if (reconciledAt is null || clock.GetUtcNow() >= reconciledAt + ReconcileEvery)
        {
            await ReconcileAsync(mailbox, folder, ct);
            reconciledAt = clock.GetUtcNow();
        }
    }

    // The cursor stops before the first message that the server refuses; those behind it are stored all the same.
    private async Task FetchNewAsync(IMailbox mailbox, MailFolder folder, CancellationToken ct)
    {
        var uids = await mailbox.UidsFromAsync((uint)folder.LastUid + 1, ct);
        var stored = uids.Count == 0 ? [] : await book.StoredFromAsync(plan, folder.UidValidity, folder.LastUid + 1, ct);
        ImapException? refusal = null;
        foreach (var portion in uids.Chunk(Portion))
        {
            var lacking = await mailbox.DescribeAsync([.. portion.Where(uid => !stored.Contains(uid))], ct);
            var (refused, why) = await StoreAsync(mailbox, folder, lacking, ct);
            if (refusal is null)
            {
                await book.AdvanceAsync(plan, folder.UidValidity, refused is { } first ? first - 1 : portion[^1], ct);
            }

            refusal ??= why;
        }

        if (refusal is not null)
        {
            throw refusal;
        }
    }

    // Every message on the server that is ours has a row; what has none is fetched now. What lay there before we came is
    // not ours, also where the server has numbered it anew among the rest.
    private async Task ReconcileAsync(IMailbox mailbox, MailFolder folder, CancellationToken ct)
    {
        var uids = await mailbox.UidsFromAsync((uint)folder.FirstUid, ct);
        var stored = await book.StoredFromAsync(plan, folder.UidValidity, folder.FirstUid, ct);
        var lacking = await mailbox.DescribeAsync([.. uids.Where(uid => !stored.Contains(uid))], ct);
        var ours = lacking.Where(facts => plan.TakesOld || !folder.IsOlder(facts.ArrivedAt)).ToList();
        var (_, refusal) = await StoreAsync(mailbox, folder, ours, ct);
        var expected = uids.Where(stored.Contains).Concat(ours.Select(facts => facts.Uid)).ToList();
        stored = await book.StoredFromAsync(plan, folder.UidValidity, folder.FirstUid, ct);
        await book.ReconciledAsync(plan, expected.Count, expected.Count(stored.Contains), ct);
        if (refusal is not null)
        {
            throw refusal;
        }
    }

    /// <summary>Stores these messages, and names the first that the server refuses to give.</summary>
    private async Task<(uint? Refused, ImapException? Why)> StoreAsync(IMailbox mailbox, MailFolder folder, IReadOnlyList<MailFacts> messages, CancellationToken ct)
    {
        (uint? Refused, ImapException? Why) first = default;
        foreach (var facts in messages)
        {
            try
            {
                if (await SaveAsync(mailbox, folder, folder.UidValidity, facts, ct) is { } mail)
                {
                    await book.NoteAsync(plan, folder.UidValidity, facts.Uid, mail, ct);
                }
            }
            catch (ImapException refusal) when (refusal.Trouble is ImapTrouble.Refused or ImapTrouble.Busy)
            {
                first = first.Why is null ? (facts.Uid, refusal) : first;
            }
        }

        return first;
    }

    private async Task<RawMail?> SaveAsync(IMailbox mailbox, MailFolder folder, long validity, MailFacts facts, CancellationToken ct)
    {
        try
        {
            var isOld = plan.TakesOld && folder.IsOlder(facts.ArrivedAt);
            return await fetch.RunAsync(mailbox, plan, facts, isOld, tooLarge.Contains((validity, facts.Uid)), ct);
        }
        catch (ImapException failure) when (failure.Trouble == ImapTrouble.TooLarge)
        {
            tooLarge.Add((validity, facts.Uid));
            throw;
        }
    }
}
