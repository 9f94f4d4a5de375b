namespace HelpDesk.Web.Channels.Email.Mime;

/// <summary>
/// Base64 as mails have it (RFC 2045 §6.8): lines of any length, foreign characters between, padding that is missing or
/// stands in the middle where two texts were joined.
/// </summary>
internal static class Base64
{
    private const byte Blank = 64;
    private const byte Pad = 65;
    private const byte Foreign = 66;

    private static readonly byte[] Values = MakeValues();

    public static ReadOnlyMemory<byte> Decode(ReadOnlySpan<byte> encoded, out bool isBroken)
    {
        var decoded = new byte[(encoded.Length / 4 * 3) + 3];
        var (length, bits, count, foreign) = (0, 0, 0, 0);
        foreach (var letter in encoded)
        {
            var value = Values[letter];
            if (value < Blank)
            {
                bits = (bits << 6) | value;
                count = (count + 1) % 4;
                length = count == 0 ? Write(decoded, length, bits, 3) : length;
            }
            else if (value == Pad)
            {
                length = Write(decoded, length, bits << (6 * (4 - count)), count - 1);
                count = 0;
            }
            else
            {
                foreign += value == Foreign ? 1 : 0;
            }
        }

        isBroken = foreign > 0 || count == 1;
        return decoded.AsMemory(0, Write(decoded, length, bits << (6 * (4 - count)), count - 1));
    }

    private static int Write(byte[] decoded, int length, int bits, int bytes)
    {
        for (var i = 0; i < bytes; i++)
        {
            decoded[length++] = (byte)(bits >> (16 - (8 * i)));
        }

        return length;
    }

    private static byte[] MakeValues()
    {
        var values = new byte[256];
        Array.Fill(values, Foreign);
        for (byte i = 0; i < 64; i++)
        {
            values["ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"u8[i]] = i;
        }

        values['='] = Pad;
        values[' '] = values['\t'] = values['\r'] = values['\n'] = Blank;
        return values;
    }
}
