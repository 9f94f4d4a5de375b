using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Chat;
using HelpDesk.Domain.Hours;
using HelpDesk.Domain.Kpi;
using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Work;
using HelpDesk.Migrations;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Actions.Kpis;

/// <summary>How the team stands at this moment.</summary>
/// <param name="Open">Tickets that are neither solved nor closed.</param>
/// <param name="Unassigned">Open tickets that nobody has.</param>
/// <param name="Waiting">Open tickets whose customer waits for an answer.</param>
/// <param name="LongestWait">Since the oldest unanswered message; null when nobody waits.</param>
/// <param name="MedianFirstResponseToday">Of the first answers given since midnight in the workspace's zone; null when there are none.</param>
/// <param name="ChatsActive">Chats that an agent has and whose customer is not silent.</param>
/// <param name="AgentsOnline">Active agents whose presence is online.</param>
internal sealed record TeamNumbers(
    int Open, int Unassigned, int Waiting, TimeSpan? LongestWait, TimeSpan? MedianFirstResponseToday, int ChatsActive, int AgentsOnline);

/// <summary>The team's numbers, for the API and for every screen that shows them.</summary>
internal sealed class TeamNow(IDbContextFactory<HelpDeskDb> factory, TimeProvider clock)
{
    public async Task<TeamNumbers> RunAsync(Actor actor, CancellationToken ct)
    {
        actor.Require(Permission.ReadKpis);
        var now = clock.GetUtcNow();
        await using var db = await factory.CreateDbContextAsync(ct);
        var open = db.Tickets.AsNoTracking().Where(ticket =>
            ticket.Category != StatusCategory.Solved && ticket.Category != StatusCategory.Closed && ticket.MergedIntoId == null);
        var oldest = await open.MinAsync(ticket => ticket.WaitingSince, ct);
        return new TeamNumbers(
            await open.CountAsync(ct),
            await open.CountAsync(ticket => ticket.AssigneeId == null, ct),
            await open.CountAsync(ticket => ticket.WaitingSince != null, ct),
            now - oldest,
            Measures.Median(await FirstResponsesSinceAsync(db, await MidnightAsync(db, now, ct), ct)),
            await db.ChatSessions.CountAsync(session => session.State == ChatState.Active, ct),
            await db.Agents.CountAsync(agent => agent.IsActive && agent.Presence == Presence.Online, ct));
    }

    private static async Task<List<TimeSpan>> FirstResponsesSinceAsync(HelpDeskDb db, DateTimeOffset since, CancellationToken ct)
    {
        // The index on UpdatedAt finds today's tickets; which answer was the first one, the measure decides.
        var messages = await db.Messages.AsNoTracking()
            .Where(message => message.Kind == MessageKind.Public && message.Ticket.UpdatedAt >= since && message.Ticket.LastAgentMessageAt >= since)
            .OrderBy(message => message.TicketId).ThenBy(message => message.Seq)
            .Select(message => new { message.TicketId, message.CreatedAt, message.AuthorKind, message.MachineKind })
            .ToListAsync(ct);
        return [.. messages
            .GroupBy(message => message.TicketId, message => new MessageFact(
                message.CreatedAt, Speaker(message.AuthorKind), IsMachine: message.MachineKind != MachineKind.None))
            .Where(facts => Measures.FirstResponseAt(facts) >= since)
            .Select(facts => Measures.FirstResponse(facts))
            .OfType<TimeSpan>()];
    }

    private static async Task<DateTimeOffset> MidnightAsync(HelpDeskDb db, DateTimeOffset now, CancellationToken ct)
    {
        var name = await db.Workspaces.Where(workspace => workspace.Id == Workspace.TheId).Select(workspace => workspace.TimeZone).FirstOrDefaultAsync(ct);
        var zone = TimeZoneInfo.TryFindSystemTimeZoneById(name ?? "UTC", out var found) ? found : TimeZoneInfo.Utc;
        return LocalDay.StartOf(now, zone);
    }

    private static Speaker Speaker(AuthorKind author) => author switch
    {
        AuthorKind.Customer => Domain.Kpi.Speaker.Customer,
        AuthorKind.Agent => Domain.Kpi.Speaker.Agent,
        AuthorKind.Bot => Domain.Kpi.Speaker.Bot,
        AuthorKind.System => Domain.Kpi.Speaker.System,
    };
}
