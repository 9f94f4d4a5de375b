namespace HelpDesk.Web.Channels.Email.Mime;

/// <summary>Quoted-printable (RFC 2045 §6.7) and the Q encoding of words (RFC 2047 §4.2). What is no code stays as it is.</summary>
internal static class QuotedPrintable
{
    public static ReadOnlyMemory<byte> Decode(ReadOnlySpan<byte> encoded, out bool isBroken)
    {
        var decoded = new byte[encoded.Length];
        var length = 0;
        isBroken = false;
        for (var i = 0; i < encoded.Length;)
        {
            var plain = encoded[i..].IndexOf((byte)'=') is var next && next < 0 ? encoded.Length - i : next;
            encoded.Slice(i, plain).CopyTo(decoded.AsSpan(length));
            (i, length) = (i + plain, length + plain);
            if (i < encoded.Length)
            {
                i += Code(encoded[i..], decoded, ref length, ref isBroken);
            }
        }

        return decoded.AsMemory(0, length);
    }

    public static ReadOnlyMemory<byte> DecodeWord(ReadOnlySpan<byte> encoded)
    {
        var spaced = encoded.ToArray();
        spaced.AsSpan().Replace((byte)'_', (byte)' ');
        return Decode(spaced, out _);
    }

    // A code, or a line break that the sender put in: blanks may have got between it and its mark.
    private static int Code(ReadOnlySpan<byte> rest, byte[] decoded, ref int length, ref bool isBroken)
    {
        if (rest.Length > 2 && Hex(rest[1]) is var high and >= 0 && Hex(rest[2]) is var low and >= 0)
        {
            decoded[length++] = (byte)((high << 4) | low);
            return 3;
        }

        var blanks = 1 + rest[1..].IndexOfAnyExcept((byte)' ', (byte)'\t');
        if (blanks == 0)
        {
            return rest.Length;
        }

        if (rest[blanks] is (byte)'\r' or (byte)'\n')
        {
            return rest[blanks] == '\r' && rest.Length > blanks + 1 && rest[blanks + 1] == '\n' ? blanks + 2 : blanks + 1;
        }

        isBroken = true;
        decoded[length++] = (byte)'=';
        return 1;
    }

    private static int Hex(byte letter) => letter switch
    {
        >= (byte)'0' and <= (byte)'9' => letter - '0',
        >= (byte)'A' and <= (byte)'F' => letter - 'A' + 10,
        >= (byte)'a' and <= (byte)'f' => letter - 'a' + 10,
        _ => -1,
    };
}
