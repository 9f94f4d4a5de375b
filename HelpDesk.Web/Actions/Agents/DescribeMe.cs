using HelpDesk.Domain;
using HelpDesk.Domain.Agents;
using HelpDesk.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Actions.Agents;

/// <summary>An agent's own name, language and time zone.</summary>
internal sealed class DescribeMe(Writer writer)
{
    /// <param name="language">en, es or fr; null follows the browser.</param>
    /// <param name="timeZone">IANA name; null follows the workspace.</param>
    public Task RunAsync(Actor actor, string name, string? language, string? timeZone, CancellationToken ct)
    {
        actor.Require(Permission.ReadTickets);
        if (language is not (null or "en" or "es" or "fr"))
        {
            throw new RuleException("language", "This language is not spoken here.");
        }

        if (timeZone is not null && !TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out _))
        {
            throw new RuleException("time-zone", "This time zone is not known here. An example: Europe/Madrid.");
        }

        return writer.RunAsync(
            async (db, token) =>
            {
                var agent = await db.Agents.SingleOrDefaultAsync(row => row.Id == actor.Id, token) ?? throw new NotFoundException("agent");
                agent.Describe(Logins.CheckedName(name), language, timeZone);
            },
            ct);
    }
}
