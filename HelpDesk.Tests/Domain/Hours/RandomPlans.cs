using HelpDesk.Domain.Hours;

namespace HelpDesk.Tests.Domain.Hours;

/// <summary>Random calendars and starts, with a liking for the days on which clocks change.</summary>
internal sealed class RandomPlans(int seed)
{
    private static readonly string[] Zones =
    [
        "UTC", "Europe/Madrid", "Europe/London", "Europe/Dublin", "Atlantic/Azores", "Africa/Casablanca", "Africa/Cairo",
        "Asia/Beirut", "Asia/Jerusalem", "Asia/Tehran", "Asia/Kolkata", "Asia/Kathmandu", "Asia/Tokyo", "Australia/Adelaide",
        "Australia/Lord_Howe", "Pacific/Auckland", "Pacific/Chatham", "Pacific/Kiritimati", "America/Santiago",
        "America/Asuncion", "America/St_Johns", "America/New_York", "America/Havana", "America/Mexico_City",
    ];

    private readonly Random random = new(seed);

    public int Next(int below) => random.Next(below);

    public long Next(long below) => random.NextInt64(below);

    /// <param name="unit">All boundaries lie on multiples of it.</param>
    /// <param name="around">Exceptions are laid around this date.</param>
    public Calendar Calendar(string zone, TimeSpan unit, DateTimeOffset around) =>
        new("Random", zone, Week(unit), Exceptions(unit, DateOnly.FromDateTime(around.UtcDateTime)));

    public string Zone() => Zones[random.Next(Zones.Length)];

    /// <summary>An instant between 2024 and 2030; two times in three a few days before the clock changes.</summary>
    public DateTimeOffset Start(string zoneId)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(zoneId);
        var start = new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero).AddDays(random.Next(7 * 365));
        for (var days = random.Next(3) == 0 ? 400 : 0; days < 400; days++)
        {
            if (zone.GetUtcOffset(start.AddDays(days)) != zone.GetUtcOffset(start.AddDays(days + 1)))
            {
                return start.AddDays(days - random.Next(6));
            }
        }

        return start;
    }

    private DayInterval[] Week(TimeSpan unit) => random.Next(12) == 0
        ? [.. WeeklyHours.AlwaysOpen]
        : [.. Enumerable.Range(0, 1 + random.Next(14)).Select(_ => new DayInterval((DayOfWeek)random.Next(7), Time(unit), Time(unit)))];

    private CalendarException[] Exceptions(TimeSpan unit, DateOnly around) =>
        [.. Enumerable.Range(0, random.Next(8)).Select(_ => Exception(unit, around.AddDays(random.Next(-2, 26))))];

    private CalendarException Exception(TimeSpan unit, DateOnly date) => random.Next(4) switch
    {
        0 or 1 => CalendarException.Holiday(date, "Holiday"),
        2 => CalendarException.PartialHoliday(date, "Part", Time(unit), Time(unit)),
        _ => CalendarException.Opening(date, "Extra", Time(unit), Time(unit)),
    };

    /// <summary>Often in the small hours, where clocks change, and often a round time that meets another.</summary>
    private TimeOnly Time(TimeSpan unit) => random.Next(4) switch
    {
        0 => new TimeOnly(random.Next(24), 0),
        1 => new TimeOnly(random.Next(4), 30 * random.Next(2)),
        _ => TimeOnly.FromTimeSpan(random.NextInt64(TimeSpan.TicksPerDay / unit.Ticks) * unit),
    };
}
