using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Tickets;
using HelpDesk.Migrations;
using HelpDesk.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Actions.Tickets;

/// <summary>Several changes to one ticket; what is null stays.</summary>
internal sealed record TicketEdits
{
    /// <summary>The version the caller knows; null for any.</summary>
    public int? Version { get; init; }

    /// <summary>Key of a status.</summary>
    public string? Status { get; init; }

    public string? Subject { get; init; }

    public Priority? Priority { get; init; }

    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>Whether <see cref="TeamId"/> says something; null is then no team.</summary>
    public bool ChangesTeam { get; init; }

    public long? TeamId { get; init; }

    /// <summary>Whether <see cref="AssigneeId"/> says something; null is then nobody.</summary>
    public bool ChangesAssignee { get; init; }

    public long? AssigneeId { get; init; }
}

/// <summary>Changes several things of a ticket in one transaction: all of them or none.</summary>
internal sealed class EditTicket(Writer writer, Timers timers, TimeProvider clock)
{
    /// <exception cref="ChangedMeanwhileException">The ticket has another version than the caller knows.</exception>
    public Task RunAsync(Actor actor, long number, TicketEdits edits, CancellationToken ct)
    {
        actor.Require(Permission.WriteTickets);
        return writer.RunAsync(
            async (db, token) =>
            {
                var ticket = await db.TicketAsync(number, token);
                if (edits.Version is { } known && known != ticket.Version)
                {
                    throw new ChangedMeanwhileException();
                }

                await DescribeAsync(db, ticket, edits, actor, token);
                await HandOnAsync(db, ticket, edits, actor, token);
            },
            ct);
    }

    private async Task DescribeAsync(HelpDeskDb db, Ticket ticket, TicketEdits edits, Actor actor, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (edits.Subject is { } subject)
        {
            ticket.Rename(Rename.Checked(subject), actor, now);
        }

        if (edits.Priority is { } priority)
        {
            ticket.Prioritise(priority, actor, now);
        }

        if (edits.Tags is { } tags)
        {
            await db.Entry(ticket).Collection(row => row.Tags).LoadAsync(ct);
            ticket.SetTags(SetTags.Checked(tags), actor, now);
        }
    }

    // The team first, for the assignee must be in it; the status last, for an assignment opens a new ticket.
    private async Task HandOnAsync(HelpDeskDb db, Ticket ticket, TicketEdits edits, Actor actor, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var session = await db.LatestSessionAsync(ticket, ct);
        if (edits.ChangesTeam)
        {
            ticket.MoveTo(await MoveToTeam.FindAsync(db, edits.TeamId, ct), actor, now);
        }

        if (edits.ChangesAssignee)
        {
            await Assign.ApplyAsync(db, ticket, session, edits.AssigneeId, actor, now, ct);
        }

        if (edits.Status is { } status)
        {
            await SetStatus.ApplyAsync(db, ticket, status, actor, now, ct);
        }

        await timers.SyncAsync(db, ticket, session, ct);
    }
}
