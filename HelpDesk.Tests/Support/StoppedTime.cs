using System.Collections.Concurrent;

namespace HelpDesk.Tests.Support;

/// <summary>Time in which no wait ends by itself: the test ends them all, when it is time.</summary>
/// <param name="now">What the clock shows; the real time when nothing is said.</param>
public sealed class StoppedTime(TimeProvider? now = null) : TimeProvider
{
    private readonly ConcurrentDictionary<StoppedTimer, byte> running = new();

    public override DateTimeOffset GetUtcNow() => now?.GetUtcNow() ?? base.GetUtcNow();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new StoppedTimer(this, callback, state);
        running[timer] = 0;
        return timer;
    }

    /// <summary>Ends every wait that has begun.</summary>
    public void Ring()
    {
        foreach (var timer in running.Keys)
        {
            timer.Ring();
        }
    }

    /// <summary>Ends every wait that begins, until told to stop.</summary>
    public async Task RingUntilAsync(CancellationToken stop)
    {
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (await ticks.WaitForNextTickAsync(stop))
        {
            Ring();
        }
    }

    private sealed class StoppedTimer(StoppedTime time, TimerCallback callback, object? state) : ITimer
    {
        public void Ring() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose() => time.running.TryRemove(this, out _);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
