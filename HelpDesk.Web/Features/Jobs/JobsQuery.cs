using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Work;
using HelpDesk.Migrations;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Features.Jobs;

/// <summary>One timer as administrators see it; without a number when its ticket is gone.</summary>
internal sealed record TimerLine(long Id, DeadlineKind Kind, long? Ticket, DateTimeOffset DueAt, int Attempts, string? Error, bool IsFailed);

/// <summary>One mail to a customer on its way.</summary>
internal sealed record MailLine(long Id, long Ticket, string Recipient, DeliveryState State, DateTimeOffset StateAt, DateTimeOffset? DueAt, string? Error);

/// <summary>What the page of jobs shows of the database.</summary>
internal sealed record JobsView(IReadOnlyList<TimerLine> Timers, int TimerCount, IReadOnlyList<MailLine> Mails, IReadOnlyDictionary<DeliveryState, int> MailCounts);

/// <summary>Timers and outgoing mail: what failed first, then what comes next, then what left last.</summary>
internal sealed class JobsQuery(IDbContextFactory<HelpDeskDb> factory)
{
    private const int Lines = 50;

    public async Task<JobsView> LoadAsync(CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        var mails = db.Deliveries.AsNoTracking().Where(row => row.Channel == Channel.Email);
        var counts = await mails.GroupBy(row => row.State).Select(group => new { State = group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.State, group => group.Count, ct);
        return new JobsView(await TimersAsync(db, ct), await db.Deadlines.CountAsync(ct), await MailsAsync(mails, ct), counts);
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

    private static Task<List<MailLine>> MailsAsync(IQueryable<Delivery> mails, CancellationToken ct) => mails
        .Where(row => row.State != DeliveryState.Superseded)
        .OrderBy(row => row.State == DeliveryState.Failed ? 0 : row.DueAt != null ? 1 : 2).ThenByDescending(row => row.StateAt)
        .Take(Lines)
        .Select(row => new MailLine(row.Id, row.Ticket.Number, row.Recipient, row.State, row.StateAt, row.DueAt, row.Error))
        .ToListAsync(ct);
}
