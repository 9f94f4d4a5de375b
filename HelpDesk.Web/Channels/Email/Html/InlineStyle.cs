using System.Buffers;
using System.Collections.Frozen;

namespace HelpDesk.Web.Channels.Email.Html;

/// <summary>
/// Sanitises a style attribute, token by token: a declaration passes when its property is on the list and each of its
/// tokens is a word, a number, a colour or a plain string. Escapes, comments and functions are no tokens here, so nothing
/// can hide in them: no address is loaded, nothing leaves its place.
/// </summary>
internal static class InlineStyle
{
    private const int MaxLength = 4096;

    private static readonly FrozenSet<string> Properties = new[]
    {
        "color", "background-color", "background", "direction", "display", "float", "clear", "text-align", "text-decoration",
        "text-transform", "text-indent",
        "vertical-align", "white-space", "word-break", "word-wrap", "overflow-wrap", "line-height", "letter-spacing",
        "font", "font-family", "font-size", "font-style", "font-variant", "font-weight",
        "width", "min-width", "max-width", "height", "min-height", "max-height", "table-layout", "caption-side",
        "margin", "margin-top", "margin-right", "margin-bottom", "margin-left", "padding", "padding-top", "padding-right",
        "padding-bottom", "padding-left",
        "border", "border-top", "border-right", "border-bottom", "border-left", "border-color", "border-style", "border-width",
        "border-radius",
        "border-top-color", "border-right-color", "border-bottom-color", "border-left-color", "border-top-style", "border-right-style",
        "border-bottom-style",
        "border-left-style", "border-top-width", "border-right-width", "border-bottom-width", "border-left-width", "border-collapse",
        "border-spacing",
        "list-style-type",
    }.ToFrozenSet();

    private static readonly SearchValues<char> Word = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_");
    private static readonly SearchValues<char> Number = SearchValues.Create("0123456789.+eE");
    private static readonly SearchValues<char> Numbers = SearchValues.Create("0123456789.,% /");
    private static readonly SearchValues<char> Hex = SearchValues.Create("0123456789abcdefABCDEF");
    private static readonly SearchValues<char> Safe = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_ .,");

    private static readonly FrozenSet<string> Functions = new[] { "rgb", "rgba", "hsl", "hsla" }.ToFrozenSet();

    /// <summary>The declarations that may stay; null when none may.</summary>
    public static string? Sanitise(string? style)
    {
        if (style is null || style.Length > MaxLength)
        {
            return null;
        }

        var kept = style.Split(';').Select(Declaration).Where(declaration => declaration is not null);
        return string.Join(';', kept) is { Length: > 0 } text ? text : null;
    }

    /// <summary>A colour as an attribute may name it.</summary>
    public static bool IsColour(string value) =>
        value.Length <= 32 && (value.StartsWith('#') ? IsHex(value) : value.Length > 0 && value.All(char.IsAsciiLetterOrDigit));

    private static string? Declaration(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var property = colon < 1 ? "" : text[..colon].Trim().ToLowerInvariant();
        if (!Properties.Contains(property))
        {
            return null;
        }

        var value = text[(colon + 1)..].Replace("!important", "", StringComparison.OrdinalIgnoreCase);
        var tokens = Tokens(value);
        return tokens is { Count: > 0 } ? $"{property}:{string.Join(' ', tokens)}".Replace(" ,", ",", StringComparison.Ordinal) : null;
    }

    // Null when anything is no token of the list.
    private static List<string>? Tokens(string value)
    {
        var tokens = new List<string>();
        var rest = value.AsSpan().Trim();
        while (!rest.IsEmpty)
        {
            var length = TokenLength(rest);
            if (length == 0)
            {
                return null;
            }

            tokens.Add(rest[..length].ToString());
            rest = rest[length..].TrimStart();
        }

        return tokens;
    }

    private static int TokenLength(ReadOnlySpan<char> text) => text[0] switch
    {
        ',' or '/' => 1,
        '\'' or '"' => StringLength(text),
        '#' => WordLength(text[1..]) is var length && IsHex(text[..(length + 1)]) ? length + 1 : 0,
        >= '0' and <= '9' or '.' or '+' => NumberLength(text),
        '-' when text.Length > 1 && (char.IsAsciiDigit(text[1]) || text[1] == '.') => 0,
        _ => WordOrColourLength(text),
    };

    private static int StringLength(ReadOnlySpan<char> text)
    {
        var end = text[1..].IndexOf(text[0]);
        return end < 0 || text.Slice(1, end).IndexOfAnyExcept(Safe) >= 0 ? 0 : end + 2;
    }

    private static int NumberLength(ReadOnlySpan<char> text)
    {
        var length = text.IndexOfAnyExcept(Number);
        length = length < 0 ? text.Length : length;
        if (length < text.Length && text[length] == '%')
        {
            return length + 1;
        }

        return length + WordLength(text[length..]);
    }

    private static int WordOrColourLength(ReadOnlySpan<char> text)
    {
        var length = WordLength(text);
        if (length == text.Length || text[length] != '(')
        {
            return length;
        }

        var end = text.IndexOf(')');
        return Functions.Contains(text[..length].ToString().ToLowerInvariant()) && end > length
            && text[(length + 1)..end].IndexOfAnyExcept(Numbers) < 0 ? end + 1 : 0;
    }

    private static int WordLength(ReadOnlySpan<char> text)
    {
        var length = text.IndexOfAnyExcept(Word);
        return length < 0 ? text.Length : length;
    }

    private static bool IsHex(ReadOnlySpan<char> text) => text.Length is > 3 and < 10 && text[1..].IndexOfAnyExcept(Hex) < 0;
}
