using HelpDesk.Domain;
using HelpDesk.Domain.Chat;
using HelpDesk.Domain.Customers;
using HelpDesk.Domain.Tickets;
using HelpDesk.Migrations;
using HelpDesk.Tests.Support;
using HelpDesk.Web.Actions.Customers;
using HelpDesk.Web.Features.Customers;
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
            var rating = db.CsatResponses.Add(new CsatResponse(await db.Tickets.SingleAsync(row => row.Number == moved), null, gone, null)).Entity;
            rating.Rate(5, null, Channel.Chat, world.Clock.GetUtcNow());
            return true;
        });
        var ids = await world.ReadAsync(db => db.Customers.ToDictionaryAsync(row => row.Id, row => row.PublicId));

        var merge = await world.Get<Merge>().RunAsync(bo.Actor, ids[gone], ids[survivor], CancellationToken.None);

        var now = await LoadAsync(world, survivor);
        (now.Attributes["plan"], now.Attributes["city"], now.ExternalId, now.Identities.Count).ShouldBe(("gold", "Vienna", "u2", 2));
        (await world.TicketAsync(moved)).CustomerId.ShouldBe(survivor);
        (await world.ReadAsync(db => db.CustomerNotes.SingleAsync())).CustomerId.ShouldBe(survivor);
        (await world.ReadAsync(db => db.CsatResponses.SingleAsync())).CustomerId.ShouldBe(survivor);

        (await world.Get<UndoMerge>().RunAsync(bo.Actor, merge, CancellationToken.None)).ShouldBeTrue();
        (await world.Get<UndoMerge>().RunAsync(bo.Actor, merge, CancellationToken.None)).ShouldBeFalse();

        (await world.TimelineAsync(moved)).Where(message => message.ActivityType is ActivityType.CustomersJoined or ActivityType.CustomersParted)
            .Select(message => message.AuthorId).ShouldBe([bo.Actor.Id, bo.Actor.Id]);
        (await world.TimelineAsync(kept)).ShouldNotContain(message => message.ActivityType == ActivityType.CustomersJoined);
        var (first, second) = (await LoadAsync(world, survivor), await LoadAsync(world, gone));
        (first.Attributes.ContainsKey("city"), first.ExternalId, first.Identities.Count).ShouldBe((false, null, 1));
        (second.MergedIntoId, second.ExternalId, second.Identities.Count).ShouldBe((null, "u2", 1));
        (await world.TicketAsync(moved)).CustomerId.ShouldBe(gone);
        (await world.TicketAsync(kept)).CustomerId.ShouldBe(survivor);
        (await world.ReadAsync(db => db.CustomerNotes.SingleAsync())).CustomerId.ShouldBe(gone);
        (await world.ReadAsync(db => db.CsatResponses.SingleAsync())).CustomerId.ShouldBe(gone);
    }

    [Fact]
    public async Task What_the_survivor_lacked_is_given_back_as_it_was()
    {
        await using var world = await World.CreateAsync();
        var bo = await world.AgentAsync("Bo");
        var (survivor, gone) = await PairAsync(world, survivor => { }, gone =>
        {
            gone.Describe("Anna", "es", null);
            gone.SetTimeZone("Europe/Madrid");
            gone.Claim(IdentityType.Email, "first@example.com", world.Clock.GetUtcNow());
            gone.MakePrimary(gone.Claim(IdentityType.Email, "chosen@example.com", world.Clock.GetUtcNow()));
        });
        var since = survivor.FirstSeenAt;

        var merge = await world.Get<Merge>().RunAsync(bo.Actor, gone.PublicId, survivor.PublicId, CancellationToken.None);
        var both = await LoadAsync(world, survivor.Id);
        (both.DisplayName, both.TimeZone, both.Email!.Value, both.FirstSeenAt).ShouldBe(("Anna", "Europe/Madrid", "chosen@example.com", gone.FirstSeenAt));
        await world.Get<UndoMerge>().RunAsync(bo.Actor, merge, CancellationToken.None);

        var (one, two) = (await LoadAsync(world, survivor.Id), await LoadAsync(world, gone.Id));
        (one.DisplayName, one.TimeZone, one.Email, one.FirstSeenAt).ShouldBe(("", null, null, since));
        (two.DisplayName, two.Email!.Value, two.MergedIntoId).ShouldBe(("Anna", "chosen@example.com", null));
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Merges_of_merges_are_undone_in_any_order(string database)
    {
        await using var world = await World.CreateAsync(database);
        var bo = await world.AgentAsync("Bo");
        var tickets = new List<long>();
        foreach (var name in (string[])["Ann", "Anna", "Anne"])
        {
            tickets.Add((await world.Customer(name).WritesAsync("Hello")).Ticket);
        }

        var ids = await world.ReadAsync(db => db.Customers.OrderBy(row => row.Id).Select(row => new { row.Id, row.PublicId }).ToListAsync());
        var first = await world.Get<Merge>().RunAsync(bo.Actor, ids[0].PublicId, ids[1].PublicId, CancellationToken.None);
        var second = await world.Get<Merge>().RunAsync(bo.Actor, ids[1].PublicId, ids[2].PublicId, CancellationToken.None);

        (await world.Get<UndoMerge>().RunAsync(bo.Actor, first, CancellationToken.None)).ShouldBeTrue();
        (await world.TicketAsync(tickets[0])).CustomerId.ShouldBe(ids[0].Id);
        (await world.TicketAsync(tickets[1])).CustomerId.ShouldBe(ids[2].Id);
        (await LoadAsync(world, ids[0].Id)).Identities.Count.ShouldBe(1);
        (await world.Get<UndoMerge>().RunAsync(bo.Actor, second, CancellationToken.None)).ShouldBeTrue();

        foreach (var (ticket, customer) in tickets.Zip(ids))
        {
            (await world.TicketAsync(ticket)).CustomerId.ShouldBe(customer.Id);
            var record = await LoadAsync(world, customer.Id);
            (record.MergedIntoId, record.Identities.Count).ShouldBe((null, 1));
        }
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Who_shares_an_address_or_a_name_may_be_the_same_person(string database)
    {
        await using var world = await World.CreateAsync(database);
        var now = world.Clock.GetUtcNow();
        var (one, two) = await PairAsync(world, one => one.Claim(IdentityType.Email, Address, now), two => two.Claim(IdentityType.Email, Address, now));
        var (namesake, other) = await PairAsync(world, namesake => namesake.Describe("Ann", "en", null), other => other.Describe("Bob", "en", null));
        await world.WriteAsync(async db =>
        {
            (await db.Customers.SingleAsync(row => row.Id == one.Id)).Describe("Ann", "en", null);
            return true;
        });
        var list = new CustomerListQuery(world.Get<IDbContextFactory<HelpDeskDb>>());

        (await list.AlikeAsync(one.Id, CancellationToken.None)).Select(row => row.Id).ShouldBe([two.Id, namesake.Id], ignoreOrder: true);
        (await list.AlikeAsync(two.Id, CancellationToken.None)).Select(row => row.Id).ShouldBe([one.Id], "nobody is alike because both have no name");
        (await list.AlikeAsync(other.Id, CancellationToken.None)).ShouldBeEmpty();
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

    // The second was known before the first.
    private static async Task<(Customer One, Customer Two)> PairAsync(World world, Action<Customer> one, Action<Customer> two)
    {
        var now = world.Clock.GetUtcNow();
        var pair = (One: new Customer("", "en", now), Two: new Customer("", "en", now.AddDays(-1)));
        one(pair.One);
        two(pair.Two);
        await world.WriteAsync(db =>
        {
            db.Customers.AddRange(pair.One, pair.Two);
            return Task.FromResult(true);
        });
        return pair;
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
