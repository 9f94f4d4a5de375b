using HelpDesk.Domain;
using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Customers;
using HelpDesk.Domain.Tickets;
using HelpDesk.Migrations;
using HelpDesk.Web.Data;
using HelpDesk.Web.Outbox;
using HelpDesk.Web.Settings;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace HelpDesk.Web.Actions.Tickets;

/// <summary>A ticket that is opened by hand or by program, with its first message.</summary>
internal sealed record NewTicket
{
    /// <summary>Whom it belongs to; null when <see cref="Email"/> says it.</summary>
    public long? CustomerId { get; init; }

    /// <summary>Normalised.</summary>
    public string? Email { get; init; }

    public string? Name { get; init; }

    public string? Subject { get; init; }

    public required string Text { get; init; }

    /// <summary>The agent writes first; else the text is the customer's.</summary>
    public bool FromAgent { get; init; }

    /// <summary>Null for the first inbox.</summary>
    public long? InboxId { get; init; }

    /// <summary>Null for the inbox's.</summary>
    public long? TeamId { get; init; }

    public long? AssigneeId { get; init; }

    public Priority Priority { get; init; } = Priority.Normal;

    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The caller's own id of the first message; the same one again is the same ticket.</summary>
    public string? ClientKey { get; init; }
}

/// <summary>Opens a ticket outside of any chat: customer, ticket and first message in one transaction.</summary>
internal sealed class OpenTicket(Writer writer, Deliveries deliveries, Timers timers, IOptionsMonitor<LimitsOptions> limits, TimeProvider clock)
{
    private const int SubjectLength = 80;

    /// <returns>The number of the ticket.</returns>
    /// <exception cref="NotAllowedException">The text is an agent's and the actor is none.</exception>
    public Task<long> RunAsync(Actor actor, NewTicket wanted, CancellationToken ct)
    {
        actor.Require(Permission.WriteTickets);
        if (wanted.FromAgent && !actor.IsAgent)
        {
            throw new NotAllowedException(Permission.WriteTickets);
        }

        var text = TextRules.Checked(wanted.Text, limits.CurrentValue.AgentText);
        return writer.RunAsync((db, token) => OpenAsync(db, actor, wanted with { Text = text, Tags = SetTags.Checked(wanted.Tags) }, token), ct);
    }

    private async Task<long> OpenAsync(HelpDeskDb db, Actor actor, NewTicket wanted, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var customer = await db.RequesterAsync(wanted, now, ct);
        var author = wanted.FromAgent ? actor : Actor.Customer(customer.Id, customer.DisplayName);
        if (await db.SentBeforeAsync(author.Kind, author.Id, wanted.ClientKey, ct) is { } before)
        {
            return before.Ticket.Number;
        }

        var ticket = await MakeAsync(db, actor, customer, wanted, now, ct);
        await (wanted.FromAgent ? WriteAsync(db, ticket, actor, wanted, now, ct) : AskAsync(ticket, author, wanted, now));
        if (wanted.AssigneeId is { } agentId)
        {
            await Assign.ApplyAsync(db, ticket, session: null, agentId, actor, now, ct);
        }

        await timers.SyncAsync(db, ticket, session: null, ct);
        return ticket.Number;
    }

    private static async Task<Ticket> MakeAsync(HelpDeskDb db, Actor actor, Customer customer, NewTicket wanted, DateTimeOffset now, CancellationToken ct)
    {
        var inbox = await db.Inboxes.OrderBy(row => row.Id).FirstOrDefaultAsync(row => wanted.InboxId == null || row.Id == wanted.InboxId, ct)
            ?? throw new RuleException("inbox", "There is no inbox yet.");
        var line = TextRules.Line(wanted.Subject, Rename.MaxLength);
        var subject = line.Length > 0 ? line : TextRules.Line(wanted.Text, SubjectLength);
        var ticket = new Ticket(await db.NextTicketNumberAsync(ct), customer, inbox.Id, Channel.Api, subject, now);
        db.Tickets.Add(ticket);
        ticket.Log(new Activity(ActivityType.TicketCreated), actor, now);
        ticket.MoveTo(await MoveToTeam.FindAsync(db, wanted.TeamId ?? inbox.TeamId, ct), actor, now);
        ticket.Prioritise(wanted.Priority, actor, now);
        ticket.SetTags(wanted.Tags, actor, now);
        return ticket;
    }

    private static Task AskAsync(Ticket ticket, Actor customer, NewTicket wanted, DateTimeOffset now)
    {
        ticket.Receive(customer, wanted.Text, Channel.Api, wanted.ClientKey, now);
        if (ticket.Customer.IsBlocked)
        {
            ticket.Become(StatusCategory.Solved, Actor.System, now);
        }

        return Task.CompletedTask;
    }

    private async Task WriteAsync(HelpDeskDb db, Ticket ticket, Actor agent, NewTicket wanted, DateTimeOffset now, CancellationToken ct)
    {
        Deliveries.EnsureReachable(ticket, session: null, others: []);
        if (wanted.AssigneeId is null && await db.AssigneeAsync(agent.Id, ct) is { } self && (ticket.TeamId is not { } team || self.TeamIds.Contains(team)))
        {
            ticket.Assign(self, agent, now);
        }

        var message = ticket.Reply(agent, wanted.Text, Channel.Api, wanted.ClientKey, now);
        await deliveries.PlanAsync(db, ticket, session: null, message, now, ct);
    }
}
