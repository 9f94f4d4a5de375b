using System.Globalization;

namespace HelpDesk.Migrations.Search;

/// <summary>
/// What somebody looks for: whole words, of which the last may be only begun. Made from words and never from a database's
/// query syntax, so that nothing typed can be an error or a command.
/// </summary>
/// <param name="Words">All of them must be found, in any order.</param>
/// <param name="LastIsPrefix">Whether the last word is still being typed; a single letter is not looked up as a beginning.</param>
/// <param name="Number">The ticket number that was typed, if it may be one.</param>
public sealed record SearchQuery(IReadOnlyList<string> Words, bool LastIsPrefix, long? Number)
{
    private const int MaxLength = 200;
    private const int MaxWords = 10;

    /// <summary>Nothing to look for.</summary>
    public bool IsEmpty => Words.Count == 0;

    /// <summary>Reads what was typed; everything beyond 200 characters or ten words is ignored.</summary>
    public static SearchQuery Parse(string text)
    {
        var typed = text.AsSpan(0, Math.Min(text.Length, MaxLength)).Trim();
        string[] words = [.. SearchWords.Of(typed.ToString()).Take(MaxWords)];
        var isNumber = long.TryParse(typed.TrimStart('#'), NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        return new(words, words.Length > 0 && words[^1].Length > 1, isNumber ? number : null);
    }
}
