using HelpDesk.Domain.Chat;
using HelpDesk.Domain.Tickets;
using HelpDesk.Tests.Support;
using HelpDesk.Web.Live;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Tests.Web.Actions.Chats;

/// <summary>What happens to a customer whom nobody answers.</summary>
public sealed class UnansweredTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task After_five_minutes_the_chat_is_missed_and_the_customer_is_asked_for_an_address(string database)
    {
        await using var world = await World.CreateAsync(database);
        var ticket = (await world.Customer("Ann").WritesAsync("Hello")).Ticket;

        await world.PassAsync(Patience - TimeSpan.FromSeconds(1));
        (await world.ReadAsync(db => db.ChatSessions.SingleAsync())).IsLive.ShouldBeTrue();
        await world.PassAsync(TimeSpan.FromSeconds(1));

        (await world.ReadAsync(db => db.ChatSessions.SingleAsync())).State.ShouldBe(ChatState.Missed);
        var timeline = await world.TimelineAsync(ticket);
        timeline.ShouldContain(message => message.ActivityType == ActivityType.ChatMissed);
        timeline[^1].Ask.ShouldBe(MessageAsk.Email);
        timeline[^1].Deliveries.ShouldHaveSingleItem().Channel.ShouldBe(Channel.Chat);
        var waiting = await world.TicketAsync(ticket);
        waiting.WaitingSince.ShouldBe(timeline[1].CreatedAt);
        waiting.WaitingOn.ShouldBe(WaitingOn.Agent);
    }

    [Fact]
    public async Task Nobody_is_given_up_sooner_than_they_were_told_to_expect()
    {
        await using var world = await World.CreateAsync();
        world.Get<ReplyTimes>().Show(world.Inbox.Id, new ReplyEstimate(TimeSpan.FromMinutes(4), Cautious: TimeSpan.FromMinutes(12), Samples: 20));
        await world.Customer("Ann").WritesAsync("Hello");

        await world.PassAsync(TimeSpan.FromMinutes(12) - TimeSpan.FromSeconds(1));
        (await world.ReadAsync(db => db.ChatSessions.SingleAsync())).IsLive.ShouldBeTrue();
        await world.PassAsync(TimeSpan.FromSeconds(1));

        (await world.ReadAsync(db => db.ChatSessions.SingleAsync())).State.ShouldBe(ChatState.Missed);
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task With_an_address_the_apology_is_mailed_to_a_customer_who_left(string database)
    {
        await using var world = await World.CreateAsync(database);
        var ann = world.Customer("Ann");
        var ticket = (await ann.WritesAsync("Hello")).Ticket;
        await ann.LeavesAddressAsync(ticket, "ann@example.com");
        await ann.ClosesThePageAsync();

        await world.PassAsync(Patience);

        var apology = (await world.TimelineAsync(ticket)).Single(message => message.AuthorKind == AuthorKind.System && message.Kind == MessageKind.Public);
        apology.Ask.ShouldBe(MessageAsk.None);
        apology.Deliveries.Single(delivery => delivery.Channel == Channel.Email).State.ShouldBe(DeliveryState.Sent);
        var mail = Mail.In(world).ShouldHaveSingleItem();
        mail["Auto-Submitted"].ShouldBe("auto-generated");
        mail["X-HelpDesk-Loop"]!.Length.ShouldBe(26);
        mail["Subject"].ShouldBe("Your chat with Acme [#1001]");
    }

    [Fact]
    public async Task Who_reads_the_apology_on_the_page_gets_no_mail()
    {
        await using var world = await World.CreateAsync();
        var ann = world.Customer("Ann");
        var ticket = (await ann.WritesAsync("Hello")).Ticket;
        await ann.LeavesAddressAsync(ticket, "ann@example.com");
        await world.PassAsync(Patience);

        await ann.ReadsAsync(ticket, (await world.TicketAsync(ticket)).LastSeq);
        await world.PassAsync(TimeSpan.FromHours(1));

        Mail.In(world).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_customer_gets_one_automatic_reply_an_hour_and_three_a_day()
    {
        await using var world = await World.CreateAsync();
        var ann = world.Customer("Ann");

        for (var i = 0; i < 40; i++)
        {
            await ann.WritesAsync($"Anybody? {i}");
            await world.PassAsync(TimeSpan.FromMinutes(30));
        }

        var replies = await world.ReadAsync(db => db.Messages.Where(message => message.AuthorKind == AuthorKind.System && message.Kind == MessageKind.Public)
            .Select(message => message.CreatedAt).ToListAsync());
        replies.Count.ShouldBe(3);
        (await world.ReadAsync(db => db.ChatSessions.CountAsync(session => session.State == ChatState.Missed))).ShouldBe(40);
    }

    [Fact]
    public async Task An_answer_in_time_leaves_nothing_to_apologise_for()
    {
        await using var world = await World.CreateAsync();
        var ticket = (await world.Customer("Ann").WritesAsync("Hello")).Ticket;
        await world.PassAsync(Patience - TimeSpan.FromSeconds(1));
        await (await world.AgentAsync("Bo")).RepliesAsync(ticket, "Hello Ann");

        await world.PassAsync(TimeSpan.FromMinutes(3));

        (await world.TimelineAsync(ticket)).ShouldNotContain(message => message.ActivityType == ActivityType.ChatMissed);
    }
}
