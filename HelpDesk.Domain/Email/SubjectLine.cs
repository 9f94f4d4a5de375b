using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace HelpDesk.Domain.Email;

/// <summary>The subject of mails: its prefixes and the token that names a ticket, "[#1042]".</summary>
public static class SubjectLine
{
    /// <summary>As long as the title of a ticket, in characters.</summary>
    public const int MaxLength = 255;

    private const string Open = "[#";

    /// <summary>More digits name no ticket.</summary>
    private const int MaxDigits = 18;
    private const int MaxPrefix = 12;

    private static readonly FrozenSet<string> Prefixes = new[]
    {
        "re", "res", "resp", "aw", "antw", "antwort", "sv", "vs", "odp", "rif", "r", "ynt", "yan", "atb", "bls", "vá", "hv", "отв",
        "ответ", "σχετ", "απ", "השב",
        "回复", "回覆", "答复", "答覆", "返信", "회신",
        "fw", "fwd", "wg", "tr", "rv", "reenv", "i", "enc", "doorst", "vb", "vl", "pd", "fs", "ilt", "továbbítás", "пересл", "πρθ",
        "הועבר", "转发", "轉寄", "转寄", "転送", "전달",
    }.ToFrozenSet();

    /// <summary>On one line, white space once, no control characters, at most <see cref="MaxLength"/> characters.</summary>
    public static string Clean(string subject)
    {
        var text = new StringBuilder();
        foreach (var rune in subject.EnumerateRunes())
        {
            if (text.Length >= MaxLength + 1)
            {
                break;
            }

            Append(text, rune);
        }

        return Cut(text.ToString().TrimEnd(), MaxLength);
    }

    /// <summary>What the subject is about: without Re:, Fwd: and their kin, however often, and without tokens of tickets.</summary>
    public static string Bare(string subject)
    {
        var text = WithoutTokens(Clean(subject)).AsSpan().Trim();
        while (PrefixLength(text) is var length and > 0)
        {
            text = text[length..].TrimStart();
        }

        return text.ToString();
    }

    /// <summary>The number in the last token of the subject; null where there is none.</summary>
    public static long? TicketNumber(string subject)
    {
        var start = subject.LastIndexOf(Open, StringComparison.Ordinal);
        while (start >= 0)
        {
            if (NumberAt(subject, start) is { } number)
            {
                return number;
            }

            start = start == 0 ? -1 : subject.LastIndexOf(Open, start - 1, StringComparison.Ordinal);
        }

        return null;
    }

    /// <summary>The subject of an answer: "Re: …" with the token at its end, however long the subject was.</summary>
    public static string Reply(string subject, long number)
    {
        var token = string.Create(CultureInfo.InvariantCulture, $" {Open}{number}]");
        return Cut($"Re: {Bare(subject)}".TrimEnd(), MaxLength - token.Length) + token;
    }

    private static void Append(StringBuilder text, Rune rune)
    {
        // U+2028 and U+2029 break lines; format characters such as U+202E turn what follows around.
        var category = Rune.GetUnicodeCategory(rune);
        if (category is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator || Rune.IsWhiteSpace(rune))
        {
            if (text.Length > 0 && text[^1] != ' ')
            {
                text.Append(' ');
            }
        }
        else if (category != UnicodeCategory.Format || rune.Value is 0x200C or 0x200D)
        {
            text.Append(rune.ToString());
        }
    }

    private static string Cut(string text, int length)
    {
        if (text.Length <= length)
        {
            return text;
        }

        return text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)].TrimEnd();
    }

    private static string WithoutTokens(string subject)
    {
        var text = new StringBuilder();
        for (var at = 0; at < subject.Length; at++)
        {
            if (subject[at] == '[' && NumberAt(subject, at) is not null)
            {
                at = subject.IndexOf(']', at);
            }
            else if (subject[at] != ' ' || text.Length == 0 || text[^1] != ' ')
            {
                text.Append(subject[at]);
            }
        }

        return text.ToString();
    }

    private static long? NumberAt(string subject, int start)
    {
        var inner = subject.AsSpan(start, Math.Min(subject.Length - start, Open.Length + MaxDigits + 1));
        var end = inner.IndexOf(']');
        return inner.StartsWith(Open) && end > Open.Length
            && long.TryParse(inner[Open.Length..end], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    // "Re:", "RE :", "Re[2]:", "AW(3):", "回复：".
    private static int PrefixLength(ReadOnlySpan<char> text)
    {
        var colon = text[..Math.Min(text.Length, MaxPrefix + 8)].IndexOfAny(':', '：');
        if (colon < 1)
        {
            return 0;
        }

        var word = text[..colon].TrimEnd();
        if (word.IndexOfAny('[', '(', '^') is var bracket and > 0)
        {
            word = word[bracket..].Trim("[]()^0123456789").IsEmpty ? word[..bracket].TrimEnd() : default;
        }

        return Prefixes.Contains(word.ToString().ToLowerInvariant()) ? colon + 1 : 0;
    }
}
