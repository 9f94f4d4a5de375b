namespace HelpDesk.Domain.Hours;

/// <summary>
/// A calendar worked out for asking: the open stretches of each weekday and of each date that differs, by the clock on
/// the wall, before any change of the clock is thought of.
/// </summary>
internal sealed class Timetable
{
    private readonly Stretch[][] week;
    private readonly Dictionary<DateOnly, Stretch[]> otherDates;

    public Timetable(string timeZoneId, IReadOnlyList<DayInterval> weekly, IReadOnlyList<CalendarException> exceptions)
    {
        Zone = TimeZoneInfo.FindSystemTimeZoneById(timeZoneId);
        week = [.. Enum.GetValues<DayOfWeek>().Select(day => Stretch.Joined(Weekly(weekly, day)))];
        otherDates = exceptions.SelectMany(Parts).GroupBy(x => x.Date).ToDictionary(x => x.Key, Changed);
        LongestClosedRun = 7 * (exceptions.Count + 3);
    }

    public TimeZoneInfo Zone { get; }

    /// <summary>
    /// Days after which something must have opened. Each week has at least one opening, and an exception closes at most
    /// one date: n exceptions cannot keep a calendar closed for longer than n + 1 weeks; two more for a week cut at the
    /// start and one lost to a gap.
    /// </summary>
    public int LongestClosedRun { get; }

    public Stretch[] OpenOn(DateOnly date) => otherDates.TryGetValue(date, out var other) ? other : week[(int)date.DayOfWeek];

    private static IEnumerable<Stretch> Weekly(IReadOnlyList<DayInterval> weekly, DayOfWeek day)
    {
        foreach (var interval in weekly)
        {
            if (interval.Day == day)
            {
                yield return Stretch.Evening(interval.Opens, interval.Closes);
            }

            if (((int)interval.Day + 1) % 7 == (int)day)
            {
                yield return Stretch.Morning(interval.Opens, interval.Closes);
            }
        }
    }

    private static IEnumerable<Part> Parts(CalendarException exception)
    {
        if (exception is not { From: { } from, To: { } to })
        {
            yield return new(exception.Date, exception.Kind, Stretch.WholeDay);
            yield break;
        }

        yield return new(exception.Date, exception.Kind, Stretch.Evening(from, to));
        if (exception.Date < DateOnly.MaxValue)
        {
            yield return new(exception.Date.AddDays(1), exception.Kind, Stretch.Morning(from, to));
        }
    }

    private Stretch[] Changed(IGrouping<DateOnly, Part> parts)
    {
        IEnumerable<Stretch> open = week[(int)parts.Key.DayOfWeek];
        open = parts.Where(x => x.Kind == ExceptionKind.Closed).Aggregate(open, (left, x) => Stretch.Without(left, x.Stretch));
        return Stretch.Joined(open.Concat(parts.Where(x => x.Kind == ExceptionKind.Open).Select(x => x.Stretch)));
    }

    /// <summary>What an exception does to one date.</summary>
    private sealed record Part(DateOnly Date, ExceptionKind Kind, Stretch Stretch);
}
