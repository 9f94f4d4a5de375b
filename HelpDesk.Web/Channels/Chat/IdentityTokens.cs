using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using HelpDesk.Domain.Customers;
using HelpDesk.Web.Actions;
using HelpDesk.Web.Data;

namespace HelpDesk.Web.Channels.Chat;

/// <summary>A key of an inbox that is not revoked; its secret protected.</summary>
internal sealed record SigningKey(long Id, string KeyId, string Secret);

/// <summary>A person whom a site has signed, and the key it did that with.</summary>
internal sealed record SignedVisitor(long KeyId, SignedIdentity Person);

/// <summary>What was found of an identity token: who it is, or the code of the refusal.</summary>
/// <param name="Visitor">Null when it was refused.</param>
/// <param name="Code">Null when it was not.</param>
/// <param name="Late">Whom a token names that is in order but for its time.</param>
internal sealed record IdentityVerdict(SignedVisitor? Visitor, string? Code, string? Late = null);

/// <summary>
/// Reads the tokens by which sites say who stands before their page: JWT (RFC 7519) signed with HMAC-SHA-256 and nothing
/// else. Read strictly: what two readers could understand differently is refused.
/// </summary>
internal sealed class IdentityTokens(IdentitySecrets secrets, TimeProvider clock)
{
    private const int MaxLength = 4_000;
    private const int NameLength = 200;

    /// <summary>No token is good for longer.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    /// <summary>So far two clocks may differ.</summary>
    public static readonly TimeSpan Skew = TimeSpan.FromMinutes(1);

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    /// <summary>Judges a token that a page presented to an inbox.</summary>
    public IdentityVerdict Judge(string token, ChatInbox inbox)
    {
        try
        {
            var (visitor, isExpired) = Read(token, inbox);
            return isExpired ? new IdentityVerdict(null, "expired", visitor.Person.ExternalId) : new IdentityVerdict(visitor, null);
        }
        catch (Refusal refusal)
        {
            return new IdentityVerdict(null, refusal.Code);
        }
    }

    private (SignedVisitor Visitor, bool IsExpired) Read(string token, ChatInbox inbox)
    {
        var parts = token.Length <= MaxLength ? token.Split('.') : throw new Refusal("too_long");
        if (parts.Length != 3)
        {
            throw new Refusal("malformed");
        }

        using var header = Parse(parts[0]);
        using var claims = Parse(parts[1]);
        if (Text(header.RootElement, "alg") != "HS256" || header.RootElement.TryGetProperty("crit", out _))
        {
            throw new Refusal("algorithm");
        }

        var key = inbox.SigningKeys.FirstOrDefault(one => one.KeyId == Text(header.RootElement, "kid")) ?? throw new Refusal("key");
        var secret = secrets.Reveal(key.Secret) ?? throw new Refusal("key");
        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"));
        if (!CryptographicOperations.FixedTimeEquals(signature, Decode(parts[2])))
        {
            throw new Refusal("signature");
        }

        CheckAudience(claims.RootElement, inbox);
        var isExpired = IsExpired(claims.RootElement);
        return (new SignedVisitor(key.Id, PersonOf(claims.RootElement)), isExpired);
    }

    private static void CheckAudience(JsonElement claims, ChatInbox inbox)
    {
        var isOurs = claims.TryGetProperty("aud", out var aud) && aud.ValueKind switch
        {
            JsonValueKind.String => aud.ValueEquals(inbox.Key),
            JsonValueKind.Array => aud.EnumerateArray().Any(one => one.ValueKind == JsonValueKind.String && one.ValueEquals(inbox.Key)),
            _ => false,
        };
        if (!isOurs)
        {
            throw new Refusal("audience");
        }
    }

    private bool IsExpired(JsonElement claims)
    {
        var now = clock.GetUtcNow();
        var expires = Instant(claims, "exp") ?? throw new Refusal("lifetime");
        var issued = Instant(claims, "iat") ?? throw new Refusal("issued");
        if (issued > now + Skew || Instant(claims, "nbf") > now + Skew)
        {
            throw new Refusal("issued");
        }

        if (expires - issued > Lifetime)
        {
            throw new Refusal("lifetime");
        }

        return expires <= now - Skew;
    }

    private static SignedIdentity PersonOf(JsonElement claims)
    {
        var id = Text(claims, "sub");
        if (id is not { Length: > 0 and <= SignedIdentity.MaxExternalId } || TextRules.Line(id, SignedIdentity.MaxExternalId) != id)
        {
            throw new Refusal("subject");
        }

        // An address that cannot be one is left out: the person is who they are without it.
        var email = EmailAddress.TryNormalise(Text(claims, "email"), out var address) ? address : null;
        var isVerified = claims.TryGetProperty("email_verified", out var verified) && verified.ValueKind == JsonValueKind.True;
        var name = TextRules.Line(Text(claims, "name"), NameLength);
        return new SignedIdentity(id, email, isVerified && email is not null, name.Length > 0 ? name : null);
    }

    private static DateTimeOffset? Instant(JsonElement claims, string name)
    {
        if (!claims.TryGetProperty(name, out var value))
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var seconds) && seconds is >= 0 and < 253_402_300_800
            ? DateTimeOffset.FromUnixTimeSeconds((long)seconds)
            : throw new Refusal("malformed");
    }

    private static string? Text(JsonElement from, string name)
    {
        try
        {
            return from.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // Half of a character that takes two places.
            throw new Refusal("malformed");
        }
    }

    private static JsonDocument Parse(string part)
    {
        try
        {
            var document = JsonDocument.Parse(Decode(part), Strict);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document : throw new Refusal("malformed");
        }
        catch (JsonException)
        {
            throw new Refusal("malformed");
        }
    }

    private static byte[] Decode(string part)
    {
        try
        {
            return part.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') ? Base64Url.DecodeFromChars(part) : throw new Refusal("malformed");
        }
        catch (FormatException)
        {
            throw new Refusal("malformed");
        }
    }

    private sealed class Refusal(string code) : Exception
    {
        public string Code => code;
    }
}
