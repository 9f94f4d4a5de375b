namespace HelpDesk.Domain.Hours;

/// <summary>
/// Arithmetic in opening hours, exact to the tick. Adding and measuring are inverse to each other:
/// <c>Between(c, t, Add(c, t, d)) == d</c> for every d, and <c>Add(c, a, Between(c, a, b)) == b</c> for every b that is
/// open or just closing. The rule for changes of the clock stands in <see cref="OpenSpans"/>.
/// </summary>
public static class WorkingTime
{
    /// <summary>Beyond this, somebody who asks when it closes is told that it does not.</summary>
    private static readonly TimeSpan FarFuture = TimeSpan.FromDays(400);

    private static readonly TimeSpan LongestDuration = TimeSpan.FromDays(36_525);

    /// <summary>Whether the calendar is open at this instant. An interval holds its opening, not its closing.</summary>
    public static bool IsOpen(Calendar calendar, DateTimeOffset t)
    {
        var local = t.UtcDateTime + calendar.Timetable.Zone.GetUtcOffset(t);
        return Array.Exists(calendar.Timetable.OpenOn(DateOnly.FromDateTime(local)), x => x.Holds(local.TimeOfDay));
    }

    /// <summary>
    /// The earliest instant at which <paramref name="duration"/> of working time has passed since <paramref name="start"/>:
    /// a duration that fills the day ends at closing. Nothing to add to a closed instant gives the next opening.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The duration is negative or longer than 100 years.</exception>
    public static DateTimeOffset Add(Calendar calendar, DateTimeOffset start, TimeSpan duration)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(duration, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(duration, LongestDuration);
        var left = duration;
        foreach (var span in OpenSpans.From(calendar.Timetable, start))
        {
            if (left <= span.To - span.From)
            {
                return span.From + left;
            }

            left -= span.To - span.From;
        }

        throw new ArgumentOutOfRangeException(nameof(duration), duration, "The calendar has no such amount of hours.");
    }

    /// <summary>Working time from a to b; zero when b is not after a.</summary>
    public static TimeSpan Between(Calendar calendar, DateTimeOffset a, DateTimeOffset b)
    {
        var sum = TimeSpan.Zero;
        if (b <= a)
        {
            return sum;
        }

        foreach (var span in OpenSpans.From(calendar.Timetable, a).TakeWhile(x => x.From < b))
        {
            sum += (span.To < b ? span.To : b) - span.From;
        }

        return sum;
    }

    /// <summary>The first open instant at or after t: t itself when it is open.</summary>
    public static DateTimeOffset NextOpening(Calendar calendar, DateTimeOffset t) => Add(calendar, t, TimeSpan.Zero);

    /// <summary>
    /// The first closing after t: of the opening under way, else of the next one. Null when it does not close within
    /// <c>400</c> days, as an always open calendar.
    /// </summary>
    public static DateTimeOffset? NextClosing(Calendar calendar, DateTimeOffset t)
    {
        DateTimeOffset? closing = null;
        foreach (var span in OpenSpans.From(calendar.Timetable, t).TakeWhile(x => x.From - t < FarFuture))
        {
            if (closing is { } known && span.From > known)
            {
                return known;
            }

            closing = span.To;
        }

        return closing - t < FarFuture ? closing : null;
    }
}
