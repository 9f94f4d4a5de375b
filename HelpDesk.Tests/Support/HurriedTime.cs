namespace HelpDesk.Tests.Support;

/// <summary>Time in which waits are a thousand times as short: five minutes of patience are 300 ms.</summary>
/// <param name="now">What the clock shows; the real time when nothing is said.</param>
public sealed class HurriedTime(TimeProvider? now = null) : TimeProvider
{
    private const int Factor = 1_000;

    public override DateTimeOffset GetUtcNow() => now?.GetUtcNow() ?? base.GetUtcNow();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        base.CreateTimer(callback, state, Shorten(dueTime), Shorten(period));

    private static TimeSpan Shorten(TimeSpan time) => time > TimeSpan.Zero ? time / Factor : time;
}
