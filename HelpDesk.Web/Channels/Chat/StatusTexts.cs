using System.Globalization;
using HelpDesk.Domain.Chat;

namespace HelpDesk.Web.Channels.Chat;

/// <summary>
/// The two sentences of a visitor's status, in the visitor's language and time zone. Names of days and months are our
/// own, because the program also runs where the system has no tables of them.
/// </summary>
internal static class StatusTexts
{
    /// <summary>"Usually replies in a few minutes"; null when closed.</summary>
    public static string? Eta(Availability availability, string? language) =>
        availability.Reply is { } reply ? StatusWords.For(language).Eta(RoundedTime.Of(reply.Typical)) : null;

    /// <summary>"tomorrow 09:00": when it opens again, or null unless closed.</summary>
    /// <param name="availability">What was decided.</param>
    /// <param name="language">A tag such as <c>es</c> or <c>fr-CA</c>; English when unknown.</param>
    /// <param name="timeZone">The visitor's zone; null or unknown reads as UTC.</param>
    /// <param name="now">The instant the visitor reads it.</param>
    public static string? Opens(Availability availability, string? language, string? timeZone, DateTimeOffset now)
    {
        if (availability.OpensAt is not { } opensAt)
        {
            return null;
        }

        var zone = Zone(timeZone);
        var opens = Local(opensAt, zone);
        var words = StatusWords.For(language);
        return Day(words, Local(now, zone), opens) + words.BeforeTime + opens.ToString("HH:mm", CultureInfo.InvariantCulture);
    }

    private static string Day(StatusWords words, DateTime today, DateTime opens) => (opens.Date - today.Date).Days switch
    {
        0 => words.Today,
        1 => words.Tomorrow,
        > 1 and < 7 => words.Weekdays[(int)opens.DayOfWeek],
        _ => words.Date(opens),
    };

    private static DateTime Local(DateTimeOffset at, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(at, zone).DateTime;

    private static TimeZoneInfo Zone(string? id) =>
        id is not null && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? zone : TimeZoneInfo.Utc;
}
