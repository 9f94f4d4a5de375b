using System.Globalization;
using System.Text;

namespace HelpDesk.Web.Data;

/// <summary>
/// Names of files as people may see and save them. A name is for display: it never becomes part of a path here, and does
/// no harm where it is saved.
/// </summary>
internal static class FileNames
{
    /// <summary>What file systems take.</summary>
    public const int MaxBytes = 255;

    private static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "CON", "PRN", "AUX", "NUL", "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8", "COM9",
        "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9",
    };

    // The first is given to a file whose own ending does not agree with its content.
    private static readonly Dictionary<string, string[]> Endings = new(StringComparer.Ordinal)
    {
        ["image/png"] = [".png"],
        ["image/jpeg"] = [".jpg", ".jpeg"],
        ["image/gif"] = [".gif"],
        ["image/webp"] = [".webp"],
        ["application/pdf"] = [".pdf"],
        ["application/zip"] = [".zip"],
        ["text/plain"] = [".txt", ".log", ".md", ".json", ".yml", ".yaml", ".ini", ".conf", ".tsv"],
        ["text/csv"] = [".csv"],
        ["audio/mpeg"] = [".mp3"],
        ["video/mp4"] = [".mp4", ".m4v", ".m4a", ".mov"],
    };

    /// <summary>One readable name of at most 255 bytes whose ending agrees with the content.</summary>
    public static string Clean(string? name, string mediaType)
    {
        var shown = string.Concat(Normal(name ?? "").EnumerateRunes().Where(IsShown).Select(Harmless)).Trim(' ', '.');
        var ending = Path.GetExtension(shown);
        var stem = Path.GetFileNameWithoutExtension(shown).TrimEnd(' ', '.');
        if (Endings.TryGetValue(mediaType, out var known) && !known.Contains(ending, StringComparer.OrdinalIgnoreCase))
        {
            (stem, ending) = (shown, known[0]);
        }

        stem = stem.Length == 0 ? "file" : Reserved.Contains(stem.Split('.')[0]) ? "_" + stem : stem;
        ending = Encoding.UTF8.GetByteCount(ending) > 20 ? "" : ending;
        return Cut(stem, MaxBytes - Encoding.UTF8.GetByteCount(ending)) + ending;
    }

    // The part after the last slash of either kind; lone halves of letters become the replacement character.
    private static string Normal(string name)
    {
        var last = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        return string.Concat(last.EnumerateRunes()).Normalize();
    }

    // Controls and the characters that turn the direction of reading, which make "exe" read as something else.
    private static bool IsShown(Rune letter) => Rune.GetUnicodeCategory(letter) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse);

    private static string Harmless(Rune letter) => letter.Value is '<' or '>' or ':' or '"' or '|' or '?' or '*' ? "_" : letter.ToString();

    private static string Cut(string stem, int bytes)
    {
        var kept = new StringBuilder();
        foreach (var letter in stem.EnumerateRunes())
        {
            bytes -= letter.Utf8SequenceLength;
            if (bytes < 0)
            {
                break;
            }

            kept.Append(letter);
        }

        return kept.ToString();
    }
}
