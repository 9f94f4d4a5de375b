using HelpDesk.Domain;
using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Tickets;
using HelpDesk.Migrations;
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
        var line = Checked(subject);
        return writer.RunAsync(async (db, token) => (await db.TicketAsync(number, token)).Rename(line, actor, clock.GetUtcNow()), ct);
    }

    /// <summary>The subject as it is stored.</summary>
    /// <exception cref="RuleException">Nothing is left of it.</exception>
    internal static string Checked(string subject) => TextRules.Line(subject, MaxLength) is { Length: > 0 } line
        ? line
        : throw new RuleException("empty", "A ticket needs a subject.");
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
        var names = Checked(tags);
        return writer.RunAsync(
            async (db, token) =>
            {
                var ticket = await db.Tickets.Include(row => row.Tags).SingleOrDefaultAsync(row => row.Number == number, token)
                    ?? throw new NotFoundException("ticket");
                return ticket.SetTags(names, actor, clock.GetUtcNow());
            },
            ct);
    }

    /// <summary>The tags, each on one line.</summary>
    /// <exception cref="RuleException">There are too many.</exception>
    internal static IReadOnlyList<string> Checked(IReadOnlyCollection<string> tags) => tags.Count <= MaxCount
        ? [.. tags.Select(tag => TextRules.Line(tag, TicketTag.MaxLength))]
        : throw new RuleException("too_many", $"A ticket has at most {MaxCount} tags.");
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
                return ticket.MoveTo(await FindAsync(db, teamId, token), actor, clock.GetUtcNow());
            },
            ct);
    }

    /// <summary>The team with its members; null for no team.</summary>
    /// <exception cref="NotFoundException">There is no such team.</exception>
    internal static async Task<Team?> FindAsync(HelpDeskDb db, long? teamId, CancellationToken ct) => teamId is { } id
        ? await db.Teams.Include(row => row.Members).SingleOrDefaultAsync(row => row.Id == id, ct) ?? throw new NotFoundException("team")
        : null;
}
