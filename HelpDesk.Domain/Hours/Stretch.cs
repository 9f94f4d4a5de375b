namespace HelpDesk.Domain.Hours;

/// <summary>A part of one local date, from its midnight on; the end is not part of it.</summary>
internal readonly record struct Stretch(TimeSpan From, TimeSpan To)
{
    private static readonly TimeSpan Midnight = TimeSpan.FromDays(1);

    public static Stretch WholeDay { get; } = new(TimeSpan.Zero, Midnight);

    /// <summary>The part of an interval on the day it begins.</summary>
    public static Stretch Evening(TimeOnly from, TimeOnly to) => new(from.ToTimeSpan(), to <= from ? Midnight : to.ToTimeSpan());

    /// <summary>The part of an interval that runs over into the next day; empty for most.</summary>
    public static Stretch Morning(TimeOnly from, TimeOnly to) => new(TimeSpan.Zero, to <= from ? to.ToTimeSpan() : TimeSpan.Zero);

    public bool Holds(TimeSpan time) => From <= time && time < To;

    /// <summary>What remains of the list outside of one stretch.</summary>
    public static IEnumerable<Stretch> Without(IEnumerable<Stretch> list, Stretch gone) => list
        .SelectMany(x => new[] { x with { To = Min(x.To, gone.From) }, x with { From = Max(x.From, gone.To) } })
        .Where(x => x.From < x.To);

    /// <summary>The same time in order, without overlaps, neighbours joined.</summary>
    public static Stretch[] Joined(IEnumerable<Stretch> list)
    {
        var joined = new List<Stretch>();
        foreach (var stretch in list.Where(x => x.From < x.To).OrderBy(x => x.From))
        {
            if (joined.Count > 0 && stretch.From <= joined[^1].To)
            {
                joined[^1] = joined[^1] with { To = Max(joined[^1].To, stretch.To) };
            }
            else
            {
                joined.Add(stretch);
            }
        }

        return [.. joined];
    }

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
