using HelpDesk.Domain.Agents;
using HelpDesk.Web.Data;
using HelpDesk.Web.Live;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Actions.Agents;

/// <summary>An agent is there, away or gone: by the agent's own hand, or because the workspace was opened or closed.</summary>
internal sealed class SetPresence(Writer writer, Feed feed, TimeProvider clock)
{
    /// <param name="byHand">True when the agent chose it; opening the workspace does not undo a chosen "away".</param>
    /// <returns>True when it changed something.</returns>
    public async Task<bool> RunAsync(Actor actor, long agentId, Presence presence, bool byHand, CancellationToken ct)
    {
        actor.Require(Permission.ReadTickets);
        if (actor.Id != agentId)
        {
            actor.Require(Permission.Administer);
        }

        var changed = await writer.RunAsync(
            async (db, token) =>
            {
                var now = clock.GetUtcNow();
                var agent = await db.Agents.SingleOrDefaultAsync(row => row.Id == agentId && row.IsActive, token);
                if (agent?.SetPresence(presence, byHand, now) is not true)
                {
                    return false;
                }

                db.PresenceLog.Add(new AgentPresenceLog(agentId, presence, now));
                return true;
            },
            ct);
        if (changed)
        {
            feed.Say(new Aside(AsideType.Status, null, agentId, ""));
        }

        return changed;
    }
}
