namespace HelpDesk.Web.Channels.Email.Mime;

/// <summary>The encoding of mails before MIME: <c>begin 644 name</c>, lines that begin with their length, <c>end</c>.</summary>
internal static class Uuencode
{
    private const int MaxLine = 45;

    public static byte[] Decode(ReadOnlyMemory<byte> encoded, out bool isBroken)
    {
        var lines = new Lines(encoded);
        var decoded = new List<byte>(encoded.Length / 4 * 3);
        var began = false;
        isBroken = true;
        for (var at = 0; at < lines.Length;)
        {
            var line = lines.At(at);
            at = line.Next;
            var text = lines.Of(line);
            if (began && text.SequenceEqual("end"u8))
            {
                isBroken = false;
                break;
            }

            if (began)
            {
                Add(decoded, text);
            }

            began = began || text.StartsWith("begin "u8);
        }

        return [.. decoded];
    }

    private static void Add(List<byte> decoded, ReadOnlySpan<byte> line)
    {
        var left = line.IsEmpty ? 0 : Math.Min(MaxLine, Value(line, 0));
        for (var i = 1; left > 0; i += 4)
        {
            var bits = (Value(line, i) << 18) | (Value(line, i + 1) << 12) | (Value(line, i + 2) << 6) | Value(line, i + 3);
            for (var k = 16; k >= 0 && left > 0; k -= 8, left--)
            {
                decoded.Add((byte)(bits >> k));
            }
        }
    }

    // Blanks at the end of a line get lost on the way; they mean zero.
    private static int Value(ReadOnlySpan<byte> line, int at) => at < line.Length ? (line[at] - ' ') & 63 : 0;
}
