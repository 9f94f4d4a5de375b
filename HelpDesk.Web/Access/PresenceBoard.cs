using System.Collections.Concurrent;
using HelpDesk.Domain.Agents;
using HelpDesk.Migrations;
using HelpDesk.Web.Actions.Agents;
using HelpDesk.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Access;

/// <summary>
/// Which agents have the workspace open. The first window makes an agent online; a minute after the last one is gone the
/// agent is offline, so that a reload or a drop of the line is not seen by anybody.
/// </summary>
internal sealed class PresenceBoard(
    IDbContextFactory<HelpDeskDb> factory, SetPresence setPresence, TimeProvider clock, ILogger<PresenceBoard> log) : BackgroundService
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<long, int> windows = new();
    private readonly ConcurrentDictionary<long, DateTimeOffset> leaving = new();

    public Task OpenAsync(long agentId)
    {
        windows.AddOrUpdate(agentId, 1, (_, count) => count + 1);
        leaving.TryRemove(agentId, out _);
        return SayAsync(agentId, Presence.Online, CancellationToken.None);
    }

    public void Close(long agentId)
    {
        if (windows.AddOrUpdate(agentId, 0, (_, count) => Math.Max(0, count - 1)) == 0)
        {
            leaving[agentId] = clock.GetUtcNow() + Grace;
        }
    }

    // Whoever was there when the server stopped has as long to come back as after any other drop.
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var there = await db.Agents.Where(agent => agent.Presence != Presence.Offline).Select(agent => agent.Id).ToListAsync(cancellationToken);
        there.ForEach(id => leaving[id] = clock.GetUtcNow() + Grace);
        await base.StartAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Rounds.RunAsync(Interval, clock, log, SweepAsync, stoppingToken);

    private async Task SweepAsync(CancellationToken ct)
    {
        foreach (var gone in leaving.Where(pair => pair.Value <= clock.GetUtcNow()).ToList())
        {
            if (windows.GetValueOrDefault(gone.Key) == 0)
            {
                await SayAsync(gone.Key, Presence.Offline, ct);
            }

            leaving.TryRemove(gone);
            if (windows.GetValueOrDefault(gone.Key) > 0)
            {
                // They came back while their leaving was being written.
                await SayAsync(gone.Key, Presence.Online, ct);
            }
        }
    }

    private Task<bool> SayAsync(long agentId, Presence presence, CancellationToken ct) =>
        setPresence.RunAsync(Actor.System, agentId, presence, byHand: false, ct);
}
