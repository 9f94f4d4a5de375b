using HelpDesk.Domain;
using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Email;
using HelpDesk.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Actions.Agents;

/// <summary>How a team is.</summary>
/// <param name="Name">As agents read it.</param>
/// <param name="Signature">What stands below its mails, with variables; null or blank leaves it to the inbox.</param>
/// <param name="AgentIds">Who is in it.</param>
internal sealed record TeamFields(string Name, string? Signature, IReadOnlyCollection<long> AgentIds);

/// <summary>Makes a team, or changes one.</summary>
internal sealed class EditTeam(Writer writer)
{
    private const int MaxName = 100;

    /// <param name="actor">An administrator.</param>
    /// <param name="teamId">Null makes a new one.</param>
    /// <param name="fields">As it is to be.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>The team's id.</returns>
    /// <exception cref="RuleException">The name (<c>name</c>, <c>taken</c>) or the signature (<c>signature</c>) will not do.</exception>
    public Task<long> RunAsync(Actor actor, long? teamId, TeamFields fields, CancellationToken ct)
    {
        actor.Require(Permission.Administer);
        var name = TextRules.Line(fields.Name, int.MaxValue);
        if (name.Length is 0 or > MaxName)
        {
            throw new RuleException("name", "A team's name has 1 to {0} characters.", MaxName);
        }

        var signature = TextRules.Checked((fields.Signature ?? "").ReplaceLineEndings("\n"), int.MaxValue, mayBeEmpty: true);
        if (signature.Length > LetterSignature.MaxLength)
        {
            throw new RuleException("signature", "A signature has at most {0} characters.", LetterSignature.MaxLength);
        }

        return writer.RunAsync(
            async (db, token) =>
            {
                var teams = await db.Teams.Include(row => row.Members).ToListAsync(token);
                var team = teamId is null ? db.Teams.Add(new Team(name)).Entity : teams.Find(row => row.Id == teamId) ?? throw new NotFoundException("team");
                if (teams.Exists(other => other != team && string.Equals(other.Name, name, StringComparison.OrdinalIgnoreCase)))
                {
                    throw new RuleException("taken", "There is a team {0} already.", name);
                }

                team.Rename(name);
                team.Sign(signature);
                await db.SaveChangesAsync(token);
                foreach (var agentId in await db.Agents.Select(agent => agent.Id).ToListAsync(token))
                {
                    _ = fields.AgentIds.Contains(agentId) ? team.Add(agentId) : team.Remove(agentId);
                }

                return team.Id;
            },
            ct);
    }
}
