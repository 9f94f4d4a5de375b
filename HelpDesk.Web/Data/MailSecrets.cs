using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace HelpDesk.Web.Data;

/// <summary>Passwords of mail servers as the database holds them: readable only with the keys of this data folder.</summary>
internal sealed class MailSecrets(IDataProtectionProvider protection)
{
    private readonly IDataProtector protector = protection.CreateProtector("HelpDesk.MailServer");

    public string Protect(string password) => password.Length == 0 ? "" : protector.Protect(password);

    /// <summary>False when it was protected with keys that are gone: the password must be entered again.</summary>
    public bool TryReveal(string secret, out string password)
    {
        try
        {
            password = secret.Length == 0 ? "" : protector.Unprotect(secret);
            return true;
        }
        catch (CryptographicException)
        {
            password = "";
            return false;
        }
    }
}
