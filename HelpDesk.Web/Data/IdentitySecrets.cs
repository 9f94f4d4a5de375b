using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace HelpDesk.Web.Data;

/// <summary>The secrets that sites sign with, as the database holds them: readable only with the keys of this data folder.</summary>
internal sealed class IdentitySecrets(IDataProtectionProvider protection)
{
    private readonly IDataProtector protector = protection.CreateProtector("HelpDesk.IdentityKey");

    public string Protect(string secret) => protector.Protect(secret);

    /// <summary>Null when it was protected with keys that are gone: a new one must be made.</summary>
    public string? Reveal(string stored)
    {
        try
        {
            return protector.Unprotect(stored);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
