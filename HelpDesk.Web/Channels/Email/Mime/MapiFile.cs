using System.Text;

namespace HelpDesk.Web.Channels.Email.Mime;

/// <summary>
/// What Outlook says about one file ([MS-OXTNEF] §2.1.3.4): a list of properties, each with its type, which tells its length.
/// What cannot be read ends the list; what was read before counts.
/// </summary>
internal sealed class MapiFile
{
    private const int LongFileName = 0x3707;
    private const int MimeTag = 0x370E;
    private const int ContentIdOf = 0x3712;
    private const int DataOf = 0x3701;

    private const int Text8 = 0x001E;
    private const int Text16 = 0x001F;
    private const int Binary = 0x0102;
    private const int ObjectType = 0x000D;
    private const int Several = 0x1000;

    public string? LongName { get; private set; }

    public string? MediaType { get; private set; }

    public string? ContentId { get; private set; }

    public ReadOnlyMemory<byte>? Content { get; private set; }

    /// <summary>Not a file but a mail or a drawing of another program.</summary>
    public bool IsObject { get; private set; }

    public static MapiFile Read(ReadOnlyMemory<byte> bytes)
    {
        var file = new MapiFile();
        var at = new ByteReader(bytes);
        at.TryUInt32(out var left);
        while (left-- > 0 && file.TryTake(at))
        {
            // One after the other.
        }

        return file;
    }

    private bool TryTake(ByteReader at)
    {
        if (!at.TryUInt16(out var type) || !at.TryUInt16(out var id) || (id >= 0x8000 && !TrySkipName(at)))
        {
            return false;
        }

        var kind = type & ~Several;
        var count = 1u;
        if ((type & Several) != 0 || HasLength(kind))
        {
            if (!at.TryUInt32(out count))
            {
                return false;
            }
        }

        for (; count > 0; count--)
        {
            if (!TryValue(at, kind, out var value))
            {
                return false;
            }

            Take(id, kind, value);
        }

        return true;
    }

    // [MS-OXCDATA] §2.11.1: short values fill four bytes.
    private static bool TryValue(ByteReader at, int kind, out ReadOnlyMemory<byte> value)
    {
        value = default;
        return HasLength(kind) ? at.TryUInt32(out var length) && at.TryTake(length, out value) && at.TrySkip(Padding(length)) : kind switch
        {
            0x0002 or 0x0003 or 0x0004 or 0x000A or 0x000B => at.TryTake(4, out value),
            0x0005 or 0x0006 or 0x0007 or 0x0014 or 0x0040 => at.TryTake(8, out value),
            0x0048 => at.TryTake(16, out value),
            _ => false,
        };
    }

    private static bool HasLength(int kind) => kind is Text8 or Text16 or Binary or ObjectType;

    private static long Padding(long length) => (4 - (length % 4)) % 4;

    private static bool TrySkipName(ByteReader at) =>
        at.TrySkip(16) && at.TryUInt32(out var kind) && (kind == 0 ? at.TrySkip(4) : at.TryUInt32(out var length) && at.TrySkip(length + Padding(length)));

    private void Take(int id, int kind, ReadOnlyMemory<byte> value)
    {
        switch (id, kind)
        {
            case (LongFileName, Text8 or Text16):
                LongName = TextOf(kind, value);
                break;
            case (MimeTag, Text8 or Text16):
                MediaType = TextOf(kind, value).ToLowerInvariant();
                break;
            case (ContentIdOf, Text8 or Text16):
                ContentId = TextOf(kind, value).Trim('<', '>') is { Length: > 0 } name ? name : null;
                break;
            case (DataOf, Binary):
                Content = value;
                break;
            case (DataOf, ObjectType):
                IsObject = true;
                break;
            default:
                // Sizes, dates, positions.
                break;
        }
    }

    private static string TextOf(int kind, ReadOnlyMemory<byte> value) =>
        (kind == Text16 ? Encoding.Unicode.GetString(value.Span) : Charsets.Decode(value.Span, null, out _)).TrimEnd('\0');
}
