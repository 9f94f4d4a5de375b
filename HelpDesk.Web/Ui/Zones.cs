using System.Text.RegularExpressions;

namespace HelpDesk.Web.Ui;

/// <summary>The time zones and languages that people choose from.</summary>
internal static partial class Zones
{
    /// <summary>IANA names by region: Europe/Madrid.</summary>
    public static IReadOnlyList<string> All { get; } =
        [.. TimeZoneInfo.GetSystemTimeZones().Select(zone => zone.Id).Where(id => Region().IsMatch(id)).Append("UTC").Distinct().Order(StringComparer.Ordinal)];

    /// <summary>What a language calls itself.</summary>
    public static string NameOf(string language) => language switch
    {
        "es" => "Español",
        "fr" => "Français",
        _ => "English",
    };

    [GeneratedRegex("^(Africa|America|Antarctica|Asia|Atlantic|Australia|Europe|Indian|Pacific)/", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Region();
}
