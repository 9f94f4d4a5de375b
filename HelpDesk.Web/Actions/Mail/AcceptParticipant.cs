using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Tickets;
using HelpDesk.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Actions.Mail;

/// <summary>An agent lets somebody take part whom only a mail named: from now on their mails count, and ours reach them.</summary>
internal sealed class AcceptParticipant(Writer writer, TimeProvider clock)
{
    /// <returns>False when they took part already.</returns>
    /// <exception cref="NotFoundException">No mail of this ticket named them.</exception>
    public Task<bool> RunAsync(Actor actor, long number, string address, CancellationToken ct)
    {
        actor.Require(Permission.WriteTickets);
        return writer.RunAsync(
            async (db, token) =>
            {
                var ticket = await db.TicketAsync(number, token);
                var named = await db.Participants.SingleOrDefaultAsync(row => row.TicketId == ticket.Id && row.Address == address, token) ?? throw new NotFoundException("participant");
                if (named.AcceptedById is not null || !actor.IsAgent)
                {
                    return false;
                }

                named.Accept(actor.Id);
                ticket.Log(new Activity(ActivityType.ParticipantAccepted, To: address), actor, clock.GetUtcNow());
                return true;
            },
            ct);
    }
}
