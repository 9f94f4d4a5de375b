namespace HelpDesk.Tests.Support;

/// <summary>
/// A clock that stands still until a test moves it. Monday, 2 March 2026, 10:00 UTC to begin with. Set back, it shows an
/// earlier time, while what measures durations never goes back: as a real machine.
/// </summary>
public sealed class FakeClock : TimeProvider
{
    private readonly Lock gate = new();
    private DateTimeOffset now = new(2026, 3, 2, 10, 0, 0, TimeSpan.Zero);
    private TimeSpan elapsed;

    /// <summary>How far it goes whenever the time is read: for a test whose instants must differ.</summary>
    public TimeSpan Step { get; set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
        {
            return now += Step;
        }
    }

    public override long GetTimestamp()
    {
        lock (gate)
        {
            return elapsed.Ticks;
        }
    }

    public DateTimeOffset Advance(TimeSpan by)
    {
        lock (gate)
        {
            elapsed += by > TimeSpan.Zero ? by : TimeSpan.Zero;
            return now += by;
        }
    }
}
