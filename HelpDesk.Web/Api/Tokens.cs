using System.Security.Cryptography;
using System.Text;
using HelpDesk.Migrations;

namespace HelpDesk.Web.Api;

/// <summary>
/// The form of the API's tokens: <c>hd_live_</c>, 26 random base32 letters (128 bits) and 6 letters of checksum, by which
/// scanners for leaked secrets know one and a mistyped one is refused before the database is asked. Only the hash is kept.
/// </summary>
internal static class Tokens
{
    public const string Prefix = "hd_live_";

    private const int RandomLength = 26;
    private const int ChecksumLength = 6;

    /// <summary>A new token, to be shown once.</summary>
    public static string New()
    {
        var random = Prefix + PublicId.Encode(RandomNumberGenerator.GetBytes(16));
        return random + Checksum(random);
    }

    /// <summary>Whether this can be a token at all.</summary>
    public static bool IsWellFormed(string text) =>
        text.Length == Prefix.Length + RandomLength + ChecksumLength
        && text.StartsWith(Prefix, StringComparison.Ordinal)
        && text.EndsWith(Checksum(text[..^ChecksumLength]), StringComparison.Ordinal);

    /// <summary>What is stored and looked up: SHA-256 in lower-case hexadecimal digits.</summary>
    public static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    private static string Checksum(string random) => PublicId.Encode(SHA256.HashData(Encoding.UTF8.GetBytes(random)).AsSpan(0, 16))[^ChecksumLength..];
}
