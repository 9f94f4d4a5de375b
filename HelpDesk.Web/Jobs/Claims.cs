using HelpDesk.Domain.Work;
using HelpDesk.Migrations;
using HelpDesk.Web.Data;
using HelpDesk.Web.Outbox;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Jobs;

/// <summary>A timer that this worker holds. Instant and count together tell its lease from every other.</summary>
internal sealed record HeldDeadline(long Id, DateTimeOffset LeaseUntil, int Attempts);

/// <summary>What one look at the clock took.</summary>
internal sealed record Claimed(IReadOnlyList<HeldDeadline> Deadlines, IReadOnlyList<MailBatch> Mails);

/// <summary>
/// Takes due rows for one worker: in one transaction, for as long as the lease. Another worker does not see them meanwhile
/// and takes them over afterwards.
/// </summary>
internal sealed class Claims(Writer writer, MailBatches mails, IDbContextFactory<HelpDeskDb> factory, TimeProvider clock)
{
    private const int MaxDeadlines = 64;

    /// <summary>When the next row falls due; in the past when one waits already, null when there is none.</summary>
    public async Task<DateTimeOffset?> NextAsync(CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        var now = clock.GetUtcNow();
        var deadline = await Free(db, now).OrderBy(row => row.DueAt).Select(row => (DateTimeOffset?)row.DueAt).FirstOrDefaultAsync(ct);
        var mail = await MailBatches.Free(db, now).OrderBy(row => row.DueAt).Select(row => row.DueAt).FirstOrDefaultAsync(ct);
        return deadline is null || mail < deadline ? mail : deadline;
    }

    /// <param name="maxMails">How many mails may be started now.</param>
    /// <param name="ct">Ends the wait.</param>
    public Task<Claimed> TakeAsync(int maxMails, CancellationToken ct) => writer.RunAsync(
        async (db, token) =>
        {
            var now = clock.GetUtcNow();
            var until = Lease.From(now);
            var due = await Free(db, now).Where(row => row.DueAt <= now).OrderBy(row => row.DueAt).Take(MaxDeadlines).ToListAsync(token);
            due.ForEach(row => row.Lease(until));
            var batches = maxMails > 0 ? await mails.TakeAsync(db, maxMails, now, token) : [];
            return new Claimed([.. due.Select(row => new HeldDeadline(row.Id, until, row.Attempts))], batches);
        },
        ct);

    private static IQueryable<Deadline> Free(HelpDeskDb db, DateTimeOffset now)
    {
        var longest = now + Lease.Length;
        return db.Deadlines.Where(row => row.FailedAt == null && (row.LeaseUntil == null || row.LeaseUntil <= now || row.LeaseUntil > longest));
    }
}
