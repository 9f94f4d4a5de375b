using HelpDesk.Domain.Email;
using HelpDesk.Domain.Tickets;
using HelpDesk.Migrations;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Outbox;

/// <summary>Gathers whose signature may stand below a letter, and lets <see cref="LetterSignature"/> choose and fill it.</summary>
internal static class LetterSignatures
{
    /// <param name="db">Where to look.</param>
    /// <param name="letter">Written by an agent.</param>
    /// <param name="route">By which it leaves: a chat without a signature of its own has that of the mailbox.</param>
    /// <param name="workspace">The desk's name.</param>
    /// <param name="isProven">Whoever gets it is who the customer's record says.</param>
    /// <param name="ct">Ends the search.</param>
    public static async Task<string> OfAsync(HelpDeskDb db, Message letter, MailRoute route, string workspace, bool isProven, CancellationToken ct)
    {
        var ticket = letter.Ticket;
        var agent = await db.Agents.AsNoTracking().SingleOrDefaultAsync(row => row.Id == letter.AuthorId, ct);
        var team = ticket.TeamId is { } teamId ? await db.Teams.Where(row => row.Id == teamId).Select(row => row.Signature).SingleOrDefaultAsync(ct) : null;
        var inbox = await db.Inboxes.AsNoTracking().SingleAsync(row => row.Id == ticket.InboxId, ct);
        var leavesBy = route.Mailbox is { } mailbox && mailbox.InboxId != inbox.Id
            ? await db.Inboxes.Where(row => row.Id == mailbox.InboxId).Select(row => row.Signature).SingleOrDefaultAsync(ct)
            : null;
        var facts = new SignatureFacts
        {
            AgentName = agent?.Name ?? "",
            AgentEmail = agent?.Email ?? "",
            InboxName = inbox.Name,
            CustomerName = isProven ? ticket.Customer.DisplayName : "",
            TicketNumber = ticket.Number,
            WorkspaceName = workspace,
        };
        return LetterSignature.Of(facts, agent?.Signature, team, inbox.Signature, leavesBy);
    }
}
