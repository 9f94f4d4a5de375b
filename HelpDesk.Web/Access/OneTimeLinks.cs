using HelpDesk.Migrations;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace HelpDesk.Web.Access;

/// <summary>How long a link to set a password lives.</summary>
internal enum LinkKind
{
    /// <summary>For a new agent: 24 hours.</summary>
    Invite,

    /// <summary>For somebody who forgot the password: one hour.</summary>
    Reset,
}

/// <summary>
/// Links by which somebody sets a password, once: the token carries the login's stamp, and a new password changes it.
/// </summary>
internal sealed class OneTimeLinks(UserManager<Login> users)
{
    private const string Purpose = "set-password";

    /// <returns>The path and query of the link.</returns>
    public async Task<string> MakeAsync(long loginId, LinkKind kind)
    {
        var login = await users.FindByIdAsync(loginId.ToString((IFormatProvider?)null)) ?? throw new InvalidOperationException("This login is gone.");
        var token = await users.GenerateUserTokenAsync(login, kind.ToString(), Purpose);
        return $"/set-password?for={login.Id}&kind={kind}&token={Uri.EscapeDataString(token)}";
    }

    /// <returns>The login the link is for; null when the link is wrong, used or too old.</returns>
    public async Task<Login?> FindAsync(string? loginId, LinkKind kind, string? token) =>
        await users.FindByIdAsync(loginId ?? "") is { } login && await users.VerifyUserTokenAsync(login, kind.ToString(), Purpose, token ?? "")
            ? login
            : null;

    /// <summary>Sets the password; every cookie and circuit of the login ends, and so does this link.</summary>
    public async Task<bool> SetAsync(Login login, string password)
    {
        login.PasswordHash = users.PasswordHasher.HashPassword(login, password);
        login.LockoutEnd = null;
        login.AccessFailedCount = 0;
        return (await users.UpdateSecurityStampAsync(login)).Succeeded;
    }
}

internal sealed class InviteTokens(IDataProtectionProvider protection, IOptions<InviteTokens.Lifespan> options, ILogger<DataProtectorTokenProvider<Login>> logger)
    : DataProtectorTokenProvider<Login>(protection, options, logger)
{
    internal sealed class Lifespan : DataProtectionTokenProviderOptions
    {
        public Lifespan() => (Name, TokenLifespan) = (nameof(LinkKind.Invite), TimeSpan.FromHours(24));
    }
}

internal sealed class ResetTokens(IDataProtectionProvider protection, IOptions<ResetTokens.Lifespan> options, ILogger<DataProtectorTokenProvider<Login>> logger)
    : DataProtectorTokenProvider<Login>(protection, options, logger)
{
    internal sealed class Lifespan : DataProtectionTokenProviderOptions
    {
        public Lifespan() => (Name, TokenLifespan) = (nameof(LinkKind.Reset), TimeSpan.FromHours(1));
    }
}
