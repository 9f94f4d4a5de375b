using System.Text;
using System.Text.RegularExpressions;

namespace HelpDesk.Domain.Tickets;

/// <summary>
/// What an answer must look like, in a language that anybody can write and nobody can make slow: <c>#</c> is a digit,
/// <c>@</c> a letter, <c>?</c> either, <c>+</c> says "one or more" of what stands before it, <c>\</c> takes the next
/// character by itself, and everything else is itself. <c>A-####</c> is an order number such as A-4711. It is matched
/// without going back, in time that grows with the length of the answer alone.
/// </summary>
public static class FieldPattern
{
    /// <summary>Longest pattern, in characters.</summary>
    public const int MaxLength = 100;

    /// <summary>True when a pattern can be kept: short, and with nothing left open at its ends.</summary>
    public static bool IsPattern(string pattern) =>
        pattern.Length is > 0 and <= MaxLength && pattern[0] != '+' && !EndsOpen(pattern);

    /// <summary>True when the whole answer looks so. Capitals count as small letters.</summary>
    public static bool Matches(string pattern, string answer) =>
        Regex.IsMatch(answer, Translate(pattern), RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static string Translate(string pattern)
    {
        var expression = new StringBuilder(@"\A");
        for (var at = 0; at < pattern.Length; at++)
        {
            expression.Append(pattern[at] switch
            {
                '#' => "[0-9]",
                '@' => @"\p{L}",
                '?' => @"[0-9\p{L}]",
                '+' => "+",
                '\\' when at + 1 < pattern.Length => Regex.Escape(pattern[++at].ToString()),
                var other => Regex.Escape(other.ToString()),
            });
        }

        return expression.Append(@"\z").ToString();
    }

    // A lone \ at the end takes nothing, and a second + has nothing of its own to repeat.
    private static bool EndsOpen(string pattern)
    {
        var (escaped, repeated) = (false, false);
        foreach (var sign in pattern)
        {
            if (sign == '+' && !escaped && repeated)
            {
                return true;
            }

            repeated = sign == '+' && !escaped;
            escaped = sign == '\\' && !escaped;
        }

        return escaped;
    }
}
