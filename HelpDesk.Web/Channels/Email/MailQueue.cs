using HelpDesk.Domain.Email;
using HelpDesk.Migrations;
using HelpDesk.Web.Data;
using HelpDesk.Web.Outbox;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Channels.Email;

/// <summary>A stored mail that this worker holds. Instant and count together tell its lease from every other.</summary>
internal sealed record HeldMail(long Id, long InboxId, string Hash, long Size, bool IsOld, bool IsHeadOnly, DateTimeOffset LeaseUntil, int Attempts);

/// <summary>
/// The stored mails that are still to be read, oldest first. A worker holds what it took until its lease ends; then
/// another takes it over. What failed three times waits for a person.
/// </summary>
internal sealed class MailQueue(Writer writer, IDbContextFactory<HelpDeskDb> factory, TimeProvider clock)
{
    public const int MaxAttempts = 3;

    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(30);

    /// <summary>True when something is due.</summary>
    public async Task<bool> HasDueAsync(CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        return await Due(db, clock.GetUtcNow()).AnyAsync(ct);
    }

    /// <summary>Takes at most so many that are due.</summary>
    public Task<List<HeldMail>> TakeAsync(int most, CancellationToken ct) => writer.RunAsync(
        async (db, token) => Hold(await Due(db, clock.GetUtcNow()).OrderBy(row => row.Id).Take(most).ToListAsync(token)), ct);

    /// <summary>Takes this one, if it waits and nobody holds it.</summary>
    public Task<List<HeldMail>> TakeAsync(long id, CancellationToken ct) => writer.RunAsync(
        async (db, token) => Hold(await Due(db, clock.GetUtcNow()).Where(row => row.Id == id).ToListAsync(token)), ct);

    /// <summary>The row, if this worker still holds it.</summary>
    public static Task<RawMail?> FindAsync(HelpDeskDb db, HeldMail held, CancellationToken ct) => db.RawMails.SingleOrDefaultAsync(
        row => row.Id == held.Id && row.State == RawMailState.Stored && row.LeaseUntil == held.LeaseUntil && row.Attempts == held.Attempts, ct);

    /// <summary>Keeps the reason and tries again, or quarantines it after the third time.</summary>
    public Task FailAsync(HeldMail held, Exception failure, CancellationToken ct) => writer.RunAsync(
        async (db, token) =>
        {
            if (await FindAsync(db, held, token) is { } row)
            {
                row.Fail(Reason.Of(failure), row.Attempts < MaxAttempts ? clock.GetUtcNow() + Rest : null);
            }
        },
        ct);

    private List<HeldMail> Hold(List<RawMail> rows)
    {
        var held = new List<HeldMail>();
        foreach (var row in rows)
        {
            if (row.Attempts >= MaxAttempts)
            {
                // Nobody said why: the program went down with it each time.
                row.Fail(row.Error ?? "The program ended while it read this mail.", again: null);
                continue;
            }

            row.Lease(Lease.From(clock.GetUtcNow()));
            held.Add(new HeldMail(row.Id, row.InboxId, row.Hash, row.Size, row.IsOld, row.IsHeadOnly, row.LeaseUntil!.Value, row.Attempts));
        }

        return held;
    }

    private static IQueryable<RawMail> Due(HelpDeskDb db, DateTimeOffset now)
    {
        var longest = now + Lease.Length;
        return db.RawMails.Where(row => row.DueAt != null && row.DueAt <= now && (row.LeaseUntil == null || row.LeaseUntil <= now || row.LeaseUntil > longest));
    }
}
