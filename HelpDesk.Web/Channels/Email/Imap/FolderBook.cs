using HelpDesk.Domain.Email;
using HelpDesk.Migrations;
using HelpDesk.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Channels.Email.Imap;

/// <summary>What the ledger has of one message.</summary>
internal sealed record Entry(long Id, long UidValidity, long Uid, string? MessageId, long Size, string Hash);

/// <summary>The ledger of a folder: how far it was read, and every message that was stored from it.</summary>
internal sealed class FolderBook(Writer writer, IDbContextFactory<HelpDeskDb> factory, TimeProvider clock)
{
    private const int Portion = 500;

    /// <summary>The folder's row, made at the first look: from then on its mail is ours.</summary>
    public Task<MailFolder> OpenAsync(MailboxPlan plan, FolderState state, CancellationToken ct) => writer.RunAsync(
        async (db, token) =>
        {
            var folder = await Find(db, plan).SingleOrDefaultAsync(token)
                ?? db.MailFolders.Add(new MailFolder(plan.AccountId, plan.Folder, clock.GetUtcNow())).Entity;
            if (folder.UidValidity == 0)
            {
                folder.Begin(state.UidValidity, plan.TakesOld ? 1 : state.UidNext);
            }
            else if (plan.TakesOld && folder.FirstUid > 1)
            {
                // Somebody wants the older mail after all.
                folder.Begin(folder.UidValidity, 1);
            }

            return folder;
        },
        ct);

    /// <summary>Which of the folder's uids from this one on are stored.</summary>
    public async Task<HashSet<uint>> StoredFromAsync(MailboxPlan plan, long validity, long first, CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        var uids = await Rows(db, plan).Where(row => row.UidValidity == validity && row.Uid >= first).Select(row => row.Uid!.Value).ToListAsync(ct);
        return uids.Select(uid => (uint)uid).ToHashSet();
    }

    /// <summary>
    /// The highest uid that is stored under the folder's validity; 0 when none is. It may stand before the cursor, where a look
    /// ended between the two.
    /// </summary>
    public async Task<long> LastStoredAsync(MailboxPlan plan, CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        var validity = await Find(db, plan).Select(row => row.UidValidity).FirstOrDefaultAsync(ct);
        return await Rows(db, plan).Where(row => row.UidValidity == validity).MaxAsync(row => row.Uid, ct) ?? 0;
    }

    public async Task<List<Entry>> EntriesAsync(MailboxPlan plan, CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        return await Rows(db, plan).OrderBy(row => row.Id)
            .Select(row => new Entry(row.Id, row.UidValidity!.Value, row.Uid!.Value, row.InternetMessageId, row.Size, row.Hash))
            .ToListAsync(ct);
    }

    /// <summary>
    /// Notes a message whose bytes are safe. Who comes second with the same one notes nothing: the lane lets one look and
    /// write at a time.
    /// </summary>
    public Task NoteAsync(MailboxPlan plan, long validity, uint uid, RawMail mail, CancellationToken ct) => writer.RunAsync(
        async (db, token) =>
        {
            if (!await Rows(db, plan).AnyAsync(row => row.UidValidity == validity && row.Uid == uid, token))
            {
                db.RawMails.Add(mail.At(plan.AccountId, plan.Folder, validity, uid));
            }
        },
        ct);

    /// <summary>Moves the cursor to this uid: everything up to there is stored.</summary>
    public Task AdvanceAsync(MailboxPlan plan, long validity, long uid, CancellationToken ct) => writer.RunAsync(
        async (db, token) => (await Find(db, plan).SingleAsync(row => row.UidValidity == validity, token)).Advance(uid), ct);

    /// <summary>Gives stored messages the uids they have now.</summary>
    public async Task MoveAsync(MailboxPlan plan, long validity, IReadOnlyDictionary<long, uint> places, CancellationToken ct)
    {
        // Two passes, because one may take the uid that another is about to leave.
        await DisplaceAsync(places.Keys, ct);
        foreach (var portion in places.Keys.Chunk(Portion))
        {
            await ChangeAsync(portion, row => row.At(plan.AccountId, plan.Folder, validity, places[row.Id]), ct);
        }
    }

    /// <summary>Takes their uids from stored messages that are no longer there.</summary>
    public async Task DisplaceAsync(IEnumerable<long> ids, CancellationToken ct)
    {
        foreach (var portion in ids.Chunk(Portion))
        {
            await ChangeAsync(portion, row => row.Displace(), ct);
        }
    }

    /// <summary>Begins to count under a new validity, with everything before this uid stored.</summary>
    public Task BeginAsync(MailboxPlan plan, long validity, long first, long next, CancellationToken ct) => writer.RunAsync(
        async (db, token) =>
        {
            var folder = await Find(db, plan).SingleAsync(token);
            folder.Begin(validity, first);
            folder.Advance(next - 1);
        },
        ct);

    public Task ReconciledAsync(MailboxPlan plan, int onServer, int stored, CancellationToken ct) => writer.RunAsync(
        async (db, token) => (await Find(db, plan).SingleAsync(token)).Reconciled(onServer, stored, clock.GetUtcNow()), ct);

    private Task ChangeAsync(long[] ids, Action<RawMail> change, CancellationToken ct) => writer.RunAsync(
        async (db, token) => (await db.RawMails.Where(row => ids.Contains(row.Id)).ToListAsync(token)).ForEach(change), ct);

    private static IQueryable<MailFolder> Find(HelpDeskDb db, MailboxPlan plan) => db.MailFolders.Where(row => row.AccountId == plan.AccountId && row.Name == plan.Folder);

    private static IQueryable<RawMail> Rows(HelpDeskDb db, MailboxPlan plan) =>
        db.RawMails.AsNoTracking().Where(row => row.AccountId == plan.AccountId && row.Folder == plan.Folder);
}
