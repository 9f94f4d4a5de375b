using System.Buffers.Binary;

namespace HelpDesk.Web.Channels.Email.Mime;

/// <summary>Reads numbers and stretches, the lowest byte first, and never beyond the end.</summary>
internal sealed class ByteReader(ReadOnlyMemory<byte> bytes)
{
    private int at;

    public bool IsAtEnd => at == bytes.Length;

    public bool TryByte(out byte value)
    {
        var isThere = TryTake(1, out var taken);
        value = isThere ? taken.Span[0] : (byte)0;
        return isThere;
    }

    public bool TryUInt16(out ushort value)
    {
        var isThere = TryTake(2, out var taken);
        value = isThere ? BinaryPrimitives.ReadUInt16LittleEndian(taken.Span) : (ushort)0;
        return isThere;
    }

    public bool TryUInt32(out uint value)
    {
        var isThere = TryTake(4, out var taken);
        value = isThere ? BinaryPrimitives.ReadUInt32LittleEndian(taken.Span) : 0;
        return isThere;
    }

    public bool TrySkip(long length) => TryTake(length, out _);

    public bool TryTake(long length, out ReadOnlyMemory<byte> taken)
    {
        taken = default;
        if (length < 0 || length > bytes.Length - at)
        {
            return false;
        }

        taken = bytes.Slice(at, (int)length);
        at += (int)length;
        return true;
    }
}
