namespace HelpDesk.Tests.Support;

/// <summary>A clock that stands still until a test moves it. Monday, 2 March 2026, 10:00 UTC to begin with.</summary>
public sealed class FakeClock : TimeProvider
{
    private readonly Lock gate = new();
    private DateTimeOffset now = new(2026, 3, 2, 10, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
        {
            return now;
        }
    }

    public DateTimeOffset Advance(TimeSpan by)
    {
        lock (gate)
        {
            return now += by;
        }
    }
}
