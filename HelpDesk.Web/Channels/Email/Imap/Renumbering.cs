using HelpDesk.Domain.Email;

namespace HelpDesk.Web.Channels.Email.Imap;

/// <summary>
/// The server has lost count: another UIDVALIDITY, or uids that go backwards after a restored backup. Every message since
/// the mailbox was connected is compared with the ledger by Message-ID and size; what cannot be told apart that way is
/// fetched and compared by its bytes. What is known gets its new uid, what is missing is stored.
/// </summary>
/// <param name="plan">The folder.</param>
/// <param name="book">Its ledger.</param>
/// <param name="save">Brings a message onto the disk; null when it is gone.</param>
internal sealed class Renumbering(MailboxPlan plan, FolderBook book, Func<MailFacts, CancellationToken, Task<RawMail?>> save)
{
    // By the entry's id: the uid it has now.
    private readonly Dictionary<long, uint> moves = [];
    private HashSet<Entry> unclaimed = [];

    /// <param name="folder">As far as it was read.</param>
    /// <param name="state">What the server says.</param>
    /// <param name="lastStored">The highest uid stored before the server was asked.</param>
    public static bool IsNeeded(MailFolder folder, FolderState state, long lastStored) =>
        folder.UidValidity != state.UidValidity || state.UidNext <= Math.Max(folder.LastUid, lastStored);

    /// <exception cref="ImapException">It could not be done now. It may be begun again at any time.</exception>
    public async Task RunAsync(IMailbox mailbox, MailFolder folder, FolderState state, CancellationToken ct)
    {
        // A message that arrives from here on has at least the next uid, and is new.
        var ours = await FindAsync(mailbox, folder, state.UidNext, ct);
        unclaimed = [.. await book.EntriesAsync(plan, ct)];
        var doubtful = ClaimByFacts(ClaimInPlace(ours, state.UidValidity));
        await book.DisplaceAsync(unclaimed.Where(entry => entry.UidValidity == state.UidValidity && entry.Uid > 0).Select(entry => entry.Id), ct);
        await book.MoveAsync(plan, state.UidValidity, moves, ct);
        foreach (var facts in doubtful)
        {
            await SettleAsync(facts, state.UidValidity, ct);
        }

        var first = plan.TakesOld ? 1 : ours.Select(facts => facts.Uid).DefaultIfEmpty(state.UidNext).Min();
        await book.BeginAsync(plan, state.UidValidity, first, state.UidNext, ct);
    }

    private async Task<List<MailFacts>> FindAsync(IMailbox mailbox, MailFolder folder, uint next, CancellationToken ct)
    {
        // The server searches by its own days.
        var day = DateOnly.FromDateTime(folder.ConnectedAt.UtcDateTime).AddDays(-1);
        var uids = plan.TakesOld ? await mailbox.UidsFromAsync(1, ct) : await mailbox.UidsSinceAsync(day, ct);
        var facts = await mailbox.DescribeAsync([.. uids.Where(uid => uid < next)], ct);
        return [.. facts.Where(one => plan.TakesOld || !folder.IsOlder(one.ArrivedAt))];
    }

    // What an attempt before this one has moved or stored already.
    private List<MailFacts> ClaimInPlace(List<MailFacts> ours, uint validity)
    {
        var byUid = unclaimed.Where(entry => entry.UidValidity == validity).ToDictionary(entry => entry.Uid);
        return [.. ours.Where(facts => !(byUid.GetValueOrDefault(facts.Uid) is { MessageId: not null } entry && KeyOf(entry) == KeyOf(facts) && unclaimed.Remove(entry)))];
    }

    // As many in the ledger as on the server are the same ones; more on the server than in the ledger need a closer look.
    private List<MailFacts> ClaimByFacts(List<MailFacts> ours)
    {
        var known = unclaimed.ToLookup(KeyOf);
        var doubtful = new List<MailFacts>();
        foreach (var group in ours.GroupBy(KeyOf))
        {
            var entries = group.Key.MessageId is null ? [] : known[group.Key].OrderBy(entry => entry.Id).ToList();
            if (entries.Count < group.Count())
            {
                doubtful.AddRange(group);
                continue;
            }

            foreach (var (facts, entry) in group.Zip(entries))
            {
                Claim(entry, facts.Uid);
            }
        }

        return doubtful;
    }

    private void Claim(Entry entry, uint uid)
    {
        unclaimed.Remove(entry);
        moves[entry.Id] = uid;
    }

    private async Task SettleAsync(MailFacts facts, uint validity, CancellationToken ct)
    {
        if (await save(facts, ct) is not { } mail)
        {
            return;
        }

        if (unclaimed.FirstOrDefault(entry => entry.Hash == mail.Hash) is { } same)
        {
            unclaimed.Remove(same);
            await book.MoveAsync(plan, validity, new Dictionary<long, uint> { [same.Id] = facts.Uid }, ct);
        }
        else
        {
            await book.NoteAsync(plan, validity, facts.Uid, mail, ct);
        }
    }

    private static (string? MessageId, long Size) KeyOf(MailFacts facts) => (facts.MessageId, facts.Size);

    private static (string? MessageId, long Size) KeyOf(Entry entry) => (entry.MessageId, entry.Size);
}
