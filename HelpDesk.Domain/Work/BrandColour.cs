using System.Globalization;

namespace HelpDesk.Domain.Work;

/// <summary>A colour that an administrator chose for their chats, and what can be read on it.</summary>
public static class BrandColour
{
    /// <summary>From this relative luminance on, black stands out more than white (WCAG 2.2, contrast of (L + 0.05)).</summary>
    private const double Flip = 0.179;

    /// <summary>Reads <c>#rrggbb</c>, with or without the mark, into lower case. False for anything else.</summary>
    public static bool TryRead(string? text, out string colour)
    {
        var digits = (text ?? "").Trim().TrimStart('#').ToLowerInvariant();
        colour = $"#{digits}";
        return digits.Length == 6 && digits.All(char.IsAsciiHexDigit);
    }

    /// <summary>The colour of text on it: black or white, whichever contrasts more.</summary>
    /// <param name="colour">As <see cref="TryRead"/> gives it.</param>
    public static string InkOn(string colour) => Luminance(colour) > Flip ? "#000000" : "#ffffff";

    /// <summary>How much that text stands out from it, from 4.58 to 21.</summary>
    /// <param name="colour">As <see cref="TryRead"/> gives it.</param>
    public static double Contrast(string colour)
    {
        const double glare = 0.05;
        var luminance = Luminance(colour);
        return luminance > Flip ? (luminance + glare) / glare : (1 + glare) / (luminance + glare);
    }

    private static double Luminance(string colour)
    {
        double Part(int at)
        {
            var value = int.Parse(colour.AsSpan(at, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) / 255.0;
            return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
        }

        return (0.2126 * Part(1)) + (0.7152 * Part(3)) + (0.0722 * Part(5));
    }
}
