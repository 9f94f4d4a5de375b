using HelpDesk.Domain.Work;
using HelpDesk.Migrations;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Features.Jobs;

/// <summary>One timer as administrators see it; without a number when its ticket is gone.</summary>
internal sealed record TimerLine(long Id, DeadlineKind Kind, long? Ticket, DateTimeOffset DueAt, int Attempts, string? Error, bool IsFailed);

/// <summary>What the page of jobs shows of the database.</summary>
internal sealed record JobsView(IReadOnlyList<TimerLine> Timers, int TimerCount);

/// <summary>Timers: what failed first, then what comes next.</summary>
internal sealed class JobsQuery(IDbContextFactory<HelpDeskDb> factory)
{
    private const int Lines = 50;

    public async Task<JobsView> LoadAsync(CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        return new JobsView(await TimersAsync(db, ct), await db.Deadlines.CountAsync(ct));
    }

    private static Task<List<TimerLine>> TimersAsync(HelpDeskDb db, CancellationToken ct) => db.Deadlines.AsNoTracking()
        .OrderBy(row => row.FailedAt == null).ThenBy(row => row.Error == null).ThenBy(row => row.DueAt)
        .Take(Lines)
        .Select(row => new TimerLine(
            row.Id,
            row.Kind,
            row.Kind == DeadlineKind.CloseSolved
                ? db.Tickets.Where(ticket => ticket.Id == row.TargetId).Select(ticket => (long?)ticket.Number).FirstOrDefault()
                : row.Kind == DeadlineKind.IndexHistory ? db.Messages.Where(message => message.Id == row.TargetId).Select(message => (long?)message.Ticket.Number).FirstOrDefault()
                : db.ChatSessions.Where(session => session.Id == row.TargetId).Select(session => (long?)session.Ticket.Number).FirstOrDefault(),
            row.DueAt,
            row.Attempts,
            row.Error,
            row.FailedAt != null))
        .ToListAsync(ct);
}
