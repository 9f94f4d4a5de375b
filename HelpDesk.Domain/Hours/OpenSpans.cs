namespace HelpDesk.Domain.Hours;

/// <summary>A stretch of real time that is open; the end is not part of it.</summary>
internal readonly record struct OpenSpan(DateTimeOffset From, DateTimeOffset To);

/// <summary>
/// Turns wall-clock hours into real time. The rule: it is open when the clock on the wall shows an open time. Hours in a
/// spring gap therefore never happen (the next opening is the first instant after it), and hours in an autumn fold
/// happen twice. Real time is cut where the offset changes; within one piece the conversion is a subtraction.
/// </summary>
internal static class OpenSpans
{
    /// <summary>
    /// The open spans from an instant on, in order, day by day; neighbours may touch. Ends by itself only when nothing
    /// opens for longer than the calendar's exceptions could explain.
    /// </summary>
    public static IEnumerable<OpenSpan> From(Timetable timetable, DateTimeOffset start)
    {
        var closedDays = 0;
        for (var from = start.UtcDateTime; closedDays <= timetable.LongestClosedRun; from = NextMidnight(from))
        {
            closedDays++;
            foreach (var span in WithinDay(timetable, from, NextMidnight(from)))
            {
                closedDays = 0;
                yield return span;
            }
        }
    }

    private static DateTime NextMidnight(DateTime utc) => utc.Date.AddDays(1);

    private static IEnumerable<OpenSpan> WithinDay(Timetable timetable, DateTime from, DateTime to)
    {
        var before = timetable.Zone.GetUtcOffset(from);
        var after = timetable.Zone.GetUtcOffset(to);
        if (before == after)
        {
            return WithOffset(timetable, from, to, before);
        }

        var change = OffsetChange(timetable.Zone, from, to);
        return WithOffset(timetable, from, change, before).Concat(WithOffset(timetable, change, to, after));
    }

    /// <summary>The first instant with the new offset, by bisection: time zone data says it in too many ways.</summary>
    private static DateTime OffsetChange(TimeZoneInfo zone, DateTime from, DateTime to)
    {
        var before = zone.GetUtcOffset(from);
        while (to.Ticks - from.Ticks > 1)
        {
            var middle = new DateTime((from.Ticks + to.Ticks) / 2, DateTimeKind.Utc);
            (from, to) = zone.GetUtcOffset(middle) == before ? (middle, to) : (from, middle);
        }

        return to;
    }

    private static IEnumerable<OpenSpan> WithOffset(Timetable timetable, DateTime from, DateTime to, TimeSpan offset)
    {
        var localFrom = from + offset;
        var localTo = to + offset;
        for (var day = localFrom.Date; day < localTo; day = day.AddDays(1))
        {
            foreach (var stretch in timetable.OpenOn(DateOnly.FromDateTime(day)))
            {
                var opens = Later(day + stretch.From, localFrom);
                var closes = Earlier(day + stretch.To, localTo);
                if (opens < closes)
                {
                    yield return new(new(opens - offset, TimeSpan.Zero), new(closes - offset, TimeSpan.Zero));
                }
            }
        }
    }

    private static DateTime Later(DateTime a, DateTime b) => a > b ? a : b;

    private static DateTime Earlier(DateTime a, DateTime b) => a < b ? a : b;
}
