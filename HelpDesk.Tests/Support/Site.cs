using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using HelpDesk.Web.Actions.Identity;

namespace HelpDesk.Tests.Support;

/// <summary>A site whose server signs who its visitors are, as the recipes of the documentation do.</summary>
internal sealed class Site(string inbox, NewIdentityKey key, TimeProvider clock)
{
    public NewIdentityKey Key => key;

    /// <summary>The claims of a token for this person, to be changed by a test.</summary>
    public Dictionary<string, object?> Claims(string id, string? email = null, bool verified = false, string? name = null)
    {
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        return new()
        {
            ["sub"] = id, ["email"] = email, ["email_verified"] = verified, ["name"] = name, ["aud"] = inbox, ["iat"] = now, ["exp"] = now + 600,
        };
    }

    public string Signs(string id, string? email = null, bool verified = false, string? name = null) => Signs(Claims(id, email, verified, name));

    public string Signs(Dictionary<string, object?> claims, string alg = "HS256", string? kid = null, string? secret = null) =>
        SignsRaw(JsonSerializer.Serialize(new { alg, typ = "JWT", kid = kid ?? key.KeyId }), JsonSerializer.Serialize(claims), secret);

    /// <summary>Signs a header and claims as they stand.</summary>
    public string SignsRaw(string header, string claims, string? secret = null)
    {
        var signed = $"{Encode(header)}.{Encode(claims)}";
        return $"{signed}.{Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret ?? key.Secret), Encoding.ASCII.GetBytes(signed)))}";
    }

    public static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
