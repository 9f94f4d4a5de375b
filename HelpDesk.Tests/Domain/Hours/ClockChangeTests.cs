using System.Globalization;
using HelpDesk.Domain.Hours;
using Calendar = HelpDesk.Domain.Hours.Calendar;

namespace HelpDesk.Tests.Domain.Hours;

/// <summary>
/// Instants are written with their offset, so that a wrong table cannot agree with itself. The rule: it is open when the
/// clock on the wall shows an open time.
/// </summary>
public sealed class ClockChangeTests
{
    private static readonly DayOfWeek[] EveryDay = Enum.GetValues<DayOfWeek>();

    [Theory]
    // Madrid, 29 March 2026: 02:00 becomes 03:00.
    [InlineData("Europe/Madrid", "22:00", "06:00", "2026-03-28T22:00+01:00", "07:00:00", "2026-03-29T06:00+02:00")]
    [InlineData("Europe/Madrid", "01:00", "05:00", "2026-03-29T01:30+01:00", "01:00:00", "2026-03-29T03:30+02:00")]
    [InlineData("Europe/Madrid", "02:30", "04:00", "2026-03-29T00:00+01:00", "01:00:00", "2026-03-29T04:00+02:00")]
    [InlineData("Europe/Madrid", "02:00", "03:00", "2026-03-29T00:00+01:00", "01:00:00", "2026-03-30T03:00+02:00")]
    // Madrid, 25 October 2026: 03:00 becomes 02:00.
    [InlineData("Europe/Madrid", "22:00", "06:00", "2026-10-24T22:00+02:00", "09:00:00", "2026-10-25T06:00+01:00")]
    [InlineData("Europe/Madrid", "02:00", "03:00", "2026-10-25T00:00+02:00", "02:00:00", "2026-10-25T03:00+01:00")]
    [InlineData("Europe/Madrid", "22:00", "02:00", "2026-10-24T22:00+02:00", "04:00:00", "2026-10-25T02:00+02:00")]
    [InlineData("Europe/Madrid", "09:00", "17:00", "2026-10-24T16:00+02:00", "02:00:00", "2026-10-25T10:00+01:00")]
    // Santiago, 5 September 2026: the midnight that ends it becomes 01:00.
    [InlineData("America/Santiago", "20:00", "04:00", "2026-09-05T20:00-04:00", "07:00:00", "2026-09-06T04:00-03:00")]
    [InlineData("America/Santiago", "00:00", "02:00", "2026-09-05T12:00-04:00", "01:00:00", "2026-09-06T02:00-03:00")]
    // Santiago, 4 April 2026: the midnight that ends it becomes 23:00 of the same day.
    [InlineData("America/Santiago", "20:00", "04:00", "2026-04-04T20:00-03:00", "09:00:00", "2026-04-05T04:00-04:00")]
    [InlineData("America/Santiago", "09:00", "00:00", "2026-04-04T22:00-03:00", "03:00:00", "2026-04-05T00:00-04:00")]
    // Lord Howe moves by half an hour: 5 April 2026 back, 4 October 2026 forth.
    [InlineData("Australia/Lord_Howe", "01:00", "03:00", "2026-04-05T01:00+11:00", "02:30:00", "2026-04-05T03:00+10:30")]
    [InlineData("Australia/Lord_Howe", "01:00", "03:00", "2026-10-04T01:00+10:30", "01:30:00", "2026-10-04T03:00+11:00")]
    // Chatham, 45 minutes off: 27 September 2026, 02:45 becomes 03:45.
    [InlineData("Pacific/Chatham", "02:00", "04:00", "2026-09-27T02:00+12:45", "01:00:00", "2026-09-27T04:00+13:45")]
    // Kathmandu never moves.
    [InlineData("Asia/Kathmandu", "09:00", "17:00", "2026-03-29T16:00+05:45", "02:00:00", "2026-03-30T10:00+05:45")]
    public void Adds_over_a_change_of_the_clock(string zone, string opens, string closes, string start, string amount, string end)
    {
        var calendar = new Calendar("Daily", zone, WeeklyHours.On(EveryDay, Time(opens), Time(closes)));
        var duration = TimeSpan.Parse(amount, CultureInfo.InvariantCulture);

        WorkingTime.Add(calendar, Instant(start), duration).ShouldBe(Instant(end));
        WorkingTime.Between(calendar, Instant(start), Instant(end)).ShouldBe(duration);
    }

    [Fact]
    public void An_opening_in_the_gap_happens_at_its_end()
    {
        var calendar = new Calendar("Early", "Europe/Madrid", WeeklyHours.On(EveryDay, new(2, 30), new(4, 0)));

        WorkingTime.NextOpening(calendar, Instant("2026-03-29T00:00+01:00")).ShouldBe(Instant("2026-03-29T03:00+02:00"));
    }

    [Fact]
    public void A_closing_in_the_fold_happens_twice()
    {
        var calendar = new Calendar("Late", "Europe/Madrid", WeeklyHours.On(EveryDay, new(22, 0), new(2, 30)));

        var first = Instant("2026-10-25T02:30+02:00");
        WorkingTime.NextClosing(calendar, Instant("2026-10-24T23:00+02:00")).ShouldBe(first);
        WorkingTime.NextOpening(calendar, first).ShouldBe(Instant("2026-10-25T02:00+01:00"));
        WorkingTime.NextClosing(calendar, Instant("2026-10-25T02:00+01:00")).ShouldBe(Instant("2026-10-25T02:30+01:00"));
    }

    [Fact]
    public void Always_open_counts_real_hours()
    {
        var always = new Calendar("Always", "Europe/Madrid", WeeklyHours.AlwaysOpen);

        WorkingTime.Between(always, Instant("2026-03-29T00:00+01:00"), Instant("2026-03-30T00:00+02:00")).TotalHours.ShouldBe(23);
        WorkingTime.Between(always, Instant("2026-10-25T00:00+02:00"), Instant("2026-10-26T00:00+01:00")).TotalHours.ShouldBe(25);
    }

    private static TimeOnly Time(string text) => TimeOnly.Parse(text, CultureInfo.InvariantCulture);

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture).ToUniversalTime();
}
