using HelpDesk.Domain;
using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Customers;
using HelpDesk.Migrations;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Actions.Agents;

/// <summary>How actions make and end logins together with their agents.</summary>
internal static class Logins
{
    /// <summary>Adds an agent with a login of the same id.</summary>
    /// <param name="passwordHash">Null when a link will set the password.</param>
    /// <exception cref="RuleException">The address is no address or is taken, or there is no name.</exception>
    public static async Task<Agent> AddAgentAsync(
        this HelpDeskDb db, string name, string email, Role role, string? passwordHash, DateTimeOffset now, CancellationToken ct)
    {
        if (!EmailAddress.TryNormalise(email, out var address))
        {
            throw new RuleException("email", "This is not an e-mail address.");
        }

        var key = Key(address);
        if (await db.Users.AnyAsync(row => row.NormalizedUserName == key, ct))
        {
            throw new RuleException("email", "Somebody has this e-mail address already.");
        }

        var login = new Login
        {
            UserName = address,
            NormalizedUserName = key,
            Email = address,
            NormalizedEmail = key,
            PasswordHash = passwordHash,
            SecurityStamp = NewStamp(),
            LockoutEnabled = true,
        };
        db.Users.Add(login);
        await db.SaveChangesAsync(ct);
        var agent = new Agent(login.Id, CheckedName(name), address, role, now);
        db.Agents.Add(agent);
        return agent;
    }

    /// <summary>Ends every cookie, circuit and link of the agent.</summary>
    public static async Task EndSessionsAsync(this HelpDeskDb db, long agentId, CancellationToken ct)
    {
        var login = await db.Users.SingleAsync(row => row.Id == agentId, ct);
        login.SecurityStamp = NewStamp();
        login.ConcurrencyStamp = Guid.NewGuid().ToString();
    }

    /// <summary>The agent with this public id, to be changed.</summary>
    /// <exception cref="NotFoundException">There is none.</exception>
    public static async Task<Agent> AgentAsync(this HelpDeskDb db, string publicId, CancellationToken ct) =>
        await db.Agents.SingleOrDefaultAsync(row => row.PublicId == publicId, ct) ?? throw new NotFoundException("agent");

    /// <summary>A name as it is kept: one line that can be shown in lists and in the headers of mails.</summary>
    /// <exception cref="RuleException">It is empty or too long.</exception>
    public static string CheckedName(string name) => TextRules.Line(name, int.MaxValue) is { Length: > 0 and <= 200 } line
        ? line
        : throw new RuleException("name", "A name has 1 to 200 characters.");

    // As Identity looks names up.
    private static string Key(string address) => address.Normalize().ToUpperInvariant();

    private static string NewStamp() => Guid.NewGuid().ToString("N");
}
