using System.Text.RegularExpressions;

namespace HelpDesk.Domain.Email;

/// <summary>Finds status codes in the words of servers (RFC 3463, RFC 5321 §4.2).</summary>
internal static class BounceStatus
{
    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    private static readonly Regex Enhanced = new(@"(^|[^0-9.])([45]\.[0-9]{1,3}\.[0-9]{1,3})($|[^0-9.]|\.($|[^0-9]))", Linear);
    private static readonly Regex Reply = new(@"(^|[^0-9.\[#/=-])([45][0-5][0-9])($|[^0-9.])", Linear);

    /// <summary>The code of the report, unless the other server was more exact; null where neither says one.</summary>
    public static string? Best(string reported, string diagnostic)
    {
        var own = Find(reported);
        return own is not null && !IsVague(own) ? own : Find(diagnostic) is { } said && (own is null || !IsVague(said)) ? said : own;
    }

    /// <summary>The first enhanced code in the text.</summary>
    public static string? Find(string text) => Enhanced.Match(text) is { Success: true } match ? match.Groups[2].Value : null;

    /// <summary>4 or 5 by the first reply code or enhanced code of the text; null where there is none.</summary>
    public static char? Class(string text) =>
        Find(text) is { } code ? code[0] : Reply.Match(text) is { Success: true } match ? match.Groups[2].Value[0] : null;

    // "x.0.0" says nothing but good or bad, "x.5.0" only that some command was refused.
    private static bool IsVague(string code) => code[1..] is ".0.0" or ".5.0";
}
