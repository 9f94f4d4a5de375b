using HelpDesk.Domain.Chat;
using HelpDesk.Domain.Customers;
using HelpDesk.Domain.Hours;
using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Work;
using HelpDesk.Migrations;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Data.Demo;

/// <summary>
/// The demo world: a lamp shop's desk with three agents, two teams, 60 customers and 200 tickets of eight weeks in English,
/// Spanish and French, some of them waiting just now. The same seed and instant give the same world.
/// </summary>
internal sealed class BusyMonday(HelpDeskDb db, int seed, DateTimeOffset now)
{
    private const int Chunk = 50;

    private readonly Random random = new(seed);
    private readonly Calendar office = new("Demo", "Europe/Madrid", WeeklyHours.Weekdays(new(8, 30), new(18, 30)));

    public async Task<DemoCounts> BuildAsync(CancellationToken ct)
    {
        // Saving looks for changes once; looking again for every row of thousands would take minutes.
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        try
        {
            return await AddAsync(ct);
        }
        finally
        {
            db.ChangeTracker.AutoDetectChangesEnabled = true;
        }
    }

    private async Task<DemoCounts> AddAsync(CancellationToken ct)
    {
        var plans = new DemoPlanner(random, office, now).Plan();
        var cast = await DemoCasting.CastAsync(db, plans, now, ct);
        var told = await TellAsync(plans, cast, ct);
        db.Deadlines.AddRange(told.Where(one => one.Ticket.Category == StatusCategory.Solved).Select(CloseSolved));
        AddBrowsers(told);
        AddNotes(cast);
        await MarkReadAsync(told, ct);
        await db.SaveChangesAsync(ct);
        return new(cast.Customers.Count, told.Count, told.Sum(one => one.Ticket.Messages.Count));
    }

    private async Task<List<DemoTicket>> TellAsync(IReadOnlyList<DemoPlan> plans, DemoCast cast, CancellationToken ct)
    {
        var teller = new DemoTeller(random, office, cast, now);
        var told = new List<DemoTicket>();
        foreach (var chunk in plans.Chunk(Chunk))
        {
            var saved = told.ToList();
            foreach (var plan in chunk)
            {
                told.Add(teller.Tell(plan, await db.NextTicketNumberAsync(ct), Followed(plan, cast, saved)));
            }

            db.Tickets.AddRange(told.Skip(saved.Count).Select(one => one.Ticket));
            db.ChatSessions.AddRange(told.Skip(saved.Count).Select(one => one.Session).OfType<ChatSession>());
            await db.SaveChangesAsync(ct);
        }

        return told;
    }

    /// <summary>Now and then somebody answers to what was closed: the latest such ticket of that person and team.</summary>
    private Ticket? Followed(DemoPlan plan, DemoCast cast, List<DemoTicket> saved) => plan.IsChat || plan.LastAt is not null || random.Next(3) > 0
        ? null
        : saved.FindLast(one => one.Ticket.Customer == cast.Customers[plan.Person]
            && one.Ticket.TeamId == cast.Teams[plan.Story.Team].Id && one.Ticket.ClosedAt < plan.At)?.Ticket;

    private static Deadline CloseSolved(DemoTicket told) => new(
        DeadlineKind.CloseSolved, told.Ticket.Id, (told.Ticket.SolvedAt ?? told.LastAt) + new ChatPolicy().CloseSolvedAfter);

    private void AddBrowsers(List<DemoTicket> told)
    {
        foreach (var chats in told.Where(one => one.Session is not null).GroupBy(one => one.Ticket.Customer))
        {
            chats.Key.Claim(IdentityType.Visitor, DemoBrowser.Key(chats.Key), chats.Min(one => one.Ticket.CreatedAt));
            db.Devices.Add(DemoBrowser.Device(chats.Key));
            db.PageVisits.AddRange(chats.SelectMany(one => DemoBrowser.Visits(chats.Key, one.Ticket.CreatedAt)));
        }
    }

    private void AddNotes(DemoCast cast)
    {
        foreach (var people in cast.Customers.GroupBy(pair => pair.Key.Language))
        {
            var notes = DemoStory.Read(people.Key).Single(story => story.Team == "notes").Turns;
            foreach (var (customer, note) in people.Select(pair => pair.Value).Where((_, index) => index % 4 == 1).Zip(notes))
            {
                db.CustomerNotes.Add(new CustomerNote(customer.Id, cast.For("orders", people.Key).Id, note.Text, customer.FirstSeenAt.AddDays(4)));
            }
        }
    }

    /// <summary>What is done with counts as read by everybody, so that only the rest stands out.</summary>
    private async Task MarkReadAsync(List<DemoTicket> told, CancellationToken ct)
    {
        var agents = await db.Agents.Where(agent => agent.IsActive).Select(agent => agent.Id).ToListAsync(ct);
        foreach (var ticket in told.Select(one => one.Ticket).Where(ticket => ticket.WaitingSince is null))
        {
            foreach (var agentId in agents)
            {
                var state = new AgentTicketState(agentId, ticket.Id);
                state.Read(ticket.LastSeq);
                db.AgentTicketStates.Add(state);
            }
        }
    }
}
