using HelpDesk.Domain.Events;
using HelpDesk.Migrations;
using HelpDesk.Web.Live;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Data;

/// <summary>
/// Announces committed events in order and once: those of this process at once, those that a verb or another node wrote
/// within half a second.
/// </summary>
internal sealed class EventTail(IDbContextFactory<HelpDeskDb> factory, Feed feed, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private readonly SemaphoreSlim gate = new(1, 1);
    private long? last;

    /// <summary>Announces what was just committed here, and before it what others committed meanwhile.</summary>
    public async Task AnnounceAsync(List<Event> fresh)
    {
        if (fresh.Count == 0)
        {
            return;
        }

        await gate.WaitAsync();
        try
        {
            if (last is not null && fresh[0].Id > last + 1)
            {
                await LoadAsync(fresh[0].Id, CancellationToken.None);
            }

            fresh.ForEach(Pass);
        }
        finally
        {
            gate.Release();
        }
    }

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        last = await db.Events.MaxAsync(row => (long?)row.Id, cancellationToken) ?? 0;
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await gate.WaitAsync(stoppingToken);
            try
            {
                await LoadAsync(long.MaxValue, stoppingToken);
            }
            finally
            {
                gate.Release();
            }
        }
    }

    private async Task LoadAsync(long before, CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        var missed = await db.Events.AsNoTracking().Where(row => row.Id > last && row.Id < before).OrderBy(row => row.Id).Take(1_000).ToListAsync(ct);
        missed.ForEach(Pass);
    }

    private void Pass(Event row)
    {
        if (last is null || row.Id > last)
        {
            last = last is null ? null : row.Id;
            feed.Announce(new LiveEvent(row.Id, row.Type, row.TicketId, row.MessageId, row.SubjectId, row.Seq, row.ActorId, row.At));
        }
    }
}
