using HelpDesk.Domain;
using HelpDesk.Domain.Customers;
using HelpDesk.Domain.Tickets;
using HelpDesk.Tests.Support;
using HelpDesk.Web.Actions.Chats;
using HelpDesk.Web.Actions.Customers;
using HelpDesk.Web.Actions.Tickets;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Tests.Web.Actions.Customers;

/// <summary>What a change of a customer's addresses means for who they are, and for mail that has not left.</summary>
public sealed class AddressTests
{
    private const string Old = "ann@exampel.com";
    private const string New = "ann@example.com";

    [Theory]
    [InlineData(IdentityType.Email, New)]
    [InlineData(IdentityType.Phone, "+34600111222")]
    public async Task What_an_agent_enters_is_proven_by_the_agent(IdentityType type, string value)
    {
        await using var world = await World.CreateAsync();
        var (_, bo, _) = await TalkAsync(world);

        (await AddAsync(world, bo, value, type)).ShouldBeTrue();

        var added = await world.ReadAsync(db => db.CustomerIdentities.SingleAsync(row => row.Value == value));
        added.VerifiedBy.ShouldBe(IdentityProof.Agent);
        added.VerifiedAt.ShouldBe(world.Clock.GetUtcNow());
    }

    [Fact]
    public async Task An_agent_proves_what_the_customer_only_claimed()
    {
        await using var world = await World.CreateAsync();
        var (ann, bo, ticket) = await TalkAsync(world);
        await ann.LeavesAddressAsync(ticket, New);

        (await AddAsync(world, bo, New)).ShouldBeTrue();
        (await AddAsync(world, bo, New)).ShouldBeFalse();

        (await world.ReadAsync(db => db.CustomerIdentities.SingleAsync(row => row.Value == New))).VerifiedBy.ShouldBe(IdentityProof.Agent);
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task An_address_that_another_customer_has_proven_is_refused_with_their_name(string database)
    {
        await using var world = await World.CreateAsync(database);
        var (_, bo, _) = await TalkAsync(world);
        await AddAsync(world, bo, New);
        var eve = (await world.Customer("Eve").WritesAsync("Hello")).Ticket;
        var ann = await world.ReadAsync(db => db.Customers.OrderBy(row => row.Id).FirstAsync());
        await world.Get<Describe>().RunAsync(bo.Actor, ann.Id, new Description(Name: "Ann Smith"), CancellationToken.None);

        var other = await world.ReadAsync(db => db.Tickets.Where(row => row.Number == eve).Select(row => row.CustomerId).SingleAsync());
        var refused = await Should.ThrowAsync<RuleException>(
            () => world.Get<AddAddress>().RunAsync(bo.Actor, other, IdentityType.Email, New, isProven: true, CancellationToken.None));

        refused.Code.ShouldBe("taken");
        refused.Message.ShouldContain("Ann Smith");
        refused.RecordId.ShouldBe(ann.PublicId);
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_corrected_address_gets_what_waited_for_the_old_one(string database)
    {
        await using var world = await World.CreateAsync(database);
        var (ann, bo, ticket) = await TalkAsync(world);
        await ann.LeavesAddressAsync(ticket, Old);
        await bo.RepliesAsync(ticket, "Your parcel is on its way");

        await ann.LeavesAddressAsync(ticket, New);
        await world.PassAsync(TimeSpan.FromMinutes(5));

        Mail.In(world).ShouldHaveSingleItem()["To"].ShouldBe($"<{New}>");
        (await StatesAsync(world, Old)).ShouldBeEmpty();
        (await StatesAsync(world, New)).ShouldBe([DeliveryState.Sent]);
    }

    [Fact]
    public async Task Nothing_leaves_for_an_address_that_was_removed_until_another_is_known()
    {
        await using var world = await World.CreateAsync();
        var (ann, bo, ticket) = await TalkAsync(world);
        await ann.LeavesAddressAsync(ticket, Old);
        await bo.RepliesAsync(ticket, "Your parcel is on its way");

        await RemoveAsync(world, bo, Old);
        await world.PassAsync(TimeSpan.FromMinutes(5));
        Mail.In(world).ShouldBeEmpty();

        await ann.LeavesAddressAsync(ticket, New);
        await world.PassAsync(TimeSpan.FromMinutes(5));
        Mail.In(world).ShouldHaveSingleItem()["To"].ShouldBe($"<{New}>");
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task What_went_to_an_address_that_was_removed_is_no_copy_for_somebody_else(string database)
    {
        await using var world = await World.CreateAsync(database);
        var (ann, bo, ticket) = await TalkAsync(world);
        await ann.LeavesAddressAsync(ticket, Old);
        await bo.RepliesAsync(ticket, "Your parcel is on its way");
        await world.PassAsync(TimeSpan.FromMinutes(5));

        await RemoveAsync(world, bo, Old);
        await ann.LeavesAddressAsync(ticket, New);
        await world.PassAsync(TimeSpan.FromHours(1), TimeSpan.FromMinutes(5));

        var again = Mail.In(world).Single(mail => mail["To"] != $"<{Old}>");
        (again["To"], again["Cc"]).ShouldBe(($"<{New}>", null));
        again.Text.ShouldContain("/c/r/", customMessage: "it is the customer's alone");
        again.Raw.ShouldNotContain(Old);
        (await world.ReadAsync(db => db.Deliveries.Where(row => row.Recipient == Old).Select(row => new { row.State, row.Role }).SingleAsync()))
            .ShouldBe(new { State = DeliveryState.Sent, Role = RecipientRole.Former }, "what became of it stays to be seen");
    }

    [Fact]
    public async Task What_was_on_its_way_to_an_address_that_was_corrected_meanwhile_goes_to_the_new_one_when_it_did_not_get_through()
    {
        await using var world = await World.CreateAsync();
        var (ann, bo, ticket) = await TalkAsync(world);
        await ann.LeavesAddressAsync(ticket, Old);
        await bo.RepliesAsync(ticket, "Your parcel is on its way");
        var now = world.Clock.GetUtcNow();
        await world.WriteAsync(async db =>
        {
            (await db.Deliveries.Include(row => row.Message).Include(row => row.Ticket).SingleAsync(row => row.Recipient == Old)).Lease("<1@desk.example>", now.AddMinutes(1), now);
            return true;
        });

        await AddAsync(world, bo, New);
        await RemoveAsync(world, bo, Old);
        await world.WriteAsync(async db =>
        {
            (await db.Deliveries.Include(row => row.Message).Include(row => row.Ticket).SingleAsync(row => row.Recipient == Old)).Defer("451 later", now.AddMinutes(2), now);
            return true;
        });
        await world.PassAsync(TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(1));

        Mail.In(world).ShouldHaveSingleItem()["To"].ShouldBe($"<{New}>");
        (await StatesAsync(world, Old)).ShouldBe([DeliveryState.Superseded]);
    }

    [Fact]
    public async Task A_transcript_goes_to_no_other_address_than_it_was_asked_for_and_to_none_that_was_corrected()
    {
        await using var world = await World.CreateAsync();
        var (ann, bo, ticket) = await TalkAsync(world);
        await ann.LeavesAddressAsync(ticket, Old);
        await bo.RepliesAsync(ticket, "Your parcel is on its way");
        await world.Get<SendTranscript>().RunAsync(ann.Visitor, ticket, Old, CancellationToken.None);

        await ann.LeavesAddressAsync(ticket, New);
        await world.PassAsync(TimeSpan.FromMinutes(5));

        Mail.In(world).ShouldHaveSingleItem()["To"].ShouldBe($"<{New}>");
        (await StatesAsync(world, Old)).ShouldBe([DeliveryState.Superseded]);
    }

    [Fact]
    public async Task Nothing_leaves_for_an_address_that_was_forgotten_for_newer_ones()
    {
        await using var world = await World.CreateAsync();
        var (ann, bo, ticket) = await TalkAsync(world);
        await bo.RepliesAsync(ticket, "Your parcel is on its way");
        await ann.LeavesAddressAsync(ticket, "main@example.com");
        await world.Get<SendTranscript>().RunAsync(ann.Visitor, ticket, Old, CancellationToken.None);
        for (var other = 0; other < 4; other++)
        {
            await world.Get<SendTranscript>().RunAsync(ann.Visitor, ticket, $"ann{other}@example.com", CancellationToken.None);
        }

        await world.PassAsync(TimeSpan.FromMinutes(5));

        (await world.ReadAsync(db => db.CustomerIdentities.AnyAsync(row => row.Value == Old))).ShouldBeFalse();
        (await StatesAsync(world, Old)).ShouldBe([DeliveryState.Superseded]);
        Mail.In(world).ShouldNotContain(mail => mail["To"] == $"<{Old}>");
    }

    [Fact]
    public async Task What_waits_goes_to_the_address_that_was_made_primary()
    {
        await using var world = await World.CreateAsync();
        var (ann, bo, ticket) = await TalkAsync(world);
        await ann.LeavesAddressAsync(ticket, Old);
        await bo.RepliesAsync(ticket, "Your parcel is on its way");
        await AddAsync(world, bo, New);

        await world.Get<MakePrimary>().RunAsync(bo.Actor, await CustomerAsync(world), await IdOfAsync(world, New), CancellationToken.None);
        await world.PassAsync(TimeSpan.FromMinutes(5));

        Mail.In(world).ShouldHaveSingleItem()["To"].ShouldBe($"<{New}>");
    }

    [Fact]
    public async Task An_address_that_an_agent_adds_gets_what_nobody_has_read()
    {
        await using var world = await World.CreateAsync();
        var (_, bo, ticket) = await TalkAsync(world);
        await bo.RepliesAsync(ticket, "Your parcel is on its way");

        await AddAsync(world, bo, New);
        await world.PassAsync(TimeSpan.FromMinutes(5));

        Mail.In(world).ShouldHaveSingleItem().Text.ShouldContain("on its way");
    }

    [Fact]
    public async Task What_has_left_is_not_mailed_again_when_the_address_changes()
    {
        await using var world = await World.CreateAsync();
        var (ann, bo, ticket) = await TalkAsync(world);
        await ann.LeavesAddressAsync(ticket, Old);
        await bo.RepliesAsync(ticket, "Your parcel is on its way");
        await world.PassAsync(TimeSpan.FromMinutes(5));

        await ann.LeavesAddressAsync(ticket, New);
        await world.PassAsync(TimeSpan.FromHours(1), TimeSpan.FromMinutes(5));

        Mail.In(world).ShouldHaveSingleItem()["To"].ShouldBe($"<{Old}>");
    }

    [Fact]
    public async Task An_agent_who_writes_first_proves_the_address()
    {
        await using var world = await World.CreateAsync();
        var bo = await world.AgentAsync("Bo");

        await world.Get<OpenTicket>().RunAsync(bo.Actor, new NewTicket { Email = New, Text = "Your parcel has arrived", FromAgent = true }, CancellationToken.None);
        await world.Get<OpenTicket>().RunAsync(bo.Actor, new NewTicket { Email = Old, Text = "I wonder", FromAgent = false }, CancellationToken.None);

        (await world.ReadAsync(db => db.CustomerIdentities.SingleAsync(row => row.Value == New))).VerifiedBy.ShouldBe(IdentityProof.Agent);
        (await world.ReadAsync(db => db.CustomerIdentities.SingleAsync(row => row.Value == Old))).VerifiedAt.ShouldBeNull();
    }

    private static async Task<(CustomerActor Ann, AgentActor Bo, long Ticket)> TalkAsync(World world)
    {
        var ann = world.Customer("Ann");
        return (ann, await world.AgentAsync("Bo"), (await ann.WritesAsync("Where is my parcel?")).Ticket);
    }

    private static async Task<bool> AddAsync(World world, AgentActor agent, string value, IdentityType type = IdentityType.Email) =>
        await world.Get<AddAddress>().RunAsync(agent.Actor, await CustomerAsync(world), type, value, isProven: true, CancellationToken.None);

    private static async Task RemoveAsync(World world, AgentActor agent, string value) =>
        await world.Get<RemoveAddress>().RunAsync(agent.Actor, await CustomerAsync(world), await IdOfAsync(world, value), CancellationToken.None);

    private static Task<long> CustomerAsync(World world) => world.ReadAsync(db => db.Customers.OrderBy(row => row.Id).Select(row => row.Id).FirstAsync());

    private static Task<long> IdOfAsync(World world, string value) => world.ReadAsync(db => db.CustomerIdentities.Where(row => row.Value == value).Select(row => row.Id).SingleAsync());

    private static Task<List<DeliveryState>> StatesAsync(World world, string recipient) =>
        world.ReadAsync(db => db.Deliveries.Where(row => row.Recipient == recipient).Select(row => row.State).ToListAsync());
}
