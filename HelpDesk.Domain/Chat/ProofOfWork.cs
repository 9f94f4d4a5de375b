using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace HelpDesk.Domain.Chat;

/// <summary>
/// What a visitor's browser calculates while an inbox is under pressure: a number that, hashed with a challenge of ours,
/// gives so many zero bits. Nobody who chats notices a tenth of a second; whoever sends thousands pays for each.
/// </summary>
public static class ProofOfWork
{
    /// <summary>8,192 hashes on average: about 100 milliseconds in a browser.</summary>
    public const int Bits = 13;

    /// <summary>How long a challenge may be answered.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(2);

    private const int MaxLength = 200;

    /// <summary>A challenge: <c>&lt;salt&gt;.&lt;instant&gt;.&lt;signature&gt;</c>.</summary>
    /// <param name="salt">Never the same twice.</param>
    /// <param name="purpose">Who is to solve it, and for what: nobody else's solution counts.</param>
    /// <param name="now">The instant of the asking.</param>
    /// <param name="key">The program's own.</param>
    public static string Challenge(string salt, string purpose, DateTimeOffset now, ReadOnlySpan<byte> key)
    {
        var named = string.Create(CultureInfo.InvariantCulture, $"{salt}.{(now + Lifetime).ToUnixTimeSeconds()}");
        return $"{named}.{Sign(named, purpose, key)}";
    }

    /// <summary>True for a challenge of ours that has not lapsed, with a number that solves it.</summary>
    /// <param name="solution">The challenge, a colon and the number, as they were hashed.</param>
    /// <param name="purpose">As the challenge was made for.</param>
    /// <param name="now">The instant of the answer.</param>
    /// <param name="key">The program's own.</param>
    /// <param name="salt">By which a challenge is known that was used before.</param>
    public static bool IsSolved(string solution, string purpose, DateTimeOffset now, ReadOnlySpan<byte> key, out string salt)
    {
        salt = "";
        if (solution.Length > MaxLength || solution.Split(':') is not [var challenge, _] || challenge.Split('.') is not [var named, var until, var signature]
            || !long.TryParse(until, NumberStyles.None, CultureInfo.InvariantCulture, out var instant))
        {
            return false;
        }

        salt = named;
        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Sign($"{named}.{until}", purpose, key)), Encoding.ASCII.GetBytes(signature))
            && now.ToUnixTimeSeconds() < instant
            && BitOperations.LeadingZeroCount(BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(Encoding.ASCII.GetBytes(solution)))) >= Bits;
    }

    private static string Sign(string named, string purpose, ReadOnlySpan<byte> key) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{named} {purpose}")).AsSpan(0, 16));
}
