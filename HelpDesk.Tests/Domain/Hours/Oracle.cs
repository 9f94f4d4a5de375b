using HelpDesk.Domain.Hours;

namespace HelpDesk.Tests.Domain.Hours;

/// <summary>
/// Working time by brute force: asks of every step of a window whether the wall clock shows an open time, and counts.
/// Right only when all boundaries lie on whole steps. Shares no code with what it checks.
/// </summary>
internal sealed class Oracle
{
    private readonly DateTimeOffset start;
    private readonly TimeSpan step;
    private readonly bool[] open;
    private readonly long[] openBefore;

    public Oracle(Calendar calendar, DateTimeOffset start, TimeSpan length, TimeSpan step)
    {
        this.start = start;
        this.step = step;
        var zone = TimeZoneInfo.FindSystemTimeZoneById(calendar.TimeZoneId);
        var steps = (int)(length / step);
        open = new bool[steps];
        openBefore = new long[steps + 1];
        for (var i = 0; i < steps; i++)
        {
            open[i] = IsOpen(calendar, TimeZoneInfo.ConvertTime(start + (i * step), zone).DateTime);
            openBefore[i + 1] = openBefore[i] + (open[i] ? 1 : 0);
        }
    }

    public bool IsOpen(DateTimeOffset t) => open[(t - start).Ticks / step.Ticks];

    public TimeSpan Between(DateTimeOffset a, DateTimeOffset b) => Before(b) - Before(a);

    /// <summary>Null when the window is too short to tell.</summary>
    public DateTimeOffset? Add(DateTimeOffset a, TimeSpan amount)
    {
        var target = Before(a) + amount;
        for (var i = (int)((a - start).Ticks / step.Ticks); i < open.Length; i++)
        {
            if (open[i] && (openBefore[i + 1] * step) >= target)
            {
                var at = start + (i * step) + (target - (openBefore[i] * step));
                return at < a ? a : at;
            }
        }

        return null;
    }

    private TimeSpan Before(DateTimeOffset t)
    {
        var index = (int)((t - start).Ticks / step.Ticks);
        var part = index < open.Length && open[index] ? t - start - (index * step) : TimeSpan.Zero;
        return (openBefore[index] * step) + part;
    }

    private static bool IsOpen(Calendar calendar, DateTime wall)
    {
        var answer = false;
        foreach (var interval in calendar.Weekly)
        {
            answer |= Covers(interval, wall);
        }

        foreach (var exception in calendar.Exceptions)
        {
            answer &= exception.Kind == ExceptionKind.Open || !Covers(exception, wall);
        }

        foreach (var exception in calendar.Exceptions)
        {
            answer |= exception.Kind == ExceptionKind.Open && Covers(exception, wall);
        }

        return answer;
    }

    private static bool Covers(CalendarException exception, DateTime wall) => exception is { From: { } from, To: { } to }
        ? Covers(exception.Date.ToDateTime(from), from, to, wall)
        : DateOnly.FromDateTime(wall) == exception.Date;

    /// <summary>Begun today, or yesterday and not over yet.</summary>
    private static bool Covers(DayInterval interval, DateTime wall)
    {
        var daysAgo = (wall.DayOfWeek - interval.Day + 7) % 7;
        return daysAgo < 2
            && Covers(wall.Date.AddDays(-daysAgo) + interval.Opens.ToTimeSpan(), interval.Opens, interval.Closes, wall);
    }

    private static bool Covers(DateTime begins, TimeOnly from, TimeOnly to, DateTime wall)
    {
        var length = to == from ? TimeSpan.FromDays(1) : to - from;
        return wall >= begins && wall < begins + length;
    }
}
