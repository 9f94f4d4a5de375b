using HelpDesk.Domain;
using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Work;
using HelpDesk.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Actions.Tokens;

/// <summary>Keeps the hash of a new key of the REST API.</summary>
internal sealed class CreateToken(Writer writer, TimeProvider clock)
{
    /// <param name="hash">SHA-256 of the token, which is kept nowhere.</param>
    /// <param name="agentEmail">The agent it acts as; null acts as the desk itself.</param>
    public Task RunAsync(Actor actor, string name, string hash, Permission scopes, string? agentEmail, CancellationToken ct)
    {
        actor.Require(Permission.Administer);
        return writer.RunAsync(
            async (db, token) =>
            {
                var email = agentEmail?.Trim().ToLowerInvariant();
                var agent = email is null ? null : await db.Agents.SingleOrDefaultAsync(row => row.Email == email && row.IsActive, token)
                    ?? throw new RuleException("agent", $"There is no active agent {email}.");
                db.ApiTokens.Add(new ApiToken(name, hash, scopes, agent?.Id, clock.GetUtcNow()));
            },
            ct);
    }
}
