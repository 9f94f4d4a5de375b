using HelpDesk.Domain;
using HelpDesk.Domain.Customers;
using HelpDesk.Domain.Tickets;
using HelpDesk.Tests.Support;
using HelpDesk.Web.Actions.Customers;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Tests.Web.Actions.Customers;

public sealed class MergingTests
{
    private const string Address = "ann@example.com";

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_visitor_who_proves_the_address_of_a_known_customer_goes_up_in_them(string database)
    {
        await using var world = await World.CreateAsync(database);
        await world.OpenMailAsync();
        var owner = (await world.GetsAsync(new Eml($"Ann <{Address}>"))).AuthorId;
        var (number, visitor) = await ClaimAsync(world);

        await world.GetsAsync(new Eml(Address) { To = world.ReplyAddress(number), Text = "It is me" });

        (await world.TicketAsync(number)).CustomerId.ShouldBe(owner);
        (await world.ReadAsync(db => db.Customers.SingleAsync(row => row.Id == visitor))).MergedIntoId.ShouldBe(owner);
        (await world.ReadAsync(db => db.ChatSessions.SingleAsync())).CustomerId.ShouldBe(owner);
        (await world.ReadAsync(db => db.Devices.SingleAsync())).CustomerId.ShouldBe(owner);
        (await world.ReadAsync(db => db.CustomerIdentities.CountAsync(row => row.CustomerId == owner && row.Type == IdentityType.Visitor))).ShouldBe(1);
        (await world.TimelineAsync(number)).ShouldContain(message => message.ActivityType == ActivityType.CustomersMerged);
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Two_people_of_the_sites_own_system_stay_two(string database)
    {
        await using var world = await World.CreateAsync(database);
        await world.OpenMailAsync();
        var owner = (await world.GetsAsync(new Eml($"Ann <{Address}>"))).AuthorId;
        var (number, visitor) = await ClaimAsync(world);
        await world.WriteAsync(async db =>
        {
            (await db.Customers.SingleAsync(row => row.Id == owner)).TakeExternalId("u1");
            return (await db.Customers.SingleAsync(row => row.Id == visitor)).TakeExternalId("u2");
        });

        await world.GetsAsync(new Eml(Address) { To = world.ReplyAddress(number), Text = "It is me" });

        (await world.TicketAsync(number)).CustomerId.ShouldBe(visitor);
        (await world.ReadAsync(db => db.CustomerMerges.CountAsync())).ShouldBe(0);
        (await world.TimelineAsync(number)).ShouldContain(message => message.ActivityType == ActivityType.CustomersNotMerged);
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_merge_moves_everything_and_its_undoing_moves_it_back(string database)
    {
        await using var world = await World.CreateAsync(database);
        var bo = await world.AgentAsync("Bo");
        var (into, from) = (world.Customer("Ann"), world.Customer("Anna"));
        var (kept, moved) = ((await into.WritesAsync("Hello")).Ticket, (await from.WritesAsync("Hello again")).Ticket);
        var (survivor, gone) = ((await world.TicketAsync(kept)).CustomerId, (await world.TicketAsync(moved)).CustomerId);
        await world.WriteAsync(async db =>
        {
            var (one, two) = (await db.Customers.SingleAsync(row => row.Id == survivor), await db.Customers.SingleAsync(row => row.Id == gone));
            one.SetAttribute("plan", "gold");
            two.SetAttribute("plan", "free");
            two.SetAttribute("city", "Vienna");
            two.TakeExternalId("u2");
            db.CustomerNotes.Add(new CustomerNote(gone, bo.Actor.Id, "Likes tea", world.Clock.GetUtcNow()));
            return true;
        });
        var ids = await world.ReadAsync(db => db.Customers.ToDictionaryAsync(row => row.Id, row => row.PublicId));

        var merge = await world.Get<Merge>().RunAsync(bo.Actor, ids[gone], ids[survivor], CancellationToken.None);

        var now = await LoadAsync(world, survivor);
        (now.Attributes["plan"], now.Attributes["city"], now.ExternalId, now.Identities.Count).ShouldBe(("gold", "Vienna", "u2", 2));
        (await world.TicketAsync(moved)).CustomerId.ShouldBe(survivor);
        (await world.ReadAsync(db => db.CustomerNotes.SingleAsync())).CustomerId.ShouldBe(survivor);

        (await world.Get<UndoMerge>().RunAsync(bo.Actor, merge, CancellationToken.None)).ShouldBeTrue();
        (await world.Get<UndoMerge>().RunAsync(bo.Actor, merge, CancellationToken.None)).ShouldBeFalse();

        var (first, second) = (await LoadAsync(world, survivor), await LoadAsync(world, gone));
        (first.Attributes.ContainsKey("city"), first.ExternalId, first.Identities.Count).ShouldBe((false, null, 1));
        (second.MergedIntoId, second.ExternalId, second.Identities.Count).ShouldBe((null, "u2", 1));
        (await world.TicketAsync(moved)).CustomerId.ShouldBe(gone);
        (await world.TicketAsync(kept)).CustomerId.ShouldBe(survivor);
        (await world.ReadAsync(db => db.CustomerNotes.SingleAsync())).CustomerId.ShouldBe(gone);
    }

    [Fact]
    public async Task After_thirty_days_a_merge_stays()
    {
        await using var world = await World.CreateAsync();
        var bo = await world.AgentAsync("Bo");
        await world.Customer("Ann").WritesAsync("Hello");
        await world.Customer("Anna").WritesAsync("Hello");
        var ids = await world.ReadAsync(db => db.Customers.OrderBy(row => row.Id).Select(row => row.PublicId).ToListAsync());
        var merge = await world.Get<Merge>().RunAsync(bo.Actor, ids[1], ids[0], CancellationToken.None);

        world.Clock.Advance(TimeSpan.FromDays(31));

        (await world.Get<UndoMerge>().RunAsync(bo.Actor, merge, CancellationToken.None)).ShouldBeFalse();
        (await Should.ThrowAsync<RuleException>(() => world.Get<Merge>().RunAsync(bo.Actor, ids[1], ids[0], CancellationToken.None))).Code.ShouldBe("merge");
    }

    private static Task<Customer> LoadAsync(World world, long id) =>
        world.ReadAsync(db => db.Customers.AsNoTracking().Include(row => row.Identities).SingleAsync(row => row.Id == id));

    // A visitor's chat in which they left the address.
    private static async Task<(long Ticket, long Customer)> ClaimAsync(World world)
    {
        var visitor = world.Customer("Visitor");
        var number = (await visitor.WritesAsync("Hello")).Ticket;
        await visitor.LeavesAddressAsync(number, Address);
        return (number, (await world.TicketAsync(number)).CustomerId);
    }
}
