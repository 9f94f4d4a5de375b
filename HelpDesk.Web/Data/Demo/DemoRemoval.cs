using HelpDesk.Domain.Events;
using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Work;
using HelpDesk.Migrations;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Data.Demo;

/// <summary>
/// Takes the samples out again. First whatever something real hangs on stops being a sample, from tickets outwards; then
/// the rest is deleted in the same order.
/// </summary>
internal sealed class DemoRemoval(HelpDeskDb db, DateTimeOffset now)
{
    public async Task<DemoCounts> RunAsync(CancellationToken ct)
    {
        await KeepWhatIsRealAsync(ct);
        var messages = await db.Messages.CountAsync(message => message.Ticket.IsSample, ct);
        await RemoveDeadlinesAsync(ct);
        var tickets = await db.Tickets.Where(ticket => ticket.IsSample).ExecuteDeleteAsync(ct);
        var customers = await db.Customers.Where(customer => customer.IsSample).ExecuteDeleteAsync(ct);
        await db.Companies.Where(company => company.IsSample).ExecuteDeleteAsync(ct);
        await db.Inboxes.Where(inbox => inbox.IsSample).ExecuteDeleteAsync(ct);
        await db.Teams.Where(team => team.IsSample).ExecuteDeleteAsync(ct);
        await RemoveAgentsAsync(ct);

        // Deleting by statement tells no screen; this does.
        db.Events.Add(new Event(EventType.SettingsChanged, now) { SubjectId = 0 });
        return new(customers, tickets, messages);
    }

    private async Task KeepWhatIsRealAsync(CancellationToken ct)
    {
        await db.Tickets.Where(ticket => ticket.IsSample && ticket.Messages.Any(message =>
                (message.AuthorKind == AuthorKind.Agent || message.AuthorKind == AuthorKind.Customer) && message.Kind != MessageKind.Activity
                && (message.ClientKey == null || !EF.Functions.Like(message.ClientKey, DemoTicket.KeyPrefix + "%"))))
            .ExecuteUpdateAsync(set => set.SetProperty(ticket => ticket.IsSample, false), ct);
        await db.Customers.Where(customer => customer.IsSample && (
                db.Tickets.Any(ticket => ticket.CustomerId == customer.Id && !ticket.IsSample)
                || db.CustomerNotes.Any(note => note.CustomerId == customer.Id && db.Agents.Any(agent => agent.Id == note.AgentId && !agent.IsSample))))
            .ExecuteUpdateAsync(set => set.SetProperty(customer => customer.IsSample, false), ct);
        await db.Companies.Where(company => company.IsSample && db.Customers.Any(customer => customer.CompanyId == company.Id && !customer.IsSample))
            .ExecuteUpdateAsync(set => set.SetProperty(company => company.IsSample, false), ct);
        await KeepTheHouseAsync(ct);
    }

    private async Task KeepTheHouseAsync(CancellationToken ct)
    {
        await db.Inboxes.Where(inbox => inbox.IsSample && db.Tickets.Any(ticket => ticket.InboxId == inbox.Id && !ticket.IsSample))
            .ExecuteUpdateAsync(set => set.SetProperty(inbox => inbox.IsSample, false), ct);
        await db.Teams.Where(team => team.IsSample && (
                db.Tickets.Any(ticket => ticket.TeamId == team.Id && !ticket.IsSample)
                || db.Inboxes.Any(inbox => inbox.TeamId == team.Id && !inbox.IsSample)
                || team.Members.Any(member => db.Agents.Any(agent => agent.Id == member.AgentId && !agent.IsSample))))
            .ExecuteUpdateAsync(set => set.SetProperty(team => team.IsSample, false), ct);

        // Whoever speaks in a ticket that stays keeps a name, but cannot be given work.
        await db.Agents.Where(agent => agent.IsSample && (
                db.Tickets.Any(ticket => ticket.AssigneeId == agent.Id && !ticket.IsSample)
                || db.Messages.Any(message => message.AuthorKind == AuthorKind.Agent && message.AuthorId == agent.Id && !message.Ticket.IsSample)))
            .ExecuteUpdateAsync(set => set.SetProperty(agent => agent.IsSample, false).SetProperty(agent => agent.IsActive, false), ct);
    }

    private async Task RemoveDeadlinesAsync(CancellationToken ct)
    {
        await db.Deadlines.Where(row => row.Kind == DeadlineKind.CloseSolved && db.Tickets.Any(ticket => ticket.Id == row.TargetId && ticket.IsSample))
            .ExecuteDeleteAsync(ct);
        await db.Deadlines.Where(row => row.Kind != DeadlineKind.CloseSolved && row.Kind != DeadlineKind.IndexHistory
                && db.ChatSessions.Any(session => session.Id == row.TargetId && session.Ticket.IsSample))
            .ExecuteDeleteAsync(ct);
    }

    private async Task RemoveAgentsAsync(CancellationToken ct)
    {
        var agents = await db.Agents.Where(agent => agent.IsSample).Select(agent => agent.Id).ToListAsync(ct);
        await db.Agents.Where(agent => agents.Contains(agent.Id)).ExecuteDeleteAsync(ct);
        await db.Users.Where(login => agents.Contains(login.Id)).ExecuteDeleteAsync(ct);
    }
}
