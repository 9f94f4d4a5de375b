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
    /// opens for longer than the calendar's exceptions could explain, or at the end of the calendar of years.
    /// </summary>
    public static IEnumerable<OpenSpan> From(Calendar calendar, DateTimeOffset start)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(calendar.TimeZoneId);
        var closedDays = 0;
        for (var from = start.UtcDateTime; closedDays <= LongestClosedRun(calendar); from = NextMidnight(from))
        {
            closedDays++;
            foreach (var span in WithinDay(calendar, zone, from, NextMidnight(from)))
            {
                closedDays = 0;
                yield return span;
            }
        }
    }

    /// <summary>
    /// Each week has at least one opening, and an exception closes at most one date: n exceptions cannot keep a
    /// calendar closed for longer than n + 1 weeks; two more for a week cut at the start and one lost to a gap.
    /// </summary>
    private static int LongestClosedRun(Calendar calendar) => 7 * (calendar.Exceptions.Count + 3);

    private static DateTime NextMidnight(DateTime utc) => utc.Date.AddDays(1);

    private static IEnumerable<OpenSpan> WithinDay(Calendar calendar, TimeZoneInfo zone, DateTime from, DateTime to)
    {
        var before = zone.GetUtcOffset(from);
        var after = zone.GetUtcOffset(to);
        if (before == after)
        {
            return WithOffset(calendar, from, to, before);
        }

        var change = OffsetChange(zone, from, to);
        return WithOffset(calendar, from, change, before).Concat(WithOffset(calendar, change, to, after));
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

    private static IEnumerable<OpenSpan> WithOffset(Calendar calendar, DateTime from, DateTime to, TimeSpan offset)
    {
        var localFrom = from + offset;
        var localTo = to + offset;
        for (var day = localFrom.Date; day < localTo; day = day.AddDays(1))
        {
            foreach (var stretch in WallClock.OpenOn(calendar, DateOnly.FromDateTime(day)))
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
