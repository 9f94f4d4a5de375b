using HelpDesk.Domain;
using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Chat;
using HelpDesk.Domain.Tickets;
using HelpDesk.Migrations;
using HelpDesk.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Actions.Tickets;

/// <summary>Gives a ticket to an agent, or to nobody; a waiting chat is accepted by it.</summary>
internal sealed class Assign(Writer writer, Timers timers, TimeProvider clock)
{
    /// <returns>True when it changed something.</returns>
    public Task<bool> RunAsync(Actor actor, long number, long? agentId, CancellationToken ct)
    {
        actor.Require(Permission.WriteTickets);
        return writer.RunAsync(
            async (db, token) =>
            {
                var ticket = await db.TicketAsync(number, token);
                var session = await db.LatestSessionAsync(ticket, token);
                if (!await ApplyAsync(db, ticket, session, agentId, actor, clock.GetUtcNow(), token))
                {
                    return false;
                }

                await timers.SyncAsync(db, ticket, session, token);
                return true;
            },
            ct);
    }

    /// <summary>The change itself, for every action that assigns among other things.</summary>
    internal static async Task<bool> ApplyAsync(
        HelpDeskDb db, Ticket ticket, ChatSession? session, long? agentId, Actor actor, DateTimeOffset now, CancellationToken ct)
    {
        var assignee = agentId is { } id
            ? await db.AssigneeAsync(id, ct) ?? throw new RuleException("agent", "This agent is not active.")
            : null;
        if (!ticket.Assign(assignee, actor, now))
        {
            return false;
        }

        if (assignee is not null && session?.Accept(now) == true)
        {
            ticket.Log(new Activity(ActivityType.ChatAccepted, To: assignee.Name), actor, now);
        }

        return true;
    }
}

/// <summary>How actions find possible assignees.</summary>
internal static class Assignees
{
    /// <summary>An active agent with the teams they are in; null when there is none.</summary>
    public static async Task<Assignee?> AssigneeAsync(this HelpDeskDb db, long agentId, CancellationToken ct)
    {
        var agent = await db.Agents.AsNoTracking().SingleOrDefaultAsync(row => row.Id == agentId && row.IsActive, ct);
        if (agent is null)
        {
            return null;
        }

        var teams = await db.TeamMembers.Where(member => member.AgentId == agentId).Select(member => member.TeamId).ToListAsync(ct);
        return new Assignee(agent.Id, agent.Name, teams);
    }
}
