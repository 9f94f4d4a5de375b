using HelpDesk.Domain;
using HelpDesk.Domain.Chat;
using HelpDesk.Domain.Tickets;
using HelpDesk.Tests.Support;
using HelpDesk.Web.Actions;
using HelpDesk.Web.Intake;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Tests.Web.Intake;

public sealed class IntakeTests
{
    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task The_first_message_makes_customer_ticket_chat_and_message_together(string database)
    {
        await using var world = await World.CreateAsync(database);

        var taken = await world.Customer("Ann").WritesAsync("My parcel has not arrived\nIt was due on Monday");

        var ticket = await world.TicketAsync(taken.Ticket);
        ticket.Number.ShouldBe(1001);
        ticket.Subject.ShouldBe("My parcel has not arrived It was due on Monday");
        (ticket.Category, ticket.WaitingOn).ShouldBe((StatusCategory.New, WaitingOn.Agent));
        (await world.ReadAsync(db => db.ChatSessions.SingleAsync())).State.ShouldBe(ChatState.Queued);
        (await world.TimelineAsync(taken.Ticket)).Select(message => (message.Seq, message.Kind)).ShouldBe([(1, MessageKind.Activity), (2, MessageKind.Public)]);
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_first_message_that_cannot_be_taken_leaves_nothing_behind(string database)
    {
        await using var world = await World.CreateAsync(database);
        var inbound = new InboundMessage
        {
            Channel = Channel.Chat,
            InboxId = world.Inbox.Id,
            VisitorKey = "ann",
            Text = "See the file",
            ClientKey = "k",
            Files = ["att_that_is_not_there"],
        };

        await Should.ThrowAsync<NotFoundException>(() => world.Get<HelpDesk.Web.Intake.Intake>().TakeAsync(inbound, CancellationToken.None));

        (await world.ReadAsync(db => db.Customers.CountAsync())).ShouldBe(0);
        (await world.ReadAsync(db => db.Tickets.CountAsync())).ShouldBe(0);
        (await world.ReadAsync(db => db.ChatSessions.CountAsync())).ShouldBe(0);
        (await world.Customer("Bo").WritesAsync("Hello")).Ticket.ShouldBe(1001, "no number was used up");
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task What_a_customer_of_a_merged_ticket_writes_is_stored_elsewhere(string database)
    {
        await using var world = await World.CreateAsync(database);
        var (ann, bo) = (world.Customer("Ann"), world.Customer("Bo"));
        var merged = (await ann.WritesAsync("Hello")).Ticket;
        var survivor = (await bo.WritesAsync("Hello")).Ticket;
        var survivorId = (await world.TicketAsync(survivor)).Id;
        await world.WriteAsync(db => db.Tickets.Where(row => row.Number == merged).ExecuteUpdateAsync(set => set.SetProperty(row => row.MergedIntoId, survivorId)));
        var before = (await world.TimelineAsync(merged)).Count;

        (await ann.WritesAsync("Still there?")).Ticket.ShouldNotBe(merged);

        (await world.TimelineAsync(merged)).Count.ShouldBe(before);
        var agent = await world.AgentAsync("Cy");
        (await Should.ThrowAsync<RuleException>(() => agent.RepliesAsync(merged, "Hi"))).Code.ShouldBe("closed");
        (await Should.ThrowAsync<RuleException>(() => agent.NotesAsync(merged, "Hi"))).Code.ShouldBe("closed");
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task The_same_key_twice_is_one_message(string database)
    {
        await using var world = await World.CreateAsync(database);
        var ann = world.Customer("Ann");

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => ann.WritesAsync("Hello", key: "k1")));

        answers.Distinct().Count().ShouldBe(1);
        (await world.ReadAsync(db => db.Messages.CountAsync(message => message.Kind == MessageKind.Public))).ShouldBe(1);
        (await world.ReadAsync(db => db.Customers.CountAsync())).ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Numbers_are_given_once_and_messages_have_no_gaps_under_load(string database)
    {
        await using var world = await World.CreateAsync(database);
        var people = Enumerable.Range(0, 20).Select(i => world.Customer($"c{i}")).ToList();

        await Task.WhenAll(people.SelectMany(person => Enumerable.Range(0, 5).Select(i => person.WritesAsync($"Message {i}"))));

        var tickets = await world.ReadAsync(db => db.Tickets.AsNoTracking().Include(ticket => ticket.Messages).ToListAsync());
        tickets.Select(ticket => ticket.Number).Order().ShouldBe(Enumerable.Range(1001, 20).Select(number => (long)number));
        foreach (var ticket in tickets)
        {
            ticket.Messages.Select(message => message.Seq).Order().ShouldBe(Enumerable.Range(1, ticket.LastSeq));
            ticket.Messages.Count(message => message.Kind == MessageKind.Public).ShouldBe(5);
        }
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_message_on_a_closed_ticket_opens_a_follow_up_with_its_tags(string database)
    {
        await using var world = await World.CreateAsync(database);
        var (ann, bo) = (world.Customer("Ann"), await world.AgentAsync("Bo"));
        var first = await ann.WritesAsync("Hello");
        await world.Get<HelpDesk.Web.Actions.Tickets.SetTags>().RunAsync(bo.Actor, first.Ticket, ["vip"], CancellationToken.None);
        await bo.SetsAsync(first.Ticket, "solved");
        await world.WriteAsync(async db =>
            (await db.Tickets.SingleAsync(ticket => ticket.Number == first.Ticket)).Become(StatusCategory.Closed, HelpDesk.Domain.Agents.Actor.System, world.Clock.GetUtcNow()));

        var second = await ann.WritesAsync("It is back");

        var follow = await world.ReadAsync(db => db.Tickets.AsNoTracking().Include(ticket => ticket.Tags).SingleAsync(ticket => ticket.Number == second.Ticket));
        follow.FollowUpOfId.ShouldBe((await world.TicketAsync(first.Ticket)).Id);
        follow.Tags.Select(tag => tag.Name).ShouldBe(["vip"]);
        (await world.ReadAsync(db => db.Customers.CountAsync())).ShouldBe(1);
    }

    [Fact]
    public async Task A_message_after_an_idle_end_starts_a_new_session_on_the_same_ticket()
    {
        await using var world = await World.CreateAsync();
        var ann = world.Customer("Ann");
        var first = await ann.WritesAsync("Hello");
        await EndAsync(world, EndedBy.Idle);

        var second = await ann.WritesAsync("Me again");

        second.Ticket.ShouldBe(first.Ticket);
        (await world.ReadAsync(db => db.ChatSessions.Select(session => session.State).ToListAsync())).ShouldBe([ChatState.Ended, ChatState.Queued], ignoreOrder: true);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_chat_ended_by_hand_is_locked_until_the_customer_starts_a_new_one(bool byAgent)
    {
        await using var world = await World.CreateAsync();
        var (ann, bo) = (world.Customer("Ann"), await world.AgentAsync("Bo"));
        var first = await ann.WritesAsync("Hello");
        (byAgent ? await bo.EndsTheChatAsync(first.Ticket) : await ann.EndsTheChatAsync(first.Ticket)).ShouldBeTrue();

        (await Should.ThrowAsync<RuleException>(() => ann.WritesAsync("Wait"))).Code.ShouldBe("ended");
        var second = await ann.WritesAsync("Another matter", startsNew: true);

        second.Ticket.ShouldNotBe(first.Ticket);
        (await world.TicketAsync(second.Ticket)).FollowUpOfId.ShouldNotBeNull();
        (await world.TicketAsync(first.Ticket)).Category.ShouldBe(byAgent ? StatusCategory.Solved : StatusCategory.New);
    }

    [Fact]
    public async Task A_blocked_customers_ticket_is_created_solved()
    {
        await using var world = await World.CreateAsync();
        var ann = world.Customer("Ann");
        var first = await ann.WritesAsync("Spam");
        await world.WriteAsync(async db =>
        {
            (await db.Customers.SingleAsync()).SetBlocked(true);
            return true;
        });

        await ann.WritesAsync("More spam");

        (await world.TicketAsync(first.Ticket)).Category.ShouldBe(StatusCategory.Solved);
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_subject_is_never_cut_within_a_character(string database)
    {
        await using var world = await World.CreateAsync(database);

        var taken = await world.Customer("Ann").WritesAsync(new string('x', 79) + "\U0001F4E6 is my parcel");

        (await world.TicketAsync(taken.Ticket)).Subject.ShouldBe(new string('x', 79));
    }

    [Fact]
    public async Task A_claimed_address_never_takes_the_place_of_a_proven_one()
    {
        await using var world = await World.CreateAsync();
        var ann = world.Customer("Ann");
        var taken = await ann.WritesAsync("Hello");
        await ann.LeavesAddressAsync(taken.Ticket, "ann@example.com");
        await world.WriteAsync(async db => (await db.CustomerIdentities.SingleAsync(row => row.Value == "ann@example.com"))
            .Verify(HelpDesk.Domain.Customers.IdentityProof.MailReceived, world.Clock.GetUtcNow()));

        await ann.LeavesAddressAsync(taken.Ticket, "eve@example.com");

        (await world.ReadAsync(db => db.CustomerIdentities.Where(row => row.IsPrimary && row.Type == HelpDesk.Domain.Customers.IdentityType.Email).Select(row => row.Value).ToListAsync()))
            .ShouldBe(["ann@example.com"]);
    }

    [Fact]
    public async Task A_strangers_key_reaches_no_ticket()
    {
        await using var world = await World.CreateAsync();
        var taken = await world.Customer("Ann").WritesAsync("Hello");
        var eve = world.Customer("Eve");

        await Should.ThrowAsync<NotFoundException>(() => eve.ReadsAsync(taken.Ticket, 2));
        await Should.ThrowAsync<NotFoundException>(() => eve.EndsTheChatAsync(taken.Ticket));
        await Should.ThrowAsync<NotFoundException>(() => eve.LeavesAddressAsync(taken.Ticket, "eve@example.com"));
        (await eve.WritesAsync("Mine")).Ticket.ShouldNotBe(taken.Ticket);
    }

    private static Task<bool> EndAsync(World world, EndedBy by) =>
        world.WriteAsync(async db => (await db.ChatSessions.Include(row => row.Ticket).SingleAsync()).End(by, world.Clock.GetUtcNow()));
}
