using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Unicode;
using HelpDesk.Web.Http;
using Microsoft.Net.Http.Headers;

namespace HelpDesk.Web.Channels.Chat;

/// <summary>
/// Reads the JSON of a call before anything else does, and puts U+FFFD where a text holds half a character: what a field
/// that counts by UTF-16 units cut in two is no reason to lose the rest, and no reader and no database takes it.
/// </summary>
internal static class JsonText
{
    private const int EscapeLength = 6;

    /// <exception cref="ProblemException">It is longer than the limit (<c>too_large</c>), or not in UTF-8 (<c>media_type</c>).</exception>
    public static async Task MendAsync(HttpRequest request, int limit, CancellationToken ct)
    {
        if (!request.HasJsonContentType() || !MediaTypeHeaderValue.TryParse(request.ContentType, out var type))
        {
            return;
        }

        // RFC 8259 §8.1
        if (type.Charset is { HasValue: true } charset && !charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase))
        {
            throw new ProblemException(StatusCodes.Status415UnsupportedMediaType, "media_type", "Send JSON in UTF-8.");
        }

        request.Body = new MemoryStream(Mended(await ReadAsync(request, limit, ct)));
    }

    /// <summary>The same JSON with whole characters alone.</summary>
    public static byte[] Mended(byte[] json)
    {
        var whole = Utf8.IsValid(json) ? json : Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(json));
        var rest = whole.AsSpan();
        for (var at = rest.IndexOf((byte)'\\'); at >= 0 && at + 1 < rest.Length; at = rest.IndexOf((byte)'\\'))
        {
            rest = rest[at..];
            rest = rest[MendEscape(rest)..];
        }

        return whole;
    }

    // How long the escape is that stands here; half of a character is made whole.
    private static int MendEscape(Span<byte> escape)
    {
        if (!TryRead(escape, out var unit))
        {
            return 2;
        }

        if (char.IsHighSurrogate(unit) && TryRead(escape[EscapeLength..], out var second) && char.IsLowSurrogate(second))
        {
            return 2 * EscapeLength;
        }

        if (char.IsSurrogate(unit))
        {
            "fffd"u8.CopyTo(escape[2..]);
        }

        return EscapeLength;
    }

    private static bool TryRead(ReadOnlySpan<byte> text, out char unit)
    {
        unit = default;
        if (text.Length < EscapeLength || BinaryPrimitives.ReadInt16BigEndian(text) != ('\\' << 8 | 'u')
            || !ushort.TryParse(text[2..EscapeLength], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
        {
            return false;
        }

        unit = (char)value;
        return true;
    }

    private static async Task<byte[]> ReadAsync(HttpRequest request, int limit, CancellationToken ct)
    {
        using var read = new MemoryStream((int)Math.Clamp(request.ContentLength ?? 0, 0, limit));
        var buffer = new byte[4096];
        for (int count; (count = await request.Body.ReadAsync(buffer, ct)) > 0;)
        {
            if (read.Length + count > limit)
            {
                throw new ProblemException(StatusCodes.Status413PayloadTooLarge, "too_large", "This is too much for one call.");
            }

            read.Write(buffer, 0, count);
        }

        return read.ToArray();
    }
}
