using System.Text;

namespace HelpDesk.Web.Channels.Email.Html;

/// <summary>How much of a mail is kept as its text, and in what shape.</summary>
internal static class TextLimits
{
    /// <summary>Characters of a text.</summary>
    public const int MaxText = 1_000_000;

    private const int MaxEmptyLines = 2;

    /// <summary>The beginning of a text, never half a character.</summary>
    public static string Cut(string text, int length)
    {
        if (text.Length <= length)
        {
            return text;
        }

        return text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
    }

    /// <summary>No white space at the ends of lines, no more than two empty lines in a row, none around the text.</summary>
    public static string Tidy(string text)
    {
        var tidy = new StringBuilder();
        var empty = 0;
        foreach (var range in text.AsSpan().Split('\n'))
        {
            var line = text.AsSpan()[range].TrimEnd();
            empty = line.IsEmpty ? empty + 1 : 0;
            if (empty <= MaxEmptyLines)
            {
                tidy.Append(line).Append('\n');
            }
        }

        return tidy.ToString().Trim('\n');
    }
}
