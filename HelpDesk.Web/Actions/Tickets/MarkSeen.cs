using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Tickets;
using HelpDesk.Migrations;
using HelpDesk.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Actions.Tickets;

/// <summary>Keeps how far an agent has read a ticket: for them alone, no customer sees it.</summary>
internal sealed class MarkSeen(Writer writer)
{
    /// <returns>True when it moved forward.</returns>
    public Task<bool> RunAsync(Actor actor, long number, int seq, CancellationToken ct)
    {
        actor.Require(Permission.ReadTickets);
        return writer.RunAsync(
            async (db, token) =>
            {
                var (state, lastSeq) = await StateAsync(db, actor, number, token);
                return state.Read(Math.Min(seq, lastSeq));
            },
            ct);
    }

    /// <summary>Makes the last thing said unread again.</summary>
    public Task<bool> UnreadAsync(Actor actor, long number, CancellationToken ct)
    {
        actor.Require(Permission.ReadTickets);
        return writer.RunAsync(
            async (db, token) =>
            {
                var (state, _) = await StateAsync(db, actor, number, token);
                var last = await db.Messages
                    .Where(message => message.Ticket.Number == number && message.Kind != MessageKind.Activity && (message.AuthorKind != AuthorKind.Agent || message.AuthorId != actor.Id))
                    .MaxAsync(message => (int?)message.Seq, token);
                if (last is null || state.ReadSeq < last)
                {
                    return false;
                }

                state.Unread(last.Value);
                return true;
            },
            ct);
    }

    private static async Task<(AgentTicketState State, int LastSeq)> StateAsync(HelpDeskDb db, Actor actor, long number, CancellationToken ct)
    {
        var ticket = await db.Tickets.Where(row => row.Number == number).Select(row => new { row.Id, row.LastSeq }).FirstOrDefaultAsync(ct)
            ?? throw new NotFoundException("ticket");
        var state = await db.AgentTicketStates.FindAsync([actor.Id, ticket.Id], ct);
        if (state is null)
        {
            state = new AgentTicketState(actor.Id, ticket.Id);
            db.AgentTicketStates.Add(state);
        }

        return (state, ticket.LastSeq);
    }
}
