using System.Text;

namespace HelpDesk.Web.Data;

/// <summary>
/// The type of a file by its first bytes, never by what the sender says. What is not recognised has no type and is
/// refused; archives are never unpacked.
/// </summary>
internal static class MediaTypes
{
    public const string Text = "text/plain";

    private const string Zip = "application/zip";
    private const string Office = "application/vnd.openxmlformats-officedocument.";

    /// <summary>Types that a browser shows as a picture and that can carry no script.</summary>
    private static readonly HashSet<string> Pictures = ["image/png", "image/jpeg", "image/gif", "image/webp"];

    private static readonly (int Offset, byte[] Sign, string Type)[] Signs =
    [
        (0, [0x89, .. "PNG\r\n\u001A\n"u8], "image/png"),
        (0, [0xFF, 0xD8, 0xFF], "image/jpeg"),
        (0, "GIF87a"u8.ToArray(), "image/gif"),
        (0, "GIF89a"u8.ToArray(), "image/gif"),
        (8, "WEBP"u8.ToArray(), "image/webp"),
        (0, "%PDF-"u8.ToArray(), "application/pdf"),
        (0, "PK\u0003\u0004"u8.ToArray(), Zip),
        (0, "PK\u0005\u0006"u8.ToArray(), Zip),
        (4, "ftyp"u8.ToArray(), "video/mp4"),
        (0, "ID3"u8.ToArray(), "audio/mpeg"),
        (0, [0xFF, 0xFB], "audio/mpeg"),
        (0, [0xFF, 0xF3], "audio/mpeg"),
        (0, [0xFF, 0xF2], "audio/mpeg"),
    ];

    // The name of the part that only this kind of document has.
    private static readonly (string Part, string Type)[] OfficeParts =
    [
        ("vbaProject.bin", "application/vnd.ms-office.macroEnabled"),
        ("word/document.xml", Office + "wordprocessingml.document"),
        ("xl/workbook.xml", Office + "spreadsheetml.sheet"),
        ("ppt/presentation.xml", Office + "presentationml.presentation"),
    ];

    public static bool IsPicture(string mediaType) => Pictures.Contains(mediaType);

    /// <param name="file">The whole content.</param>
    /// <param name="isText">Whether all of it is text.</param>
    /// <param name="name">Tells a table from other text, nothing else.</param>
    public static string? Sniff(Stream file, bool isText, string name)
    {
        var head = Read(file, 0);
        var found = Array.Find(Signs, sign => Has(head, sign.Offset, sign.Sign)).Type;
        return found switch
        {
            "image/webp" when !Has(head, 0, "RIFF"u8) => null,
            Zip => SniffZip(head, Read(file, file.Length - Window)),
            null when isText => SniffText(head, name),
            _ => found,
        };
    }

    private const int Window = 64 << 10;

    private static string SniffZip(byte[] head, byte[] tail)
    {
        const int firstName = 30;
        const string mark = "mimetype";
        if (Has(head, firstName, Encoding.ASCII.GetBytes(mark)))
        {
            // OpenDocument: the first entry is stored, not packed, and holds the type.
            var rest = head.AsSpan(firstName + mark.Length);
            var end = rest.IndexOf("PK"u8);
            return end is > 0 and < 100 ? Encoding.ASCII.GetString(rest[..end]).Trim('\0') : Zip;
        }

        return Array.Find(OfficeParts, part => tail.AsSpan().IndexOf(Encoding.ASCII.GetBytes(part.Part)) >= 0).Type ?? Zip;
    }

    // Markup is text as well, but browsers run it.
    private static string SniffText(byte[] head, string name)
    {
        var start = Encoding.UTF8.GetString(head.AsSpan(0, Math.Min(head.Length, 1024))).TrimStart('\uFEFF', ' ', '\t', '\r', '\n', '\f');
        return start switch
        {
            _ when start.StartsWith("<?xml", StringComparison.OrdinalIgnoreCase) || start.Contains("<svg", StringComparison.OrdinalIgnoreCase) => "image/svg+xml",
            _ when start.StartsWith('<') => "text/html",
            _ when name.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) => "text/csv",
            _ => Text,
        };
    }

    private static bool Has(byte[] head, int offset, ReadOnlySpan<byte> sign) =>
        head.Length >= offset + sign.Length && head.AsSpan(offset, sign.Length).SequenceEqual(sign);

    private static byte[] Read(Stream file, long from)
    {
        file.Position = Math.Max(0, from);
        var buffer = new byte[Window];
        var read = file.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        return buffer[..read];
    }
}
