using HelpDesk.Domain.Chat;
using HelpDesk.Domain.Tickets;
using HelpDesk.Tests.Support;
using HelpDesk.Web.Jobs;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Tests.Web.Actions.Chats;

/// <summary>The timers of a chat, with the durations of the specification and a clock that the test moves.</summary>
public sealed class TimerTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_customer_whose_page_is_gone_for_45_seconds_has_left(string database)
    {
        await using var world = await World.CreateAsync(database);
        var ann = world.Customer("Ann");
        var ticket = (await ann.WritesAsync("Hello")).Ticket;

        await ann.ClosesThePageAsync();
        await world.PassAsync(TimeSpan.FromSeconds(44));
        (await ActivitiesAsync(world, ticket)).ShouldNotContain(ActivityType.CustomerLeft);
        await world.PassAsync(Second);

        (await ActivitiesAsync(world, ticket)).Count(type => type == ActivityType.CustomerLeft).ShouldBe(1);
    }

    [Fact]
    public async Task A_customer_who_comes_back_in_time_never_left()
    {
        await using var world = await World.CreateAsync();
        var ann = world.Customer("Ann");
        var ticket = (await ann.WritesAsync("Hello")).Ticket;

        await ann.ClosesThePageAsync();
        await world.PassAsync(TimeSpan.FromSeconds(30));
        await ann.OpensThePageAsync();
        await world.PassAsync(TimeSpan.FromSeconds(30));

        (await ActivitiesAsync(world, ticket)).ShouldNotContain(ActivityType.CustomerLeft);
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_silent_customer_is_inactive_at_10_reminded_at_15_and_the_chat_ends_at_30_minutes(string database)
    {
        await using var world = await World.CreateAsync(database);
        var (ticket, _) = await AnsweredAsync(world);

        await world.PassAsync(TimeSpan.FromMinutes(10) - Second);
        (await SessionAsync(world, ticket)).State.ShouldBe(ChatState.Active);
        await world.PassAsync(Second);
        (await SessionAsync(world, ticket)).State.ShouldBe(ChatState.Inactive);
        await world.PassAsync(TimeSpan.FromMinutes(5));
        (await world.TimelineAsync(ticket))[^1].Ask.ShouldBe(MessageAsk.StillHere);
        await world.PassAsync(TimeSpan.FromMinutes(15));

        (await SessionAsync(world, ticket)).EndedBy.ShouldBe(EndedBy.Idle);
        (await world.TicketAsync(ticket)).Category.ShouldBe(StatusCategory.Pending);
        (await ActivitiesAsync(world, ticket)).TakeLast(3).ShouldBe([ActivityType.ChatInactive, ActivityType.ChatEnded, ActivityType.StatusChanged]);
    }

    [Fact]
    public async Task Still_here_keeps_the_chat_and_counts_anew()
    {
        await using var world = await World.CreateAsync();
        var (ticket, ann) = await AnsweredAsync(world);

        await world.PassAsync(TimeSpan.FromMinutes(20));
        (await ann.IsStillHereAsync(ticket)).ShouldBeTrue();
        await world.PassAsync(TimeSpan.FromMinutes(29));
        (await SessionAsync(world, ticket)).IsLive.ShouldBeTrue();
        (await world.TimelineAsync(ticket)).Count(message => message.Ask == MessageAsk.StillHere).ShouldBe(2);
        await world.PassAsync(TimeSpan.FromMinutes(1));

        (await SessionAsync(world, ticket)).IsLive.ShouldBeFalse();
    }

    [Theory]
    [InlineData("es", "¿Sigue ahí?")]
    [InlineData("fr", "Êtes-vous toujours là")]
    [InlineData("de", "Are you still there?")]
    public async Task The_reminder_speaks_the_customers_language(string language, string words)
    {
        await using var world = await World.CreateAsync();
        var (ticket, _) = await AnsweredAsync(world);
        await world.WriteAsync(async db =>
        {
            var customer = await db.Customers.SingleAsync();
            customer.Describe("Ann", language, null);
            return true;
        });

        await world.PassAsync(TimeSpan.FromMinutes(15));

        (await world.TimelineAsync(ticket)).Single(message => message.Ask == MessageAsk.StillHere).BodyText.ShouldStartWith(words);
    }

    [Fact]
    public async Task Who_waits_for_us_is_never_reminded()
    {
        await using var world = await World.CreateAsync(Databases.Sqlite, "--Chat:UnansweredToEmailAfter=10:00:00");
        var ann = world.Customer("Ann");
        var ticket = (await ann.WritesAsync("Hello")).Ticket;

        await world.PassAsync(TimeSpan.FromHours(2), TimeSpan.FromMinutes(1));

        (await SessionAsync(world, ticket)).State.ShouldBe(ChatState.Queued);
        (await world.TimelineAsync(ticket)).ShouldNotContain(message => message.Direction == Direction.Out);
    }

    [Fact]
    public async Task Who_left_while_waiting_for_us_finds_the_chat_ended_without_a_word_and_the_ticket_open()
    {
        await using var world = await World.CreateAsync(Databases.Sqlite, "--Chat:UnansweredToEmailAfter=10:00:00");
        var ann = world.Customer("Ann");
        var bo = await world.AgentAsync("Bo");
        var ticket = (await ann.WritesAsync("Hello")).Ticket;
        await bo.TakesAsync(ticket);

        await ann.ClosesThePageAsync();
        await world.PassAsync(TimeSpan.FromSeconds(45) + TimeSpan.FromMinutes(30), TimeSpan.FromSeconds(5));

        (await SessionAsync(world, ticket)).EndedBy.ShouldBe(EndedBy.Idle);
        (await world.TicketAsync(ticket)).Category.ShouldBe(StatusCategory.Open);
        (await world.TimelineAsync(ticket)).ShouldNotContain(message => message.Direction == Direction.Out);
        (await ann.WritesAsync("Are you there?")).Ticket.ShouldBe(ticket);
    }

    [Fact]
    public async Task A_message_in_the_same_instant_stops_the_end()
    {
        await using var world = await World.CreateAsync();
        var (ticket, ann) = await AnsweredAsync(world);
        await world.PassAsync(TimeSpan.FromMinutes(29));

        world.Clock.Advance(TimeSpan.FromMinutes(1));
        var claimed = await world.Get<Claims>().TakeAsync(0, CancellationToken.None);
        await ann.WritesAsync("One more thing");
        foreach (var held in claimed.Deadlines)
        {
            await world.Get<Deadlines>().RunAsync(held, CancellationToken.None);
        }

        claimed.Deadlines.Count.ShouldBe(1);
        (await SessionAsync(world, ticket)).State.ShouldBe(ChatState.Active);
        (await world.TicketAsync(ticket)).Category.ShouldBe(StatusCategory.Open);
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_ticket_that_stays_solved_for_four_days_closes_by_itself(string database)
    {
        await using var world = await World.CreateAsync(database);
        var (ticket, ann) = await AnsweredAsync(world);
        await (await world.AgentAsync("Cy")).SetsAsync(ticket, "solved");

        await world.PassAsync(TimeSpan.FromDays(4) - Second, TimeSpan.FromHours(1));
        (await world.TicketAsync(ticket)).Category.ShouldBe(StatusCategory.Solved);
        await world.PassAsync(Second);

        (await world.TicketAsync(ticket)).Category.ShouldBe(StatusCategory.Closed);
        (await world.TimelineAsync(ticket))[^1].ActivityTo.ShouldBe("closed");
        var followUp = await ann.WritesAsync("Me again");
        (await world.TicketAsync(followUp.Ticket)).FollowUpOfId.ShouldBe((await world.TicketAsync(ticket)).Id);
    }

    [Fact]
    public async Task A_reopened_ticket_does_not_close()
    {
        await using var world = await World.CreateAsync();
        var (ticket, ann) = await AnsweredAsync(world);
        await (await world.AgentAsync("Cy")).SetsAsync(ticket, "solved");
        await world.PassAsync(TimeSpan.FromDays(3));

        await ann.WritesAsync("It is not solved");
        await world.PassAsync(TimeSpan.FromDays(2));

        (await world.TicketAsync(ticket)).Category.ShouldBe(StatusCategory.Open);
    }

    private static async Task<(long Ticket, CustomerActor Ann)> AnsweredAsync(World world)
    {
        var ann = world.Customer("Ann");
        var ticket = (await ann.WritesAsync("Hello")).Ticket;
        await (await world.AgentAsync("Bo")).RepliesAsync(ticket, "Hello Ann");
        return (ticket, ann);
    }

    private static Task<ChatSession> SessionAsync(World world, long ticket) => world.ReadAsync(db =>
        db.ChatSessions.AsNoTracking().Where(row => row.Ticket.Number == ticket).OrderByDescending(row => row.Id).FirstAsync());

    private static async Task<List<ActivityType>> ActivitiesAsync(World world, long ticket) =>
        [.. (await world.TimelineAsync(ticket)).Select(message => message.ActivityType).OfType<ActivityType>()];
}
