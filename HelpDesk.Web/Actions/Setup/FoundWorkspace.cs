using HelpDesk.Domain;
using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Hours;
using HelpDesk.Domain.Work;
using HelpDesk.Migrations;
using HelpDesk.Web.Actions.Agents;
using HelpDesk.Web.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Actions.Setup;

/// <summary>What the first administrator says of the desk.</summary>
internal sealed record Founding(
    string Name, string Email, string Password, string WorkspaceName, string Language, string TimeZone, IReadOnlyList<DayInterval> Weekly, string InboxName);

/// <summary>Makes the workspace with its first administrator, once: refused for ever when there is one.</summary>
internal sealed class FoundWorkspace(Writer writer, IPasswordHasher<Login> hasher, TimeProvider clock)
{
    /// <returns>The id of the administrator and of the login.</returns>
    /// <exception cref="RuleException">Something is wrong with an answer, or the workspace was founded before.</exception>
    public Task<long> RunAsync(Actor actor, Founding founding, CancellationToken ct)
    {
        actor.Require(Permission.Administer);
        PasswordRules.Check(founding.Password, founding.Email);
        var workspace = new Workspace(Checked(founding.WorkspaceName), Checked(founding.Language), founding.TimeZone);
        var inbox = Checked(founding.InboxName);
        var hash = hasher.HashPassword(new Login(), founding.Password);
        return writer.RunAsync(
            async (db, token) =>
            {
                if (await db.Agents.AnyAsync(agent => agent.Role == Role.Administrator && !agent.IsSample, token))
                {
                    throw new RuleException("founded", "This workspace has an administrator already. Sign in instead.");
                }

                var agent = await db.AddAgentAsync(founding.Name, founding.Email, Role.Administrator, hash, clock.GetUtcNow(), token);
                await db.FoundAsync(workspace, founding.Weekly, inbox, agent, token);
                return agent.Id;
            },
            ct);
    }

    private static string Checked(string text) => TextRules.Line(text, int.MaxValue) is { Length: > 0 and <= 100 } line
        ? line
        : throw new RuleException("name", "A name has 1 to 100 characters.");
}
