using System.Globalization;
using HelpDesk.Domain.Chat;
using HelpDesk.Web.Ui.Texts;

namespace HelpDesk.Web.Intake;

/// <summary>When and how soon, as a mail says it: it may be read days later, so there is no "tomorrow" in it.</summary>
internal static class AnswerWords
{
    /// <summary>"2026-03-03 09:00 (Europe/Madrid)"</summary>
    public static string Instant(DateTimeOffset at, string timeZone)
    {
        var local = TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out var zone) ? TimeZoneInfo.ConvertTime(at, zone) : at;
        return string.Create(CultureInfo.InvariantCulture, $"{local:yyyy-MM-dd HH:mm} ({(zone is null ? "UTC" : timeZone)})");
    }

    /// <summary>How soon somebody usually answers.</summary>
    public static string Usually(TimeSpan typical, Texts words) => RoundedTime.Of(typical) switch
    {
        { Word: TimeWord.Moment or TimeWord.FewMinutes } => words["We usually answer within a few minutes."],
        { Word: TimeWord.Minutes, Amount: var minutes } => words["We usually answer within {0} minutes.", minutes],
        { Word: TimeWord.Hours, Amount: 1 } => words["We usually answer within an hour."],
        { Word: TimeWord.Hours, Amount: var hours } => words["We usually answer within {0} hours.", hours],
        { Amount: 1 } => words["We usually answer within a day."],
        { Amount: var days } => words["We usually answer within {0} days.", days],
    };
}
