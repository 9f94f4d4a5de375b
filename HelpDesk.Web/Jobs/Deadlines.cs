using HelpDesk.Domain.Work;
using HelpDesk.Migrations;
using HelpDesk.Web.Actions.Chats.Due;
using HelpDesk.Web.Actions.Tickets;
using HelpDesk.Web.Actions.Upkeep;
using HelpDesk.Web.Data;
using HelpDesk.Web.Outbox;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Jobs;

/// <summary>What each timer does, one line a kind, and how it happens exactly once.</summary>
internal sealed class Deadlines(
    Writer writer,
    TimeProvider clock,
    LeaveChat leave,
    RestChat rest,
    RemindIdle remind,
    EndIdle end,
    MissChat miss,
    CloseSolved close,
    IndexHistory index)
{
    /// <summary>
    /// Does the effect and deletes the row in one transaction, if the row is still there, still held by this worker and
    /// still due.
    /// </summary>
    public Task RunAsync(HeldDeadline held, CancellationToken ct) => writer.RunAsync(
        async (db, token) =>
        {
            if (await FindAsync(db, held, token) is not { } row || row.DueAt > clock.GetUtcNow())
            {
                return;
            }

            db.Deadlines.Remove(row);
            await db.SaveChangesAsync(token);
            await ApplyAsync(db, row, token);
        },
        ct);

    /// <summary>Keeps the reason and tries again later, or leaves it to a person after the eighth time.</summary>
    public Task FailAsync(HeldDeadline held, Exception failure, CancellationToken ct) => writer.RunAsync(
        async (db, token) =>
        {
            if (await FindAsync(db, held, token) is { } row)
            {
                var now = clock.GetUtcNow();
                row.Fail(Reason.Of(failure), now + Backoff.After(row.Attempts), now);
            }
        },
        ct);

    private static Task<Deadline?> FindAsync(HelpDeskDb db, HeldDeadline held, CancellationToken ct) => db.Deadlines
        .SingleOrDefaultAsync(row => row.Id == held.Id && row.LeaseUntil == held.LeaseUntil && row.Attempts == held.Attempts, ct);

    private Task ApplyAsync(HelpDeskDb db, Deadline row, CancellationToken ct) => row.Kind switch
    {
        DeadlineKind.PresenceLost => leave.ApplyAsync(db, row.TargetId, ct),
        DeadlineKind.ChatInactive => rest.ApplyAsync(db, row.TargetId, ct),
        DeadlineKind.IdleReminder => remind.ApplyAsync(db, row.TargetId, ct),
        DeadlineKind.ChatEnd => end.ApplyAsync(db, row.TargetId, ct),
        DeadlineKind.Unanswered => miss.ApplyAsync(db, row.TargetId, ct),
        DeadlineKind.CloseSolved => close.ApplyAsync(db, row.TargetId, ct),
        DeadlineKind.IndexHistory => index.ApplyAsync(db, row.TargetId, ct),
    };
}
