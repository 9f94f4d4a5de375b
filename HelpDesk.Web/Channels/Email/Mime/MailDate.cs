using System.Globalization;

namespace HelpDesk.Web.Channels.Email.Mime;

/// <summary>The date of a mail (RFC 5322 §3.3, with the obsolete zones of §4.3).</summary>
internal static class MailDate
{
    private const int MaxLength = 200;

    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    private static readonly Dictionary<string, int> Zones = new(StringComparer.OrdinalIgnoreCase)
    {
        ["ut"] = 0, ["utc"] = 0, ["gmt"] = 0, ["z"] = 0, ["est"] = -300, ["edt"] = -240, ["cst"] = -360, ["cdt"] = -300,
        ["mst"] = -420, ["mdt"] = -360, ["pst"] = -480, ["pdt"] = -420, ["cet"] = 60, ["cest"] = 120,
    };

    /// <summary>Null for no date, and for one that no mail can have: before the first mails, or in a zone that is nowhere.</summary>
    public static DateTimeOffset? Read(string? field)
    {
        if (field is null or { Length: > MaxLength })
        {
            return null;
        }

        var words = field.Split([' ', ',', '-', '('], StringSplitOptions.RemoveEmptyEntries);
        // The first word is a day, also where "mar" means Tuesday.
        var month = words.Length == 0 ? -1 : Array.FindIndex(words, 1, word => MonthOf(word) > 0);
        return month > 0 && month + 2 < words.Length
            ? Make(words[month - 1], MonthOf(words[month]), words[month + 1], words[month + 2], ZoneOf(field, words.AsSpan(month + 3)))
            : null;
    }

    private static DateTimeOffset? Make(string day, int month, string year, string time, int? zone)
    {
        var isTime = TimeSpan.TryParseExact(time, [@"h\:mm\:ss", @"hh\:mm\:ss", @"hh\:mm", @"h\:mm"], CultureInfo.InvariantCulture, out var clock);
        return isTime && zone is { } minutes && YearOf(year) is { } y && Number(day) is { } d && d >= 1 && d <= DateTime.DaysInMonth(y, month)
            ? new DateTimeOffset(new DateTime(y, month, d, 0, 0, 0, DateTimeKind.Unspecified) + clock, TimeSpan.FromMinutes(minutes))
            : null;
    }

    private static int MonthOf(string word) => word.Length < 3 ? 0 : Array.IndexOf(Months, word[..3].ToLowerInvariant()) + 1;

    // Two and three digits as RFC 5322 §4.3 says. The first mails are of 1971; 9999 is what broken clocks say.
    private static int? YearOf(string word) => Number(word) switch
    {
        >= 0 and < 50 and var year => 2000 + year,
        >= 50 and < 1000 and var year => 1900 + year,
        > 1970 and < 9999 and var year => year,
        _ => null,
    };

    // The sign is lost among the words; a zone in letters that nobody knows counts as UTC (RFC 5322 §4.3).
    private static int? ZoneOf(string field, ReadOnlySpan<string> words)
    {
        if (words.IsEmpty || Number(words[0].TrimStart('+')) is not { } digits)
        {
            return words.IsEmpty ? 0 : Zones.GetValueOrDefault(words[0].TrimEnd(')'));
        }

        var minutes = (digits / 100 * 60) + (digits % 100);
        var isWest = field.Contains("-" + words[0], StringComparison.Ordinal);
        return minutes > 14 * 60 ? null : isWest ? -minutes : minutes;
    }

    private static int? Number(string word) =>
        int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
