namespace HelpDesk.Domain.Chat;

/// <summary>The words a duration is told in.</summary>
public enum TimeWord
{
    /// <summary>Under a minute.</summary>
    Moment,

    /// <summary>Up to five minutes.</summary>
    FewMinutes,

    /// <summary>So many minutes, in steps of five.</summary>
    Minutes,

    /// <summary>So many hours.</summary>
    Hours,

    /// <summary>So many days.</summary>
    Days,
}

/// <summary>
/// A duration as people say it, rounded up so that nobody is promised more than is likely. The sentence is made where the
/// reader's language is known.
/// </summary>
public readonly record struct RoundedTime(TimeWord Word, int Amount)
{
    private const int MinuteStep = 5;

    /// <summary>55 minutes and a second are an hour, 23 hours and a second a day.</summary>
    public static RoundedTime Of(TimeSpan duration) => duration.TotalMinutes switch
    {
        < 1 => new(TimeWord.Moment, 0),
        <= 5 => new(TimeWord.FewMinutes, 0),
        <= 55 => new(TimeWord.Minutes, Up(duration.TotalMinutes / MinuteStep) * MinuteStep),
        <= 23 * 60 => new(TimeWord.Hours, Up(duration.TotalHours)),
        _ => new(TimeWord.Days, Up(duration.TotalDays)),
    };

    private static int Up(double value) => (int)Math.Min(int.MaxValue / MinuteStep, Math.Ceiling(value));
}
