using HelpDesk.Domain.Events;
using HelpDesk.Migrations;
using HelpDesk.Web.Live;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Data;

/// <summary>
/// Announces committed events in order and once: those of this process at once, those that a verb or another node wrote
/// within half a second.
/// </summary>
internal sealed class EventTail(IDbContextFactory<HelpDeskDb> factory, Feed feed, TimeProvider clock, ILogger<EventTail> log) : BackgroundService
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

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Rounds.RunAsync(Interval, clock, log, CatchUpAsync, stoppingToken);

    private async Task CatchUpAsync(CancellationToken ct)
    {
        await gate.WaitAsync(ct);
        try
        {
            await LoadAsync(long.MaxValue, ct);
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task LoadAsync(long before, CancellationToken ct)
    {
        const int page = 1_000;
        await using var db = await factory.CreateDbContextAsync(ct);
        List<Event> missed;
        do
        {
            missed = await db.Events.AsNoTracking().Where(row => row.Id > last && row.Id < before).OrderBy(row => row.Id).Take(page).ToListAsync(ct);
            missed.ForEach(Pass);
        }
        while (missed.Count == page);
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
