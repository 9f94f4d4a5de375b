using System.Collections.Concurrent;
using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Chat;
using HelpDesk.Domain.Events;
using HelpDesk.Domain.Kpi;
using HelpDesk.Migrations;
using HelpDesk.Web.Data;
using HelpDesk.Web.Live;
using HelpDesk.Web.Settings;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Channels.Chat;

/// <summary>
/// Knows for each web inbox who is there and how soon somebody answers, and tells the streams when that changes: an agent
/// comes or goes, hours are edited, the clock reaches an opening or a closing.
/// </summary>
internal sealed class StatusBoard(
    InboxBook inboxes, IDbContextFactory<HelpDeskDb> factory, Policies policies, ReplyTimes times, Feed feed, TimeProvider clock, ILogger<StatusBoard> log)
    : BackgroundService
{
    private const int Answers = 1_000;

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FactsAge = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<long, Facts> known = new();

    // What was handed out first, then what was announced last: whoever was told something else hears of the change.
    private readonly ConcurrentDictionary<long, Availability> told = new();

    private int changes;

    /// <summary>What customers of this inbox are to be told now.</summary>
    public async ValueTask<Availability> OfAsync(ChatInbox inbox, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var state = Volatile.Read(ref changes);
        if (!known.TryGetValue(inbox.Id, out var facts) || facts.Changes != state || clock.GetElapsedTime(facts.At) > FactsAge)
        {
            facts = known[inbox.Id] = await LoadAsync(inbox, state, now, ct);
        }

        var reply = facts.Measured ?? ReplyEstimate.From(policies.For(inbox.Id).ReplyTime, []);
        times.Show(inbox.Id, reply);
        var status = Availability.At(inbox.Calendar, facts.AgentsThere, reply, now);
        told.TryAdd(inbox.Id, status);
        return status;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var listening = feed.Listen(happened => _ = IsOurs(happened.Type) ? Interlocked.Increment(ref changes) : 0);
        await Rounds.RunAsync(Look, clock, log, TellAsync, stoppingToken);
    }

    private static bool IsOurs(EventType type) => type is EventType.AgentChanged or EventType.SettingsChanged;

    private async Task TellAsync(CancellationToken ct)
    {
        foreach (var inbox in await inboxes.AllAsync(ct))
        {
            var status = await OfAsync(inbox, ct);
            if (told[inbox.Id] != status)
            {
                told[inbox.Id] = status;
                feed.Say(new Aside(AsideType.Status, null, 0, ""));
            }
        }
    }

    private async Task<Facts> LoadAsync(ChatInbox inbox, int state, DateTimeOffset now, CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        var there = await db.Agents.CountAsync(
            agent => agent.IsActive && agent.Presence == Presence.Online
                && (inbox.TeamId == null || db.TeamMembers.Any(member => member.TeamId == inbox.TeamId && member.AgentId == agent.Id)),
            ct);
        var since = now - ReplyEstimate.Window;
        var answers = await db.Tickets.AsNoTracking()
            .Where(ticket => ticket.InboxId == inbox.Id && ticket.FirstResponseAt > since)
            .OrderByDescending(ticket => ticket.FirstResponseAt)
            .Take(Answers)
            .Select(ticket => new { ticket.CreatedAt, ticket.FirstResponseAt })
            .ToListAsync(ct);
        var measured = ReplyEstimate.From(TimeSpan.Zero, answers.Select(row => new Answer(row.CreatedAt, row.FirstResponseAt ?? now)), inbox.Calendar, now);
        return new Facts(state, clock.GetTimestamp(), there, measured.IsMeasured ? measured : null);
    }

    /// <summary>What is loaded for one inbox, once for all visitors.</summary>
    /// <param name="Changes">What it was loaded after.</param>
    /// <param name="At">When, as a timestamp.</param>
    /// <param name="AgentsThere">Who may take a chat.</param>
    /// <param name="Measured">Null while too few answers were measured.</param>
    private sealed record Facts(int Changes, long At, int AgentsThere, ReplyEstimate? Measured);
}
