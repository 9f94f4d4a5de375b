namespace HelpDesk.Domain.Hours;

/// <summary>Weekly plans that people ask for by name; any other plan is a list of <see cref="DayInterval"/>.</summary>
public static class WeeklyHours
{
    private static readonly DayOfWeek[] WorkingDays =
        [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday];

    /// <summary>Monday to Sunday, around the clock.</summary>
    public static IReadOnlyList<DayInterval> AlwaysOpen { get; } =
        On(Enum.GetValues<DayOfWeek>(), TimeOnly.MinValue, TimeOnly.MinValue);

    /// <summary>Monday to Friday between two times.</summary>
    public static IReadOnlyList<DayInterval> Weekdays(TimeOnly opens, TimeOnly closes) => On(WorkingDays, opens, closes);

    /// <summary>The same interval on each of the given days.</summary>
    public static IReadOnlyList<DayInterval> On(IEnumerable<DayOfWeek> days, TimeOnly opens, TimeOnly closes) =>
        [.. days.Select(day => new DayInterval(day, opens, closes))];
}
