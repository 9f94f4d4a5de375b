using System.Globalization;
using HelpDesk.Domain.Hours;
using Calendar = HelpDesk.Domain.Hours.Calendar;

namespace HelpDesk.Tests.Domain.Hours;

/// <summary>The weekly plans of the test vectors.</summary>
internal static class Plans
{
    private static readonly DayOfWeek[] Weekdays =
        [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday];

    public static IReadOnlyList<DayInterval> Night { get; } = WeeklyHours.On(Weekdays, new(22, 0), new(6, 0));

    private static IReadOnlyList<DayInterval> Office { get; } = WeeklyHours.Weekdays(new(9, 0), new(17, 0));

    private static IReadOnlyList<DayInterval> Lunch { get; } =
        [.. WeeklyHours.On(Weekdays, new(9, 0), new(12, 0)), .. WeeklyHours.On(Weekdays, new(13, 30), new(18, 0))];

    /// <summary>Closed on Tuesday from 10 to 12 and all Thursday, open on Saturday from 10 to 12, of that one week.</summary>
    private static CalendarException[] Holidays { get; } =
    [
        CalendarException.PartialHoliday(new(2026, 3, 3), "Stocktaking", new(10, 0), new(12, 0)),
        CalendarException.Holiday(new(2026, 3, 5), "Local holiday"),
        CalendarException.Opening(new(2026, 3, 7), "Fair", new(10, 0), new(12, 0)),
    ];

    public static Calendar Named(string plan, string zone) => plan switch
    {
        "office" => new("Office", zone, Office),
        "lunch" => new("Lunch", zone, Lunch),
        "night" => new("Night", zone, Night),
        "always" => new("Always", zone, WeeklyHours.AlwaysOpen),
        "holidays" => new("Holidays", zone, Office, Holidays),
        _ => throw new ArgumentOutOfRangeException(nameof(plan), plan, "No such plan."),
    };

    /// <summary>"Fri 2026-03-06 16:30" on a clock in Madrid in winter; the weekday is checked.</summary>
    public static DateTimeOffset Madrid(string text)
    {
        var local = DateTime.ParseExact(
            text, ["ddd yyyy-MM-dd HH:mm", "ddd yyyy-MM-dd HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None);
        return new DateTimeOffset(local, TimeSpan.FromHours(1)).ToUniversalTime();
    }
}
