using HelpDesk.Domain;
using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Tickets;
using HelpDesk.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Actions.Tickets;

/// <summary>Changes how urgent a ticket is.</summary>
internal sealed class SetPriority(Writer writer, TimeProvider clock)
{
    /// <returns>True when it changed something.</returns>
    public Task<bool> RunAsync(Actor actor, long number, Priority priority, CancellationToken ct)
    {
        actor.Require(Permission.WriteTickets);
        return writer.RunAsync(async (db, token) => (await db.TicketAsync(number, token)).Prioritise(priority, actor, clock.GetUtcNow()), ct);
    }
}

/// <summary>Changes a ticket's subject.</summary>
internal sealed class Rename(Writer writer, TimeProvider clock)
{
    /// <summary>Longest subject, in characters.</summary>
    public const int MaxLength = 300;

    /// <returns>True when it changed something.</returns>
    public Task<bool> RunAsync(Actor actor, long number, string subject, CancellationToken ct)
    {
        actor.Require(Permission.WriteTickets);
        var line = TextRules.Line(subject, MaxLength);
        return line.Length == 0
            ? throw new RuleException("empty", "A ticket needs a subject.")
            : writer.RunAsync(async (db, token) => (await db.TicketAsync(number, token)).Rename(line, actor, clock.GetUtcNow()), ct);
    }
}

/// <summary>Sets the tags of a ticket.</summary>
internal sealed class SetTags(Writer writer, TimeProvider clock)
{
    /// <summary>Most tags on one ticket.</summary>
    public const int MaxCount = 30;

    /// <returns>True when it changed something.</returns>
    public Task<bool> RunAsync(Actor actor, long number, IReadOnlyCollection<string> tags, CancellationToken ct)
    {
        actor.Require(Permission.WriteTickets);
        return tags.Count > MaxCount
            ? throw new RuleException("too_many", $"A ticket has at most {MaxCount} tags.")
            : writer.RunAsync(
                async (db, token) =>
                {
                    var ticket = await db.Tickets.Include(row => row.Tags).SingleOrDefaultAsync(row => row.Number == number, token)
                        ?? throw new NotFoundException("ticket");
                    return ticket.SetTags(tags.Select(tag => TextRules.Line(tag, TicketTag.MaxLength)), actor, clock.GetUtcNow());
                },
                ct);
    }
}

/// <summary>Moves a ticket to a team, or to none.</summary>
internal sealed class MoveToTeam(Writer writer, TimeProvider clock)
{
    /// <returns>True when it changed something.</returns>
    public Task<bool> RunAsync(Actor actor, long number, long? teamId, CancellationToken ct)
    {
        actor.Require(Permission.WriteTickets);
        return writer.RunAsync(
            async (db, token) =>
            {
                var ticket = await db.TicketAsync(number, token);
                var team = teamId is { } id
                    ? await db.Teams.Include(row => row.Members).SingleOrDefaultAsync(row => row.Id == id, token) ?? throw new NotFoundException("team")
                    : null;
                return ticket.MoveTo(team, actor, clock.GetUtcNow());
            },
            ct);
    }
}
