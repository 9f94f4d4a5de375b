namespace HelpDesk.Web.Channels.Email.Mime;

/// <summary>A file inside of a <c>winmail.dat</c>.</summary>
/// <param name="Name">As the mail says; empty where it names none.</param>
/// <param name="MediaType">As the mail says; null where it does not.</param>
/// <param name="ContentId">Without angle brackets; null where it has none.</param>
/// <param name="Content">A stretch of the whole: nothing is unpacked.</param>
internal sealed record TnefFile(string Name, string? MediaType, string? ContentId, ReadOnlyMemory<byte> Content);

/// <summary>
/// Opens what Outlook packs its files into ([MS-OXTNEF] §2.1): attributes one after the other, each with its length. All
/// lengths are a stranger's word; none is believed beyond the end of the bytes.
/// </summary>
internal sealed class Tnef
{
    private const uint Signature = 0x223E9F78;
    private const byte AttachmentLevel = 2;
    private const uint Rendering = 0x00069002;
    private const uint Title = 0x00018010;
    private const uint Data = 0x0006800F;
    private const uint Properties = 0x00069005;

    private readonly List<TnefFile> files = [];
    private bool isWhole = true;
    private string? title;
    private ReadOnlyMemory<byte>? data;
    private MapiFile? properties;
    private bool isOpen;

    /// <summary>The files in the order in which they lie there.</summary>
    public IReadOnlyList<TnefFile> Files => files;

    /// <summary>False where something in it is no plain file, such as a mail or a drawing, or lies beyond the limit.</summary>
    public bool IsWhole => isWhole;

    /// <summary>True for the names and types under which Outlook sends it.</summary>
    public static bool IsOne(string mediaType, string fileName) =>
        mediaType is "application/ms-tnef" or "application/vnd.ms-tnef" || fileName.Equals("winmail.dat", StringComparison.OrdinalIgnoreCase);

    /// <summary>False for bytes that are not in this form from the beginning to the end.</summary>
    public static bool TryRead(ReadOnlyMemory<byte> bytes, out Tnef read)
    {
        read = new Tnef();
        var at = new ByteReader(bytes);
        if (!at.TryUInt32(out var signature) || signature != Signature || !at.TrySkip(2))
        {
            return false;
        }

        while (!at.IsAtEnd)
        {
            if (!at.TryByte(out var level) || !at.TryUInt32(out var id) || !at.TryUInt32(out var length) || !at.TryTake(length, out var value) || !at.TrySkip(2))
            {
                return false;
            }

            if (level == AttachmentLevel)
            {
                read.Take(id, value);
            }
        }

        read.Close();
        return true;
    }

    private void Take(uint id, ReadOnlyMemory<byte> value)
    {
        switch (id)
        {
            case Rendering:
                Close();
                isOpen = true;
                break;
            case Title:
                title = Charsets.Decode(value.Span, null, out _).TrimEnd('\0');
                break;
            case Data:
                data = value;
                break;
            case Properties:
                properties = MapiFile.Read(value);
                break;
            default:
                // Dates and icons.
                break;
        }
    }

    private void Close()
    {
        if (isOpen && files.Count < MimeLimits.Parts && (properties?.Content ?? data) is { } content && properties?.IsObject != true)
        {
            files.Add(new TnefFile(properties?.LongName ?? title ?? "", properties?.MediaType, properties?.ContentId, content));
        }
        else if (isOpen)
        {
            isWhole = false;
        }

        (isOpen, title, data, properties) = (false, null, null, null);
    }
}
