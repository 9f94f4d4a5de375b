using System.Globalization;
using HelpDesk.Domain.Hours;
using Calendar = HelpDesk.Domain.Hours.Calendar;

namespace HelpDesk.Tests.Domain.Hours;

/// <summary>Monday 2 to Friday 6 March 2026 is an ordinary week in Madrid, one hour ahead of UTC.</summary>
public sealed class WorkingTimeTests
{
    [Theory]
    [InlineData("office", "Fri 2026-03-06 16:30", "01:00:00", "Mon 2026-03-09 09:30")]
    [InlineData("office", "Wed 2026-03-04 07:00", "02:00:00", "Wed 2026-03-04 11:00")]
    [InlineData("lunch", "Wed 2026-03-04 11:45", "00:30:00", "Wed 2026-03-04 13:45")]
    [InlineData("office", "Wed 2026-03-04 17:00", "00:00:00", "Thu 2026-03-05 09:00")]
    [InlineData("office", "Wed 2026-03-04 17:00", "01:00:00", "Thu 2026-03-05 10:00")]
    [InlineData("office", "Wed 2026-03-04 09:00", "08:00:00", "Wed 2026-03-04 17:00")]
    [InlineData("office", "Wed 2026-03-04 12:00", "00:00:00", "Wed 2026-03-04 12:00")]
    [InlineData("office", "Wed 2026-03-04 16:59:50", "00:00:20", "Thu 2026-03-05 09:00:10")]
    [InlineData("office", "Wed 2026-03-04 10:00", "00:00:20", "Wed 2026-03-04 10:00:20")]
    [InlineData("office", "Mon 2026-03-02 09:00", "40:00:00", "Fri 2026-03-06 17:00")]
    [InlineData("holidays", "Wed 2026-03-04 16:00", "02:00:00", "Fri 2026-03-06 10:00")]
    [InlineData("holidays", "Tue 2026-03-03 09:30", "01:00:00", "Tue 2026-03-03 12:30")]
    [InlineData("holidays", "Tue 2026-03-03 10:30", "00:00:00", "Tue 2026-03-03 12:00")]
    [InlineData("holidays", "Sat 2026-03-07 09:00", "01:00:00", "Sat 2026-03-07 11:00")]
    [InlineData("night", "Mon 2026-03-02 21:00", "02:00:00", "Tue 2026-03-03 00:00")]
    [InlineData("night", "Tue 2026-03-03 05:30", "01:00:00", "Tue 2026-03-03 22:30")]
    [InlineData("night", "Mon 2026-03-02 22:00", "09:00:00", "Tue 2026-03-03 23:00")]
    [InlineData("night", "Fri 2026-03-06 22:00", "08:00:00", "Sat 2026-03-07 06:00")]
    [InlineData("always", "Sat 2026-03-07 23:59:50", "00:00:20", "Sun 2026-03-08 00:00:10")]
    [InlineData("always", "Mon 2026-03-02 12:00", "240:00:00", "Thu 2026-03-12 12:00")]
    public void Adds_working_time_and_measures_it_back(string plan, string start, string duration, string end)
    {
        var calendar = Plans.Named(plan, "Europe/Madrid");
        var from = Plans.Madrid(start);
        var amount = Duration(duration);

        WorkingTime.Add(calendar, from, amount).ShouldBe(Plans.Madrid(end));
        WorkingTime.Between(calendar, from, Plans.Madrid(end)).ShouldBe(amount);
    }

    [Theory]
    [InlineData("office", "Mon 2026-03-02 09:00", true)]
    [InlineData("office", "Mon 2026-03-02 17:00", false)]
    [InlineData("office", "Sat 2026-03-07 12:00", false)]
    [InlineData("lunch", "Mon 2026-03-02 12:00", false)]
    [InlineData("lunch", "Mon 2026-03-02 13:30", true)]
    [InlineData("night", "Tue 2026-03-03 00:00", true)]
    [InlineData("night", "Tue 2026-03-03 06:00", false)]
    [InlineData("night", "Mon 2026-03-02 05:00", false)]
    [InlineData("holidays", "Thu 2026-03-05 12:00", false)]
    [InlineData("holidays", "Tue 2026-03-03 10:00", false)]
    [InlineData("holidays", "Tue 2026-03-03 12:00", true)]
    [InlineData("holidays", "Sat 2026-03-07 10:00", true)]
    public void Knows_whether_it_is_open(string plan, string at, bool open) =>
        WorkingTime.IsOpen(Plans.Named(plan, "Europe/Madrid"), Plans.Madrid(at)).ShouldBe(open);

    [Theory]
    [InlineData("office", "Mon 2026-03-02 12:00", "Mon 2026-03-02 17:00")]
    [InlineData("office", "Mon 2026-03-02 17:00", "Tue 2026-03-03 17:00")]
    [InlineData("office", "Fri 2026-03-06 20:00", "Mon 2026-03-09 17:00")]
    [InlineData("lunch", "Mon 2026-03-02 09:00", "Mon 2026-03-02 12:00")]
    [InlineData("night", "Mon 2026-03-02 23:00", "Tue 2026-03-03 06:00")]
    public void Knows_the_next_closing(string plan, string at, string closing) =>
        WorkingTime.NextClosing(Plans.Named(plan, "Europe/Madrid"), Plans.Madrid(at)).ShouldBe(Plans.Madrid(closing));

    [Fact]
    public void Always_open_never_closes_and_opens_at_once()
    {
        var always = Plans.Named("always", "Asia/Kathmandu");
        var now = Plans.Madrid("Mon 2026-03-02 12:00");

        WorkingTime.NextClosing(always, now).ShouldBeNull();
        WorkingTime.NextOpening(always, now).ShouldBe(now);
    }

    [Fact]
    public void A_holiday_ends_the_night_shift_at_midnight_and_the_night_after_begins_there()
    {
        var wednesday = CalendarException.Holiday(new(2026, 3, 4), "Strike");
        var night = new Calendar("Night", "Europe/Madrid", Plans.Night, [wednesday]);

        WorkingTime.NextClosing(night, Plans.Madrid("Tue 2026-03-03 23:00")).ShouldBe(Plans.Madrid("Wed 2026-03-04 00:00"));
        WorkingTime.NextOpening(night, Plans.Madrid("Wed 2026-03-04 00:00")).ShouldBe(Plans.Madrid("Thu 2026-03-05 00:00"));
    }

    [Fact]
    public void Two_thousand_holidays_do_not_make_it_loop_for_ever()
    {
        var monday = new DateOnly(2026, 3, 2);
        var calendar = new Calendar("Mondays", "Europe/Madrid", WeeklyHours.On([DayOfWeek.Monday], new(9, 0), new(17, 0)),
            [.. Enumerable.Range(0, 2000).Select(week => CalendarException.Holiday(monday.AddDays(7 * week), "Closed"))]);

        WorkingTime.NextOpening(calendar, Plans.Madrid("Mon 2026-03-02 12:00"))
            .UtcDateTime.Date.ShouldBe(monday.AddDays(7 * 2000).ToDateTime(TimeOnly.MinValue));
    }

    [Fact]
    public void Hours_of_an_agent_elsewhere_do_not_matter_only_the_calendars_zone_does()
    {
        var tokyo = Plans.Named("office", "Asia/Tokyo");

        WorkingTime.IsOpen(tokyo, Plans.Madrid("Mon 2026-03-02 03:00")).ShouldBeTrue();
        WorkingTime.IsOpen(tokyo, Plans.Madrid("Mon 2026-03-02 10:00")).ShouldBeFalse();
    }

    [Fact]
    public void Time_does_not_run_backwards()
    {
        var office = Plans.Named("office", "Europe/Madrid");
        var noon = Plans.Madrid("Mon 2026-03-02 12:00");

        WorkingTime.Between(office, noon, noon.AddHours(-3)).ShouldBe(TimeSpan.Zero);
        Should.Throw<ArgumentOutOfRangeException>(() => WorkingTime.Add(office, noon, TimeSpan.FromTicks(-1)));
        Should.Throw<ArgumentOutOfRangeException>(() => WorkingTime.Add(Plans.Named("always", "UTC"), noon, TimeSpan.MaxValue));
    }

    private static TimeSpan Duration(string text)
    {
        var parts = text.Split(':').Select(x => int.Parse(x, CultureInfo.InvariantCulture)).ToArray();
        return new TimeSpan(parts[0], parts[1], parts[2]);
    }
}
