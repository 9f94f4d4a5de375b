namespace HelpDesk.Web;

/// <summary>
/// The system's clock in whole microseconds, the finest that every database keeps: an instant that was stored and read
/// again is the one that was answered before.
/// </summary>
internal sealed class Clock : TimeProvider
{
    public override DateTimeOffset GetUtcNow()
    {
        var now = base.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }
}
