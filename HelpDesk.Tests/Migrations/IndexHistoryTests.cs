using HelpDesk.Domain.Customers;
using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Work;
using HelpDesk.Tests.Support;
using HelpDesk.Web.Actions.Customers;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Tests.Migrations;

public sealed class IndexHistoryTests
{
    private const int Long = 700;

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_long_history_becomes_findable_by_a_new_name_piece_by_piece(string database)
    {
        await using var world = await World.CreateAsync(database);
        var bo = await world.AgentAsync("Bo");
        var (customerId, first, last) = await LongHistoryAsync(world);

        await world.Get<Describe>().RunAsync(bo.Actor, customerId, new Description(Name: "Persephone"), CancellationToken.None);
        (await FoundAsync(world)).ShouldBe([last]);
        var planned = await world.ReadAsync(db => db.Deadlines.SingleAsync(row => row.Kind == DeadlineKind.IndexHistory));
        planned.DueAt.ShouldBe(world.Clock.GetUtcNow());

        await world.PassAsync(TimeSpan.FromSeconds(1));
        (await FoundAsync(world)).ShouldBe([last, first], ignoreOrder: true);
        (await world.ReadAsync(db => db.Deadlines.CountAsync(row => row.Kind == DeadlineKind.IndexHistory))).ShouldBe(0);
    }

    // One ticket with one message long ago, and one with very many since.
    private static Task<(long Customer, long First, long Last)> LongHistoryAsync(World world) => world.WriteAsync(async db =>
    {
        var now = world.Clock.GetUtcNow();
        var customer = db.Customers.Add(new Customer("", "en", now)).Entity;
        await db.SaveChangesAsync();
        var author = HelpDesk.Domain.Agents.Actor.Customer(customer.Id, "");
        var first = db.Tickets.Add(new Ticket(await db.NextTicketNumberAsync(default), customer, world.Inbox.Id, Channel.Chat, "First", now)).Entity;
        first.Receive(author, "Hello", Channel.Chat, null, now);
        await db.SaveChangesAsync();
        var last = db.Tickets.Add(new Ticket(await db.NextTicketNumberAsync(default), customer, world.Inbox.Id, Channel.Chat, "Last", now)).Entity;
        for (var i = 0; i < Long; i++)
        {
            last.Receive(author, "More", Channel.Chat, null, now);
        }

        await db.SaveChangesAsync();
        return (customer.Id, first.Id, last.Id);
    });

    private static Task<IReadOnlyList<long>> FoundAsync(World world) => world.ReadAsync(db => db.FindTicketsAsync("persephone", 10, CancellationToken.None));
}
