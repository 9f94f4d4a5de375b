using HelpDesk.Domain.Chat;
using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Work;
using HelpDesk.Migrations;
using HelpDesk.Web.Settings;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Actions;

/// <summary>
/// Makes the deadlines of a ticket and its chat agree with what the rules plan for them. The last step of every action
/// that changes either.
/// </summary>
internal sealed class Timers(Policies policies)
{
    public async Task SyncAsync(HelpDeskDb db, Ticket ticket, ChatSession? session, CancellationToken ct)
    {
        // What is new gets its ids, by which deadlines name their targets and callers their messages.
        await db.SaveChangesAsync(ct);
        var policy = policies.For(ticket.InboxId);
        var planned = new Dictionary<(DeadlineKind Kind, long TargetId), DateTimeOffset>();
        if (ticket is { Category: StatusCategory.Solved, SolvedAt: { } solved })
        {
            planned[(DeadlineKind.CloseSolved, ticket.Id)] = solved + policy.CloseSolvedAfter;
        }

        var sessionId = session?.Id ?? 0;
        foreach (var (kind, dueAt) in session is null ? [] : IdlePolicy.Plan(session, ticket, policy))
        {
            planned[(kind, sessionId)] = dueAt;
        }

        var present = await db.Deadlines
            .Where(row => (row.TargetId == ticket.Id && row.Kind == DeadlineKind.CloseSolved) || (row.TargetId == sessionId && row.Kind != DeadlineKind.CloseSolved && row.Kind != DeadlineKind.IndexHistory))
            .ToListAsync(ct);
        Apply(db, planned, present);
    }

    private static void Apply(HelpDeskDb db, Dictionary<(DeadlineKind Kind, long TargetId), DateTimeOffset> planned, List<Deadline> present)
    {
        foreach (var row in present)
        {
            if (!planned.Remove((row.Kind, row.TargetId), out var dueAt))
            {
                db.Deadlines.Remove(row);
            }
            else
            {
                row.MoveTo(dueAt);
            }
        }

        db.Deadlines.AddRange(planned.Select(entry => new Deadline(entry.Key.Kind, entry.Key.TargetId, entry.Value)));
    }
}
