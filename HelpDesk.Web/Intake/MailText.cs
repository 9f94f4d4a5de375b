using System.Text;
using HelpDesk.Web.Actions;

namespace HelpDesk.Web.Intake;

/// <summary>Foreign text as a database takes it: no control characters, no halves of letters, bounded.</summary>
internal static class MailText
{
    /// <summary>Of a message: text of several lines.</summary>
    public static string Storable(string text, int limit)
    {
        var clean = new StringBuilder(Math.Min(text.Length, limit));
        foreach (var letter in text.EnumerateRunes())
        {
            if (clean.Length + letter.Utf16SequenceLength > limit)
            {
                break;
            }

            clean.Append(Rune.IsControl(letter) && letter.Value is not ('\n' or '\t') ? "" : letter.ToString());
        }

        return clean.ToString();
    }

    /// <summary>Of a field: one line.</summary>
    public static string Line(string? text, int limit) => TextRules.Line(Storable((text ?? "").Replace('\r', ' '), 4 * limit), limit);

    /// <summary>A field or nothing.</summary>
    public static string? LineOrNull(string? text, int limit) => Line(text, limit) is { Length: > 0 } line ? line : null;
}
