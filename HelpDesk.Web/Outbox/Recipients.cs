using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Customers;
using HelpDesk.Domain.Email;
using HelpDesk.Domain.Tickets;
using HelpDesk.Migrations;
using HelpDesk.Web.Intake;
using HelpDesk.Web.Settings;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace HelpDesk.Web.Outbox;

/// <summary>Gathers what is known about those whom an answer may go to, and lets <see cref="Audience"/> decide.</summary>
internal sealed class Recipients(IOptionsMonitor<OutgoingMailOptions> outgoing)
{
    /// <summary>Who gets a copy of an answer beside the customer.</summary>
    /// <param name="db">The caller's transaction.</param>
    /// <param name="ticket">With its customer's identities.</param>
    /// <param name="isChatting">The customer has a chat open.</param>
    /// <param name="named">As the agent typed them; null for those who are on the ticket anyway.</param>
    /// <param name="reached">Who has the message already, normalised.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <exception cref="RuleException">An address cannot be written to (<c>recipients</c>).</exception>
    public async Task<IReadOnlyList<Recipient>> OthersAsync(
        HelpDeskDb db, Ticket ticket, bool isChatting, NamedRecipients? named, IReadOnlyList<string> reached, CancellationToken ct) => Audience.Others(new AudienceFacts
        {
            Desk = await db.DeskAsync(outgoing.CurrentValue, ct),
            Customer = ticket.Customer.Email is { BouncedAt: null } address ? address.Value : null,
            CustomersOwn = [.. ticket.Customer.Identities.Where(identity => identity.Type == IdentityType.Email).Select(identity => identity.Value)],
            Accepted = named is null ? await db.AcceptedAsync(ticket.Id, ct) : [],
            IsChatting = isChatting,
            Named = named,
            Reached = reached,
        });

    /// <summary>Whom an agent writes to takes part from then on: their answer counts, and the next one reaches them too.</summary>
    public static async Task TakePartAsync(HelpDeskDb db, Ticket ticket, IReadOnlyList<Recipient> others, Actor agent, DateTimeOffset now, CancellationToken ct)
    {
        var visible = others.Where(other => other.Role != RecipientRole.Bcc).Select(other => other.Address)
            .Except(ticket.Customer.Identities.Select(identity => identity.Value)).ToList();
        if (visible.Count == 0)
        {
            return;
        }

        var accepted = await db.AcceptedAsync(ticket.Id, ct);
        var known = await db.Participants.Where(row => row.TicketId == ticket.Id && row.Address != null && visible.Contains(row.Address)).ToListAsync(ct);
        foreach (var address in visible.Except(accepted))
        {
            var participant = known.Find(row => row.Address == address) ?? db.Participants.Add(new Participant(ticket.Id, address, ParticipantRole.Cc)).Entity;
            participant.Accept(agent.Id);
            ticket.Log(new Activity(ActivityType.ParticipantAccepted, To: address), agent, now);
        }
    }
}
