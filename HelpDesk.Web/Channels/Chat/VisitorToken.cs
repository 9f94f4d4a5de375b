using System.Security.Cryptography;
using System.Text.Json;
using HelpDesk.Migrations;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;

namespace HelpDesk.Web.Channels.Chat;

/// <summary>
/// What a visitor token says. It is sealed by us and opaque to its holder, and stands for a visitor of whom nothing is
/// stored before the first message: so it also carries what that message will be stored with.
/// </summary>
/// <param name="Key">128 random bits: the capability that opens the tickets written with it.</param>
/// <param name="InboxId">The one inbox it is good for.</param>
/// <param name="IssuedAt">Renewed by <c>resume</c>; 30 days later it has lapsed.</param>
/// <param name="LinkId">The chat link it was made from; null without one. It ends with that link.</param>
/// <param name="Language">Two letters, one of ours.</param>
/// <param name="TimeZone">IANA name; null when the browser told none that is known.</param>
/// <param name="PageUrl">Foreign text, as the browser told it.</param>
/// <param name="PageTitle">Foreign text, as the browser told it.</param>
/// <param name="Signed">Who the site has signed that they are; null for an anonymous visitor. It ends with the key it was signed with.</param>
internal sealed record VisitorToken(
    string Key, long InboxId, DateTimeOffset IssuedAt, long? LinkId, string Language, string? TimeZone, string? PageUrl, string? PageTitle,
    SignedVisitor? Signed = null);

/// <summary>
/// Seals and opens visitor tokens. They are revoked with the keys in the data folder, with the chat link they name, and
/// ticket by ticket by removing what their key may read; those of signed visitors also with the key of the signature.
/// </summary>
internal sealed class VisitorTokens(IDataProtectionProvider protection, TimeProvider clock)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    // More than what we seal; whatever is longer is not ours.
    private const int MaxLength = 8_000;

    private readonly IDataProtector protector = protection.CreateProtector("HelpDesk.Chat.VisitorToken.v1");

    /// <summary>A key that nobody has had before.</summary>
    public static string NewKey() => PublicId.Encode(RandomNumberGenerator.GetBytes(16));

    public string Seal(VisitorToken token) => WebEncoders.Base64UrlEncode(protector.Protect(JsonSerializer.SerializeToUtf8Bytes(token)));

    /// <summary>Opens a token; null for anything that is not ours, was tampered with or has lapsed.</summary>
    public VisitorToken? Open(string? text)
    {
        if (text is not { Length: > 0 and <= MaxLength })
        {
            return null;
        }

        try
        {
            var token = JsonSerializer.Deserialize<VisitorToken>(protector.Unprotect(WebEncoders.Base64UrlDecode(text)));
            return token is not null && clock.GetUtcNow() - token.IssuedAt < Lifetime ? token : null;
        }
        catch (Exception notOurs) when (notOurs is CryptographicException or FormatException or JsonException)
        {
            return null;
        }
    }
}
