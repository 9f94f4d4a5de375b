namespace HelpDesk.Domain.Hours;

/// <summary>
/// When people are there to answer: a weekly plan in a time zone and the dates that differ from it. A calendar always
/// has hours, so that every working time can be added to every instant.
/// </summary>
public sealed class Calendar
{
    private const int MaxNameLength = 100;
    private const int MaxIntervals = 200;
    private const int MaxExceptions = 2_000;

    private Timetable? timetable;

    private Calendar()
    {
        Name = string.Empty;
        TimeZoneId = string.Empty;
        Weekly = [];
        Exceptions = [];
    }

    /// <summary>A new calendar, version 1.</summary>
    /// <exception cref="RuleException">No hours, an unknown time zone, no name, or too much of anything.</exception>
    public Calendar(
        string name, string timeZoneId, IReadOnlyList<DayInterval> weekly, IReadOnlyList<CalendarException>? exceptions = null)
        : this()
    {
        Take(name, timeZoneId, weekly, exceptions ?? []);
        Version = 1;
    }

    public long Id { get; private set; }

    public string Name { get; private set; }

    /// <summary>IANA name of the zone whose wall clock the hours are read from.</summary>
    public string TimeZoneId { get; private set; }

    public IReadOnlyList<DayInterval> Weekly { get; private set; }

    public IReadOnlyList<CalendarException> Exceptions { get; private set; }

    /// <summary>Rises with every change; a measured result names the version it was measured with.</summary>
    public int Version { get; private set; }

    /// <summary>Worked out once, on first use, because reports ask the same calendar very often.</summary>
    internal Timetable Timetable => timetable ??= new(TimeZoneId, Weekly, Exceptions);

    /// <summary>Replaces the plan; false when nothing differs.</summary>
    /// <exception cref="RuleException">As for a new calendar.</exception>
    public bool Change(
        string name, string timeZoneId, IReadOnlyList<DayInterval> weekly, IReadOnlyList<CalendarException> exceptions)
    {
        if (IsSame(name, timeZoneId, weekly, exceptions))
        {
            return false;
        }

        Take(name, timeZoneId, weekly, exceptions);
        Version++;
        return true;
    }

    private bool IsSame(
        string name, string timeZoneId, IReadOnlyList<DayInterval> weekly, IReadOnlyList<CalendarException> exceptions) =>
        name.Trim() == Name && timeZoneId == TimeZoneId && weekly.SequenceEqual(Weekly) && exceptions.SequenceEqual(Exceptions);

    private void Take(
        string name, string timeZoneId, IReadOnlyList<DayInterval> weekly, IReadOnlyList<CalendarException> exceptions)
    {
        (Name, TimeZoneId, Weekly, Exceptions) =
            (CheckedName(name), CheckedZone(timeZoneId), CheckedWeek(weekly), CheckedExceptions(exceptions));
        timetable = null;
    }

    private static string CheckedName(string name) => name.Trim() switch
    {
        "" => throw Refusal("A calendar needs a name."),
        { Length: > MaxNameLength } => throw Refusal($"A calendar's name has at most {MaxNameLength} characters."),
        var trimmed => trimmed,
    };

    private static string CheckedZone(string timeZoneId) => TimeZoneInfo.TryFindSystemTimeZoneById(timeZoneId, out _)
        ? timeZoneId
        : throw Refusal($"The time zone \"{timeZoneId}\" is not known here. An example: Europe/Madrid.");

    private static DayInterval[] CheckedWeek(IReadOnlyList<DayInterval> weekly) => weekly.Count switch
    {
        0 => throw Refusal("A calendar needs at least one opening in the week."),
        > MaxIntervals => throw Refusal($"A calendar has at most {MaxIntervals} openings in the week."),
        _ => [.. weekly],
    };

    private static CalendarException[] CheckedExceptions(IReadOnlyList<CalendarException> exceptions)
    {
        if (exceptions.Count > MaxExceptions)
        {
            throw Refusal($"A calendar has at most {MaxExceptions} exceptions.");
        }

        if (exceptions.FirstOrDefault(x => x.From is null != x.To is null) is { } half)
        {
            throw Refusal($"\"{half.Name}\" on {half.Date:yyyy-MM-dd} needs both times or neither.");
        }

        return [.. exceptions];
    }

    private static RuleException Refusal(string message) => new("calendar", message);
}
