using System.Text.RegularExpressions;

namespace HelpDesk.Domain.Email;

/// <summary>Recognises who wrote when: "On 3 May 2026 at 10:02, Ana Ruiz &lt;ana@example.com&gt; wrote:".</summary>
internal static class Attributions
{
    /// <summary>Mail programs wrap an attribution to at most this many lines.</summary>
    private const int MaxLines = 4;

    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    private static readonly Regex Address = new(@"[<(\[][^<>\s]*@[^<>\s]*[>)\]]|<\s*$", Linear);
    private static readonly Regex Year = new(@"\b(19|20)[0-9]{2}(\b|年)", Linear);
    private static readonly Regex Time = new(@"\b[0-9]{1,2}[:.h][0-9]{2}\b", Linear);
    private static readonly Regex Dated = new(@"^(19|20)[0-9]{2}[-/][0-9]{1,2}[-/][0-9]{1,2} .*([<(][^<>\s]+@[^<>\s]+[>)]$|GMT[+-][0-9])", Linear);

    private static readonly string[] Openings =
        ["on ", "el ", "le ", "am ", "op ", "il ", "em ", "den ", "på ", "dnia ", "w dniu ", "dne ", "в ", "在 ", "于 "];

    private static readonly string[] EndVerbs =
    [
        " wrote", " writes", " escribió", " escribio", " ha escrito", " ha escrit", " escreveu", " a écrit", " a écrit ce qui suit",
        " ha scritto", " schrieb", " schrieb folgendes", " schreef", " geschreven", " skrev", " kirjoitti", " napisał",
        " napisała", " napisał(a)", " napsal", " napsal(a)", " írta", " yazdı", " написал", " написала", " написал(а)",
        " пишет", " пише", " написав", "写道", "寫道", "作成", "작성", "님이 작성",
    ];

    private static readonly string[] MiddleVerbs = [" schrieb ", " schreef ", " skrev ", " schrieb:", " geschrieben"];

    /// <summary>The line after the attribution that begins here; the line itself when none does.</summary>
    public static int End(TextLines lines, int at)
    {
        var joined = lines.Plain(at);
        if (!Opens(joined))
        {
            return at;
        }

        for (var end = at + 1; joined.Length <= TextLines.MaxMarker; end++)
        {
            if (Closes(joined))
            {
                return end;
            }

            if (end == lines.Count || end == at + MaxLines || lines.IsBlank(end) || lines.IsQuoted(end))
            {
                break;
            }

            joined = $"{joined} {lines.Plain(end)}";
        }

        return lines.Plain(at) is [>= '0' and <= '9', ..] line && Dated.IsMatch(line) ? at + 1 : at;
    }

    /// <summary>Some phones write "answer--- On Monday Ana wrote:" on one line: gives both parts of such a line.</summary>
    public static IEnumerable<string> Part(string line)
    {
        var dashes = line.Length > TextLines.MaxMarker ? -1 : line.IndexOf("--- ", StringComparison.Ordinal);
        return dashes > 0 && Opens(line[(dashes + 4)..]) && Closes(line.TrimEnd()) ? [line[..dashes], line[dashes..]] : [line];
    }

    /// <summary>True when the words end in "wrote" of any language.</summary>
    public static bool EndsInVerb(string lower) => Array.Exists(EndVerbs, verb => lower.EndsWith(verb, StringComparison.Ordinal));

    // The first of several lines must look like one by itself: a sentence before "Ana wrote:" is nobody's attribution.
    private static bool Opens(string line) =>
        (line.AsSpan().ContainsAnyInRange('0', '9') && (StartsLikeOne(line) || (Year.IsMatch(line) && Time.IsMatch(line))))
        || ((line.Contains('@', StringComparison.Ordinal) || line.EndsWith('<')) && Address.IsMatch(line));

    private static bool Closes(string joined)
    {
        if (joined is not [.., ':' or '：'])
        {
            return false;
        }

        var lower = joined.ToLowerInvariant();
        return EndsInVerb(lower.TrimEnd(':', '：', ' ', '\u00a0'))
            || (Year.IsMatch(lower) && Time.IsMatch(lower) && Address.IsMatch(lower))
            || (Year.IsMatch(lower) && StartsLikeOne(joined) && Array.Exists(MiddleVerbs, verb => lower.Contains(verb, StringComparison.Ordinal)));
    }

    private static bool StartsLikeOne(string line) =>
        line is [>= '0' and <= '9', ..] || Array.Exists(Openings, opening => line.StartsWith(opening, StringComparison.OrdinalIgnoreCase));
}
