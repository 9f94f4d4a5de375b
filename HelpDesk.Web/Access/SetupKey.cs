using System.Security.Cryptography;
using System.Text;
using HelpDesk.Domain.Agents;
using HelpDesk.Migrations;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Access;

/// <summary>
/// The right to found the workspace: 128 random bits, known to whoever reads the console in which the program was started,
/// for half an hour, kept in memory only, and worth nothing once there is an administrator.
/// </summary>
internal sealed class SetupKey(IDbContextFactory<HelpDeskDb> factory, TimeProvider clock)
{
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(30);

    private readonly DateTimeOffset until = clock.GetUtcNow() + Life;

    public string Token { get; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    /// <summary>True while nobody real administers this desk.</summary>
    public async Task<bool> IsNeededAsync(CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        return !await db.Agents.AnyAsync(agent => agent.Role == Role.Administrator && !agent.IsSample, ct);
    }

    /// <summary>Compares in constant time.</summary>
    public bool Opens(string? token) =>
        clock.GetUtcNow() < until && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(token ?? ""), Encoding.UTF8.GetBytes(Token));
}
