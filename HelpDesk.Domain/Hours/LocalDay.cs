namespace HelpDesk.Domain.Hours;

/// <summary>Where a day begins for people in a time zone.</summary>
public static class LocalDay
{
    /// <summary>
    /// The first instant of the local date on which <paramref name="now"/> falls, in UTC. Where the clocks skip midnight
    /// it is the instant of the change; where midnight happens twice, the first one.
    /// </summary>
    public static DateTimeOffset StartOf(DateTimeOffset now, TimeZoneInfo zone)
    {
        var midnight = DateTime.SpecifyKind(TimeZoneInfo.ConvertTime(now, zone).Date, DateTimeKind.Unspecified);
        var offset = zone.IsInvalidTime(midnight) ? zone.GetUtcOffset(midnight.AddHours(-6))
            : zone.IsAmbiguousTime(midnight) ? zone.GetAmbiguousTimeOffsets(midnight).Max()
            : zone.GetUtcOffset(midnight);
        return new DateTimeOffset(midnight, offset).ToUniversalTime();
    }
}
