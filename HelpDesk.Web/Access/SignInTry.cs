using System.Diagnostics;
using HelpDesk.Migrations;
using Microsoft.AspNetCore.Identity;

namespace HelpDesk.Web.Access;

/// <summary>
/// One try at signing in. Whoever fails learns nothing: an unknown address, a wrong password, a locked and a disabled
/// account are answered with the same words after the same time (security cases A103 and A104).
/// </summary>
internal sealed class SignInTry(SignInManager<Login> signIns, IPasswordHasher<Login> hasher, TimeProvider clock)
{
    // Longer than a hash and a write take on a slow machine.
    private static readonly TimeSpan FailureTakes = TimeSpan.FromMilliseconds(700);

    private static readonly Login Nobody = new();

    private static string? anyHash;

    /// <returns>The login that was let in; null for a failure of whatever kind.</returns>
    public async Task<Login?> RunAsync(string email, string password, CancellationToken ct)
    {
        var began = Stopwatch.GetTimestamp();
        var login = await signIns.UserManager.FindByNameAsync(email.Trim());
        var result = login is null ? SignInResult.NotAllowed : await signIns.CheckPasswordSignInAsync(login, password, lockoutOnFailure: true);
        if (login is not null && result.Succeeded)
        {
            await signIns.SignInAsync(login, isPersistent: true);
            return login;
        }

        if (result.IsNotAllowed || result.IsLockedOut)
        {
            // The work that a wrong password costs, for those whose password was not looked at.
            hasher.VerifyHashedPassword(Nobody, anyHash ??= hasher.HashPassword(Nobody, "nobody's password"), password);
        }

        var rest = FailureTakes - Stopwatch.GetElapsedTime(began);
        if (rest > TimeSpan.Zero)
        {
            await Task.Delay(rest, clock, ct);
        }

        return null;
    }
}
