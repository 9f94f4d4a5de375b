using HelpDesk.Domain;
using HelpDesk.Domain.Tickets;
using HelpDesk.Migrations;
using HelpDesk.Tests.Support;
using HelpDesk.Web.Data.Demo;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Tests.Web.Data.Demo;

public sealed class DemoRemovalTests
{
    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Everything_goes_in_one_step(string database)
    {
        await using var world = await World.CreateAsync(database);
        var before = await world.ReadAsync(CountAsync);

        await world.Get<DemoWorld>().CreateAsync(DemoWorld.BusyMonday, default);
        var removed = await world.Get<DemoWorld>().RemoveAsync(default);

        (removed.Customers, removed.Tickets).ShouldBe((60, 200));
        (await world.ReadAsync(CountAsync)).ShouldBe(before);
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Real_data_stays_untouched(string database)
    {
        await using var world = await World.CreateAsync(database);
        var ann = await world.AgentAsync("ann");
        await world.Get<DemoWorld>().CreateAsync(DemoWorld.BusyMonday, default);
        var answered = await world.ReadAsync(db => db.Tickets.AsNoTracking().Include(ticket => ticket.Customer)
            .Where(ticket => ticket.Category == StatusCategory.Pending && ticket.Customer.CompanyId != null).FirstAsync());
        await ann.NotesAsync(answered.Number, "Called them.");
        var real = (await world.Customer("Real Person").WritesAsync("A real question")).Ticket;

        await world.Get<DemoWorld>().RemoveAsync(default);

        (await world.TimelineAsync(real)).Count.ShouldBeGreaterThan(0);
        (await world.TimelineAsync(answered.Number)).ShouldContain(message => message.BodyText == "Called them.");
        (await world.ReadAsync(db => db.Tickets.CountAsync())).ShouldBe(2);
        (await world.ReadAsync(db => db.Customers.CountAsync())).ShouldBe(2);
        (await world.ReadAsync(db => db.Companies.CountAsync())).ShouldBe(1);
        (await world.ReadAsync(SamplesAsync)).ShouldBe(0);
        (await world.ReadAsync(db => db.Agents.Where(agent => agent.IsActive).Select(agent => agent.Name).SingleAsync())).ShouldBe("ann");
        (await world.ReadAsync(db => db.FindTicketsAsync("called them", 9, default))).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_second_world_is_refused_until_the_slate_is_clean()
    {
        await using var world = await World.CreateAsync();
        var demo = world.Get<DemoWorld>();
        await demo.CreateAsync(DemoWorld.BusyMonday, default);
        (await Should.ThrowAsync<RuleException>(() => demo.CreateAsync(DemoWorld.BusyMonday, default))).Message.ShouldContain("--remove");
        (await Should.ThrowAsync<RuleException>(() => demo.CreateAsync("atlantis", default))).Message.ShouldContain("busy-monday");

        await demo.CreateAsync(DemoWorld.CleanSlate, default);

        (await world.ReadAsync(SamplesAsync)).ShouldBe(0);
        (await world.ReadAsync(db => db.Inboxes.Select(inbox => inbox.Key).ToListAsync())).ShouldBe(["web"]);
        (await demo.CreateAsync(DemoWorld.BusyMonday, default)).Tickets.ShouldBe(200);
    }

    private static async Task<string> CountAsync(HelpDeskDb db) => string.Join(' ',
        await db.Tickets.CountAsync(), await db.Messages.CountAsync(), await db.Customers.CountAsync(), await db.CustomerIdentities.CountAsync(),
        await db.Companies.CountAsync(), await db.Agents.CountAsync(), await db.Users.CountAsync(), await db.Teams.CountAsync(), await db.Inboxes.CountAsync(),
        await db.Deadlines.CountAsync(), await db.Deliveries.CountAsync(), await db.ChatSessions.CountAsync(), await db.Devices.CountAsync(),
        await db.PageVisits.CountAsync(), await db.CustomerNotes.CountAsync(), await db.AgentTicketStates.CountAsync(),
        await db.Database.SqlQueryRaw<long>("SELECT count(*) AS \"Value\" FROM \"MessageSearch\"").SingleAsync());

    private static async Task<int> SamplesAsync(HelpDeskDb db) =>
        await db.Tickets.CountAsync(row => row.IsSample) + await db.Customers.CountAsync(row => row.IsSample)
        + await db.Companies.CountAsync(row => row.IsSample) + await db.Agents.CountAsync(row => row.IsSample)
        + await db.Teams.CountAsync(row => row.IsSample) + await db.Inboxes.CountAsync(row => row.IsSample);
}
