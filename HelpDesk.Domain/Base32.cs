namespace HelpDesk.Domain;

/// <summary>128 bits as 26 letters that survive every mail program: lower case, no 0, 1, 8 or 9.</summary>
public static class Base32
{
    /// <summary>How many letters 16 bytes become.</summary>
    public const int Length = 26;

    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";

    /// <param name="bytes">At least 16; the first 16 count.</param>
    public static string Encode(ReadOnlySpan<byte> bytes)
    {
        var value = new UInt128(BitConverter.ToUInt64(bytes), BitConverter.ToUInt64(bytes[8..]));
        Span<char> letters = stackalloc char[Length];
        for (var i = letters.Length - 1; i >= 0; i--)
        {
            letters[i] = Alphabet[(int)(value & 31)];
            value >>= 5;
        }

        return letters.ToString();
    }
}
