using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Hours;
using HelpDesk.Domain.Work;
using HelpDesk.Migrations;
using HelpDesk.Web.Actions.Agents;
using HelpDesk.Web.Data;
using Microsoft.AspNetCore.Identity;

namespace HelpDesk.Web.Actions.Setup;

/// <summary>Adds an administrator, and whatever a desk needs to be reached that is not there yet.</summary>
internal sealed class CreateAdmin(Writer writer, IPasswordHasher<Login> hasher, TimeProvider clock)
{
    private static readonly TimeOnly Opens = new(9, 0);
    private static readonly TimeOnly Closes = new(17, 0);

    /// <param name="password">Null when a link will set it.</param>
    /// <returns>The id of agent and login.</returns>
    public Task<long> RunAsync(Actor actor, string email, string name, string? password, CancellationToken ct)
    {
        actor.Require(Permission.Administer);
        if (password is not null)
        {
            PasswordRules.Check(password, email);
        }

        var hash = password is null ? null : hasher.HashPassword(new Login(), password);
        return writer.RunAsync(
            async (db, token) =>
            {
                var agent = await db.AddAgentAsync(name, email, Role.Administrator, hash, clock.GetUtcNow(), token);
                await db.FoundAsync(new Workspace("HelpDesk", "en", Foundations.MachineZone), WeeklyHours.Weekdays(Opens, Closes), "Web chat", agent, token);
                return agent.Id;
            },
            ct);
    }
}
