using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Email;
using HelpDesk.Domain.Tickets;
using HelpDesk.Web.Data;
using HelpDesk.Web.Settings;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace HelpDesk.Web.Actions.Tickets;

/// <summary>
/// Keeps an agent's unsent text, one per ticket and kind, and whom they chose for it; an empty text that goes to nobody else
/// than usual drops it.
/// </summary>
internal sealed class KeepDraft(Writer writer, IOptionsMonitor<LimitsOptions> limits, TimeProvider clock)
{
    /// <param name="actor">Whose draft it is.</param>
    /// <param name="number">The ticket's.</param>
    /// <param name="kind">What it would become.</param>
    /// <param name="text">As typed.</param>
    /// <param name="recipients">Who would get a copy, as typed; null for those who are on the ticket anyway.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>True when there is a draft now.</returns>
    public Task<bool> RunAsync(Actor actor, long number, DraftKind kind, string text, NamedRecipients? recipients, CancellationToken ct)
    {
        actor.Require(Permission.WriteTickets);
        var kept = TextRules.Unfinished(text, limits.CurrentValue.AgentText);
        var chosen = kind == DraftKind.Note ? null : DraftRecipients.Write(recipients);
        return writer.RunAsync(
            async (db, token) =>
            {
                var ticketId = await db.Tickets.Where(row => row.Number == number).Select(row => (long?)row.Id).FirstOrDefaultAsync(token)
                    ?? throw new NotFoundException("ticket");
                var draft = await db.Drafts.FindAsync([ticketId, actor.Id, kind], token);
                if (kept.Length == 0 && chosen is null)
                {
                    _ = draft is null ? null : db.Drafts.Remove(draft);
                    return false;
                }

                if (draft is null)
                {
                    draft = new Draft(ticketId, actor.Id, kind);
                    db.Drafts.Add(draft);
                }

                draft.Save(kept, clock.GetUtcNow());
                draft.Address(chosen);
                return true;
            },
            ct);
    }
}
