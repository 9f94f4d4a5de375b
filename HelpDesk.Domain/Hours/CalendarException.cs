namespace HelpDesk.Domain.Hours;

/// <summary>What an exception does to its date.</summary>
public enum ExceptionKind
{
    /// <summary>A holiday, whole or partial.</summary>
    Closed,

    /// <summary>An extra opening; it wins over a holiday on the same date.</summary>
    Open,
}

/// <summary>
/// A date that differs from the weekly plan, in the calendar's own time zone. A whole day is the local date from
/// midnight to midnight, so a holiday also cuts the night shift that came in from the evening before. Times that end
/// at or before their start go on into the next day, as in <see cref="DayInterval"/>.
/// </summary>
/// <param name="Date">The local date.</param>
/// <param name="Name">What people call it: "Christmas", "Stocktaking".</param>
/// <param name="Kind">Whether it closes or opens.</param>
/// <param name="From">Where it begins; null together with <paramref name="To"/> means the whole date.</param>
/// <param name="To">Where it ends.</param>
public sealed record CalendarException(
    DateOnly Date, string Name, ExceptionKind Kind, TimeOnly? From = null, TimeOnly? To = null)
{
    /// <summary>The whole date is closed.</summary>
    public static CalendarException Holiday(DateOnly date, string name) => new(date, name, ExceptionKind.Closed);

    /// <summary>Closed between two times, open otherwise as the week says.</summary>
    public static CalendarException PartialHoliday(DateOnly date, string name, TimeOnly from, TimeOnly to) =>
        new(date, name, ExceptionKind.Closed, from, to);

    /// <summary>Open between two times, whatever the week and the holidays say.</summary>
    public static CalendarException Opening(DateOnly date, string name, TimeOnly from, TimeOnly to) =>
        new(date, name, ExceptionKind.Open, from, to);
}
