using HelpDesk.Domain.Agents;
using HelpDesk.Web.Data;
using HelpDesk.Web.Settings;
using Microsoft.Extensions.Options;

namespace HelpDesk.Web.Actions.Tickets;

/// <summary>An agent leaves a note that no customer ever sees.</summary>
internal sealed class AddNote(Writer writer, IOptionsMonitor<LimitsOptions> limits, TimeProvider clock)
{
    public Task<Stored> RunAsync(Actor actor, long number, Written written, CancellationToken ct)
    {
        actor.Require(Permission.WriteTickets);
        var text = TextRules.Checked(written.Text, limits.CurrentValue.AgentText, mayBeEmpty: written.Files.Count > 0);
        var key = TextRules.Key(written.ClientKey);
        return writer.RunAsync(
            async (db, token) =>
            {
                if (await db.SentBeforeAsync(actor.Kind, actor.Id, key, token) is { } before)
                {
                    return Stored.Of(before);
                }

                var ticket = await db.TicketAsync(number, token);
                var files = await db.UploadsAsync(written.Files, $"agent:{actor.Id}", token);
                var note = ticket.Note(actor, text, key, clock.GetUtcNow());
                files.ForEach(note.Attach);
                await db.SaveChangesAsync(token);
                return Stored.Of(note);
            },
            ct);
    }
}
