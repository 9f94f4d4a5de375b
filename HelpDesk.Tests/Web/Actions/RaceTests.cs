using HelpDesk.Domain;
using HelpDesk.Domain.Customers;
using HelpDesk.Domain.Tickets;
using HelpDesk.Tests.Support;
using HelpDesk.Web.Actions.Tickets;
using HelpDesk.Web.Jobs;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Tests.Web.Actions;

/// <summary>The same moment, twice: what must come out of it whoever is first (security cases A131 to A137).</summary>
public sealed class RaceTests
{
    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Of_two_agents_who_send_at_once_the_second_is_warned_and_may_insist(string database)
    {
        await using var world = await World.CreateAsync(database);
        var (bo, cy) = (await world.AgentAsync("Bo"), await world.AgentAsync("Cy"));
        var ticket = (await world.Customer("Ann").WritesAsync("Hello")).Ticket;
        var seen = (await world.TicketAsync(ticket)).LastSeq;

        var sent = await Task.WhenAll(TryAsync(bo, seen), TryAsync(cy, seen));
        sent.OfType<RuleException>().ShouldHaveSingleItem().Code.ShouldBe("stale");
        var warned = sent[0] is null ? cy : bo;
        (await TryAsync(warned, null)).ShouldBeNull();

        var answers = (await world.TimelineAsync(ticket)).Where(message => message.Direction == Direction.Out).ToList();
        answers.Select(message => message.AuthorId).ShouldBe([sent[0] is null ? bo.Actor.Id : cy.Actor.Id, warned.Actor.Id]);

        Task<Exception?> TryAsync(AgentActor agent, int? afterSeq) => Record.ExceptionAsync(
            () => world.Get<Reply>().RunAsync(agent.Actor, ticket, new Written("Hi", null, [], afterSeq), CancellationToken.None));
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task An_answer_that_is_sent_again_under_its_key_is_one_answer(string database)
    {
        await using var world = await World.CreateAsync(database);
        var bo = await world.AgentAsync("Bo");
        var ticket = (await world.Customer("Ann").WritesAsync("Hello")).Ticket;

        var stored = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => bo.RepliesAsync(ticket, "Hi", key: "k1")));

        stored.Distinct().ShouldHaveSingleItem();
        (await world.TimelineAsync(ticket)).Count(message => message.Direction == Direction.Out).ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_message_in_the_moment_in_which_an_idle_chat_ends_leaves_the_ticket_open(string database)
    {
        await using var world = await World.CreateAsync(database);
        var bo = await world.AgentAsync("Bo");
        var talks = new List<(CustomerActor Customer, long Ticket)>();
        foreach (var i in Enumerable.Range(0, 10))
        {
            var customer = world.Customer($"c{i}");
            talks.Add((customer, (await customer.WritesAsync("Hello")).Ticket));
            await bo.RepliesAsync(talks[^1].Ticket, "Hi");
        }

        await world.PassAsync(TimeSpan.FromMinutes(20));
        world.Clock.Advance(TimeSpan.FromMinutes(10));
        var ends = Task.Run(() => world.Get<Sweeper>().RunOnceAsync(CancellationToken.None));
        var written = await Task.WhenAll(talks.Select(talk => Task.Run(() => talk.Customer.WritesAsync("I am back"))));
        await ends;
        await world.PassAsync(TimeSpan.FromSeconds(1));

        written.Select(taken => taken.Ticket).ShouldBe(talks.Select(talk => talk.Ticket));
        foreach (var (_, number) in talks)
        {
            var ticket = await world.TicketAsync(number);
            (ticket.Category, ticket.WaitingOn).ShouldBe((StatusCategory.Open, WaitingOn.Agent));
            (await world.TimelineAsync(number)).ShouldContain(message => message.BodyText == "I am back");
            (await world.ReadAsync(db => db.ChatSessions.Where(row => row.TicketId == ticket.Id).OrderByDescending(row => row.Id).FirstAsync())).IsLive.ShouldBeTrue();
        }
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_hundred_tickets_opened_at_once_have_a_hundred_numbers(string database)
    {
        await using var world = await World.CreateAsync(database);
        var bo = await world.AgentAsync("Bo");

        var numbers = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => OpenAsync(world, bo, $"c{i}@example.com")));

        numbers.Order().ShouldBe(Enumerable.Range(1001, 100).Select(number => (long)number));
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_customer_whom_many_requests_make_at_once_is_one_customer(string database)
    {
        await using var world = await World.CreateAsync(database);
        var bo = await world.AgentAsync("Bo");
        var ann = world.Customer("Ann");
        var chat = (await ann.WritesAsync("Hello")).Ticket;

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => OpenAsync(world, bo, "ben@example.com")));
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => ann.LeavesAddressAsync(chat, "ann@example.com")));

        (await world.ReadAsync(db => db.Customers.CountAsync())).ShouldBe(2);
        (await world.ReadAsync(db => db.CustomerIdentities.Where(row => row.Type == IdentityType.Email).Select(row => row.Value).ToListAsync()))
            .ShouldBe(["ann@example.com", "ben@example.com"], ignoreOrder: true);
    }

    private static Task<long> OpenAsync(World world, AgentActor agent, string email) =>
        world.Get<OpenTicket>().RunAsync(agent.Actor, new NewTicket { Email = email, Text = "Hello" }, CancellationToken.None);
}
