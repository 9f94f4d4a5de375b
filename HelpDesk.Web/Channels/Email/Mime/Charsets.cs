using System.Text;
using System.Text.Unicode;

namespace HelpDesk.Web.Channels.Email.Mime;

/// <summary>
/// Bytes to text. A charset that is unknown or plainly wrong is guessed; what fits none becomes U+FFFD. UTF-7 is never
/// read as such: it hides markup from everything that looks for it.
/// </summary>
internal static class Charsets
{
    private const string FellOut = "\uFFFD";

    private static readonly Encoding Western = Known(1252);
    private static readonly Encoding Japanese = Known(50220);

    /// <param name="bytes">Any bytes.</param>
    /// <param name="name">As the mail says; null where it says nothing.</param>
    /// <param name="isGuess">The name is unknown, or the bytes are not of it.</param>
    public static string Decode(ReadOnlySpan<byte> bytes, string? name, out bool isGuess)
    {
        var encoding = Named(name, out var isAscii);
        if (encoding is null)
        {
            isGuess = name is not null && (!isAscii || !Ascii.IsValid(bytes));
            return Guess(bytes);
        }

        var content = WithoutMark(bytes, ref encoding);
        var text = encoding is UTF8Encoding ? Unicode(content) : encoding.GetString(content);
        isGuess = text.Contains(FellOut, StringComparison.Ordinal) || (encoding is UTF8Encoding && !Utf8.IsValid(bytes));
        return Valid(text);
    }

    /// <summary>The bytes that a text was before it was taken for another charset than its own; ASCII in most cases.</summary>
    public static byte[] Encode(string text, string name) =>
        !Ascii.IsValid(text) && Named(name, out _) is { IsSingleByte: true } encoding ? encoding.GetBytes(text) : Encoding.UTF8.GetBytes(text);

    /// <summary>UTF-8 where it is valid, ISO-2022-JP where its escapes stand, else what western machines write.</summary>
    public static string Guess(ReadOnlySpan<byte> bytes)
    {
        if (Utf8.IsValid(bytes))
        {
            return bytes.IndexOf("\u001b$"u8) >= 0 ? Valid(Japanese.GetString(bytes)) : Unicode(bytes);
        }

        return Western.GetString(bytes);
    }

    // Bytes that are said to be UTF-8 and hold not one letter of it are western in truth.
    private static string Unicode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith("\uFEFF"u8))
        {
            bytes = bytes[3..];
        }

        return Utf8.IsValid(bytes) || HoldsLetter(bytes) ? Encoding.UTF8.GetString(bytes) : Western.GetString(bytes);
    }

    private static bool HoldsLetter(ReadOnlySpan<byte> bytes)
    {
        while (bytes.IndexOfAnyInRange((byte)0x80, (byte)0xFF) is var at && at >= 0)
        {
            bytes = bytes[at..];
            if (Rune.DecodeFromUtf8(bytes, out _, out var length) == System.Buffers.OperationStatus.Done)
            {
                return true;
            }

            bytes = bytes[length..];
        }

        return false;
    }

    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> bytes, ref Encoding encoding)
    {
        if (encoding is UnicodeEncoding && bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            encoding = Encoding.BigEndianUnicode;
        }

        var mark = encoding.Preamble;
        return mark.Length > 0 && bytes.StartsWith(mark) ? bytes[mark.Length..] : bytes;
    }

    private static Encoding? Named(string? name, out bool isAscii)
    {
        var key = CharsetNames.Key(name ?? "");
        isAscii = CharsetNames.IsAscii(key);
        return isAscii || CharsetNames.IsUtf7(key) ? null
            : CharsetNames.CodePage(key) is { } page ? Known(page)
            : Find(key);
    }

    private static Encoding Known(int page) =>
        CodePagesEncodingProvider.Instance.GetEncoding(page, EncoderFallback.ReplacementFallback, new DecoderReplacementFallback(FellOut))
        ?? Encoding.GetEncoding(page, EncoderFallback.ReplacementFallback, new DecoderReplacementFallback(FellOut));

    private static Encoding? Find(string key)
    {
        try
        {
            return key.Length is 0 or > 40 ? null
                : CodePagesEncodingProvider.Instance.GetEncoding(key, EncoderFallback.ReplacementFallback, new DecoderReplacementFallback(FellOut))
                ?? Encoding.GetEncoding(key, EncoderFallback.ReplacementFallback, new DecoderReplacementFallback(FellOut));
        }
        catch (Exception unknown) when (unknown is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    private static string Valid(string text)
    {
        if (text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') < 0)
        {
            return text;
        }

        var valid = new StringBuilder(text.Length);
        foreach (var letter in text.EnumerateRunes())
        {
            valid.Append(letter);
        }

        return valid.ToString();
    }
}
