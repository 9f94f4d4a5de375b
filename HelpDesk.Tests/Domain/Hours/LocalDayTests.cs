using System.Globalization;
using HelpDesk.Domain.Hours;

namespace HelpDesk.Tests.Domain.Hours;

public sealed class LocalDayTests
{
    [Theory]
    [InlineData("UTC", "2026-03-02T09:00:00Z", "2026-03-02T00:00:00Z")]
    [InlineData("Europe/Madrid", "2026-03-02T09:00:00Z", "2026-03-01T23:00:00Z")]
    [InlineData("Europe/Madrid", "2026-07-02T22:30:00Z", "2026-07-02T22:00:00Z")]
    [InlineData("America/Mexico_City", "2026-03-02T03:00:00Z", "2026-03-01T06:00:00Z")]
    [InlineData("America/Santiago", "2026-09-06T12:00:00Z", "2026-09-06T04:00:00Z")] // midnight is skipped
    [InlineData("America/Havana", "2026-11-01T12:00:00Z", "2026-11-01T04:00:00Z")] // midnight happens twice
    public void A_day_begins_at_its_first_instant(string zone, string now, string start) =>
        LocalDay.StartOf(At(now), TimeZoneInfo.FindSystemTimeZoneById(zone)).ShouldBe(At(start));

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
