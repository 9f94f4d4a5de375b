using HelpDesk.Domain;

namespace HelpDesk.Web.Actions;

/// <summary>Cleans and bounds what people type, whichever door it came through.</summary>
internal static class TextRules
{
    private const int KeyLength = 100;

    /// <summary>
    /// Trims the end, drops characters that no screen can show and refuses what is empty or too long. What the customer or
    /// agent wrote is otherwise kept to the letter.
    /// </summary>
    /// <exception cref="RuleException">Empty (<c>empty</c>) or too long (<c>too_long</c>).</exception>
    public static string Checked(string? text, int limit, bool mayBeEmpty = false)
    {
        var clean = Shown(text).TrimEnd();
        return clean.Trim().Length > 0 || mayBeEmpty
            ? Bounded(clean, limit)
            : throw new RuleException("empty", "There is nothing to send yet.");
    }

    /// <summary>What is still being written: its end is kept, because another word may follow the space.</summary>
    /// <exception cref="RuleException">Too long (<c>too_long</c>).</exception>
    public static string Unfinished(string? text, int limit)
    {
        var clean = Shown(text);
        return string.IsNullOrWhiteSpace(clean) ? "" : Bounded(clean, limit);
    }

    /// <summary>The beginning of a text, never half of a character that takes two places: PostgreSQL refuses such a half.</summary>
    public static string Cut(string text, int limit) =>
        text.Length <= limit ? text : text[..(char.IsHighSurrogate(text[limit - 1]) ? limit - 1 : limit)];

    /// <summary>A sender's own id of a message, as it was sent; null when there is none.</summary>
    /// <exception cref="RuleException">It has more than 100 characters, or some that cannot be seen (<c>idempotency</c>).</exception>
    public static string? Key(string? key) => key is null || (key.Length is > 0 and <= KeyLength && key.All(c => c is >= '!' and <= '~'))
        ? key
        : throw new RuleException("idempotency", $"The key of a message has 1 to {KeyLength} visible characters.");

    /// <summary>One line of at most this length: names, subjects, titles.</summary>
    public static string Line(string? text, int limit)
    {
        var shown = (text ?? "").Where(c => char.IsWhiteSpace(c) || !char.IsControl(c));
        var line = string.Join(' ', string.Concat(shown).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= limit ? line : Cut(line, limit).TrimEnd();
    }

    private static string Shown(string? text) => string.Concat((text ?? "").Where(c => !char.IsControl(c) || c is '\n' or '\t'));

    private static string Bounded(string text, int limit) => text.Length <= limit
        ? text
        : throw new RuleException("too_long", $"This text has {text.Length} characters; {limit} are allowed.");
}
