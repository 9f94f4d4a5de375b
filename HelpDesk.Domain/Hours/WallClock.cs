namespace HelpDesk.Domain.Hours;

/// <summary>A part of one local date, from its midnight on; the end is not part of it.</summary>
internal readonly record struct Stretch(TimeSpan From, TimeSpan To);

/// <summary>What the wall clock says: the open stretches of a local date, before any time zone is thought of.</summary>
internal static class WallClock
{
    private static readonly TimeSpan Midnight = TimeSpan.FromDays(1);

    /// <summary>The open stretches of a date, in order, without overlaps.</summary>
    public static List<Stretch> OpenOn(Calendar calendar, DateOnly date)
    {
        var open = new List<Stretch>();
        foreach (var interval in calendar.Weekly)
        {
            AddWeekly(open, interval, date);
        }

        foreach (var closing in OfKind(calendar, ExceptionKind.Closed, date))
        {
            open = Without(open, closing);
        }

        open.AddRange(OfKind(calendar, ExceptionKind.Open, date));
        return Merged(open);
    }

    private static void AddWeekly(List<Stretch> open, DayInterval interval, DateOnly date)
    {
        if (interval.Day == date.DayOfWeek && Evening(interval.Opens, interval.Closes) is var evening)
        {
            open.Add(evening);
        }

        if ((DayOfWeek)(((int)interval.Day + 1) % 7) == date.DayOfWeek && Morning(interval.Opens, interval.Closes) is { } morning)
        {
            open.Add(morning);
        }
    }

    private static IEnumerable<Stretch> OfKind(Calendar calendar, ExceptionKind kind, DateOnly date)
    {
        foreach (var exception in calendar.Exceptions.Where(x => x.Kind == kind))
        {
            if (exception.Date == date)
            {
                yield return exception is { From: { } from, To: { } to } ? Evening(from, to) : new Stretch(TimeSpan.Zero, Midnight);
            }

            if (exception.Date < DateOnly.MaxValue && exception.Date.AddDays(1) == date
                && exception is { From: { } opens, To: { } closes } && Morning(opens, closes) is { } morning)
            {
                yield return morning;
            }
        }
    }

    /// <summary>The part on the day it begins.</summary>
    private static Stretch Evening(TimeOnly from, TimeOnly to) => new(from.ToTimeSpan(), to <= from ? Midnight : to.ToTimeSpan());

    /// <summary>The part that runs over into the next day, if any.</summary>
    private static Stretch? Morning(TimeOnly from, TimeOnly to) =>
        to <= from && to > TimeOnly.MinValue ? new Stretch(TimeSpan.Zero, to.ToTimeSpan()) : null;

    private static List<Stretch> Without(List<Stretch> open, Stretch closing)
    {
        var left = new List<Stretch>(open.Count + 1);
        foreach (var stretch in open)
        {
            AddUnlessEmpty(left, stretch with { To = Min(stretch.To, closing.From) });
            AddUnlessEmpty(left, stretch with { From = Max(stretch.From, closing.To) });
        }

        return left;
    }

    private static void AddUnlessEmpty(List<Stretch> list, Stretch stretch)
    {
        if (stretch.From < stretch.To)
        {
            list.Add(stretch);
        }
    }

    private static List<Stretch> Merged(List<Stretch> open)
    {
        var merged = new List<Stretch>(open.Count);
        foreach (var stretch in open.OrderBy(x => x.From))
        {
            if (merged.Count > 0 && stretch.From <= merged[^1].To)
            {
                merged[^1] = merged[^1] with { To = Max(merged[^1].To, stretch.To) };
            }
            else
            {
                merged.Add(stretch);
            }
        }

        return merged;
    }

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
