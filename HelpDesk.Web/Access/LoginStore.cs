using System.Globalization;
using HelpDesk.Migrations;
using HelpDesk.Web.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Access;

/// <summary>Where Identity keeps logins. Reads as everybody reads; writes through the one lane.</summary>
internal sealed class LoginStore(IDbContextFactory<HelpDeskDb> factory, Writer writer)
    : IUserPasswordStore<Login>, IUserSecurityStampStore<Login>, IUserLockoutStore<Login>
{
    public void Dispose()
    {
        // Contexts live for one operation; there is nothing to let go of.
    }

    public Task<Login?> FindByIdAsync(string userId, CancellationToken cancellationToken) =>
        long.TryParse(userId, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? FindAsync(logins => logins.Where(login => login.Id == id), cancellationToken)
            : Task.FromResult<Login?>(null);

    public Task<Login?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) =>
        FindAsync(logins => logins.Where(login => login.NormalizedUserName == normalizedUserName), cancellationToken);

    public Task<IdentityResult> CreateAsync(Login user, CancellationToken cancellationToken) => SaveAsync(db => db.Users.Add(user), cancellationToken);

    public Task<IdentityResult> DeleteAsync(Login user, CancellationToken cancellationToken) => SaveAsync(db => db.Users.Remove(user), cancellationToken);

    /// <summary>Refuses when somebody else changed the login meanwhile: that is what makes a link work once.</summary>
    public async Task<IdentityResult> UpdateAsync(Login user, CancellationToken cancellationToken)
    {
        var before = user.ConcurrencyStamp;
        var after = Guid.NewGuid().ToString();
        var saved = await writer.RunAsync(
            async (db, ct) =>
            {
                var login = await db.Users.SingleOrDefaultAsync(row => row.Id == user.Id && row.ConcurrencyStamp == before, ct);
                if (login is not null)
                {
                    db.Entry(login).CurrentValues.SetValues(user);
                    login.ConcurrencyStamp = after;
                }

                return login is not null;
            },
            cancellationToken);
        user.ConcurrencyStamp = saved ? after : before;
        return saved ? IdentityResult.Success : IdentityResult.Failed(new IdentityErrorDescriber().ConcurrencyFailure());
    }

    public Task<string> GetUserIdAsync(Login user, CancellationToken cancellationToken) => Task.FromResult(user.Id.ToString(CultureInfo.InvariantCulture));

    public Task<string?> GetUserNameAsync(Login user, CancellationToken cancellationToken) => Task.FromResult(user.UserName);

    public Task SetUserNameAsync(Login user, string? userName, CancellationToken cancellationToken) => Set(() => user.UserName = userName);

    public Task<string?> GetNormalizedUserNameAsync(Login user, CancellationToken cancellationToken) => Task.FromResult(user.NormalizedUserName);

    public Task SetNormalizedUserNameAsync(Login user, string? normalizedName, CancellationToken cancellationToken) => Set(() => user.NormalizedUserName = normalizedName);

    public Task<string?> GetPasswordHashAsync(Login user, CancellationToken cancellationToken) => Task.FromResult(user.PasswordHash);

    public Task SetPasswordHashAsync(Login user, string? passwordHash, CancellationToken cancellationToken) => Set(() => user.PasswordHash = passwordHash);

    public Task<bool> HasPasswordAsync(Login user, CancellationToken cancellationToken) => Task.FromResult(user.PasswordHash is not null);

    public Task<string?> GetSecurityStampAsync(Login user, CancellationToken cancellationToken) => Task.FromResult(user.SecurityStamp);

    public Task SetSecurityStampAsync(Login user, string stamp, CancellationToken cancellationToken) => Set(() => user.SecurityStamp = stamp);

    public Task<DateTimeOffset?> GetLockoutEndDateAsync(Login user, CancellationToken cancellationToken) => Task.FromResult(user.LockoutEnd);

    public Task SetLockoutEndDateAsync(Login user, DateTimeOffset? lockoutEnd, CancellationToken cancellationToken) => Set(() => user.LockoutEnd = lockoutEnd);

    public Task<int> GetAccessFailedCountAsync(Login user, CancellationToken cancellationToken) => Task.FromResult(user.AccessFailedCount);

    public Task<int> IncrementAccessFailedCountAsync(Login user, CancellationToken cancellationToken) => Task.FromResult(++user.AccessFailedCount);

    public Task ResetAccessFailedCountAsync(Login user, CancellationToken cancellationToken) => Set(() => user.AccessFailedCount = 0);

    public Task<bool> GetLockoutEnabledAsync(Login user, CancellationToken cancellationToken) => Task.FromResult(user.LockoutEnabled);

    public Task SetLockoutEnabledAsync(Login user, bool enabled, CancellationToken cancellationToken) => Set(() => user.LockoutEnabled = enabled);

    private static Task Set(Action set)
    {
        set();
        return Task.CompletedTask;
    }

    private async Task<Login?> FindAsync(Func<IQueryable<Login>, IQueryable<Login>> which, CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        return await which(db.Users.AsNoTracking()).SingleOrDefaultAsync(ct);
    }

    private async Task<IdentityResult> SaveAsync(Action<HelpDeskDb> change, CancellationToken ct)
    {
        await writer.RunAsync(
            (db, _) =>
            {
                change(db);
                return Task.CompletedTask;
            },
            ct);
        return IdentityResult.Success;
    }
}
