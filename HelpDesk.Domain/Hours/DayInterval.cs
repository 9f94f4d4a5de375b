namespace HelpDesk.Domain.Hours;

/// <summary>
/// One opening of the weekly plan, in local wall-clock time. A closing at or before the opening belongs to the next
/// day: 22:00–06:00 is a night shift, 00:00–00:00 the whole day, 09:00–00:00 ends at midnight.
/// </summary>
public sealed record DayInterval(DayOfWeek Day, TimeOnly Opens, TimeOnly Closes);
