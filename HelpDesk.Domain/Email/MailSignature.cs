using System.Security.Cryptography;
using System.Text;

namespace HelpDesk.Domain.Email;

/// <summary>
/// The sign by which we know what we wrote ourselves: 128 bits of HMAC-SHA256 as 26 base32 letters. Mail programs change
/// the case of addresses, so it is compared without case, and in constant time.
/// </summary>
public static class MailSignature
{
    /// <param name="text">What is signed: ASCII, and never the same for two different purposes.</param>
    /// <param name="key">The installation's own.</param>
    public static string Of(string text, ReadOnlySpan<byte> key)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(text), hash);
        return Base32.Encode(hash);
    }

    /// <summary>True when this is the signature of that text under the key.</summary>
    public static bool IsOf(string text, string signature, ReadOnlySpan<byte> key) => CryptographicOperations.FixedTimeEquals(
        Encoding.UTF8.GetBytes(Of(text, key)),
        Encoding.UTF8.GetBytes(signature.ToLowerInvariant()));
}
