using System.Globalization;
using System.Text.Json;
using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Customers;
using HelpDesk.Domain.Events;
using HelpDesk.Domain.Tickets;
using HelpDesk.Tests.Support;
using HelpDesk.Web.Live;
using HelpDesk.Web.Settings;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Tests.Web.Channels.Chat;

public abstract class EventsTests(string database) : IAsyncLifetime
{
    private ChatDesk desk = null!;

    public async Task InitializeAsync() => desk = await ChatDesk.StartAsync(database: database);

    public async Task DisposeAsync() => await desk.DisposeAsync();

    [Fact]
    public async Task A_stream_begins_with_the_status_and_tells_what_happens()
    {
        using var visitor = await desk.VisitorAsync();
        await using var stream = await visitor.ListenAsync();
        stream.Heard[0].Name.ShouldBe("status");
        stream.Headers.GetValues("X-Accel-Buffering").ShouldBe(["no"]);

        var ticket = (await visitor.SaysAsync("Hello", key: "k")).GetProperty("ticket").GetInt64();
        (await stream.HearsTextAsync("Hello")).Data.GetProperty("clientKey").GetString().ShouldBe("k");
        await desk.Bo.RepliesAsync(ticket, "Hi");
        var answer = await stream.HearsTextAsync("Hi");
        answer.Id.ShouldNotBeNull();
        await stream.HearsAsync("status", data => data.GetProperty("agent").GetString() == "Bo");

        await visitor.PostAsync("read", new { seq = answer.Data.GetProperty("seq").GetInt32() });
        var read = (await stream.HearsAsync("read")).Data;
        (read.GetProperty("by").GetString(), read.GetProperty("ticket").GetInt64()).ShouldBe(("customer", ticket));
        await stream.HearsAsync("delivery", data => data.GetProperty("deliveries")[0].GetProperty("state").GetString() == "read");
        await visitor.PostAsync("end");
        var ended = await stream.HearsAsync("ended");
        ended.Data.GetProperty("by").GetString().ShouldBe("customer");
        ended.Data.GetProperty("locked").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task An_agents_reading_and_typing_are_told()
    {
        using var visitor = await desk.VisitorAsync();
        await visitor.SaysAsync("Hello");
        var ticketId = await desk.ReadAsync(db => db.Tickets.Select(row => row.Id).SingleAsync());
        await using var stream = await visitor.ListenAsync();

        await desk.WriteAsync(db =>
        {
            var state = new AgentTicketState(desk.Bo.Actor.Id, ticketId);
            state.Read(2);
            db.AgentTicketStates.Add(state);
            return Task.FromResult(true);
        });
        desk.App.Get<Feed>().Say(new Aside(AsideType.AgentTyping, ticketId, desk.Bo.Actor.Id, "Bo"));

        (await stream.HearsAsync("read")).Data.GetProperty("by").GetString().ShouldBe("agent");
        (await stream.HearsAsync("typing")).Data.GetProperty("author").GetProperty("name").GetString().ShouldBe("Bo");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_stream_resumes_where_it_was_cut(bool byHeader)
    {
        using var visitor = await desk.VisitorAsync();
        var ticket = (await visitor.SaysAsync("One")).GetProperty("ticket").GetInt64();
        await using var first = await visitor.ListenAsync(after: "0");
        var known = (await first.HearsTextAsync("One")).Id;
        await first.DisposeAsync();
        await desk.Bo.RepliesAsync(ticket, "Two");
        await desk.Bo.RepliesAsync(ticket, "Three");

        await using var second = byHeader ? await visitor.ListenAsync(lastEventId: known) : await visitor.ListenAsync(after: known);

        await second.HearsTextAsync("Three");
        second.Texts.ShouldBe(["Two", "Three"]);
        second.Heard.Where(one => one.Id is not null).Select(one => long.Parse(one.Id!, CultureInfo.InvariantCulture)).ShouldBeInOrder();
    }

    [Fact]
    public async Task What_is_no_longer_told_hides_nothing_that_is()
    {
        using var visitor = await desk.VisitorAsync();
        var ticket = (await visitor.SaysAsync("Hello")).GetProperty("ticket").GetInt64();
        await using var stream = await visitor.ListenAsync();

        // A chat that ended and began anew is not told as ended; a hundred of them fill a whole portion of the log.
        await desk.WriteAsync(async db =>
        {
            var found = await db.Tickets.SingleAsync(row => row.Number == ticket);
            db.Events.AddRange(Enumerable.Range(0, 150).Select(_ => new Event(EventType.ChatEnded, DateTimeOffset.UnixEpoch) { Ticket = found }));
            await db.SaveChangesAsync();
            found.Reply(desk.Bo.Actor, "Behind them", Channel.Chat, null, TimeProvider.System.GetUtcNow());
            return true;
        });

        await stream.HearsTextAsync("Behind them");
        await using var resumed = await visitor.ListenAsync(after: "0");
        await resumed.HearsTextAsync("Behind them");
    }

    [Fact]
    public async Task Whoever_missed_more_than_is_repeated_is_asked_to_reset_also_when_little_of_it_is_told()
    {
        using var visitor = await desk.VisitorAsync();
        var ticket = (await visitor.SaysAsync("Hello")).GetProperty("ticket").GetInt64();
        await desk.WriteAsync(async db =>
        {
            var found = await db.Tickets.SingleAsync(row => row.Number == ticket);
            db.Events.AddRange(Enumerable.Range(0, 600).Select(_ => new Event(EventType.ChatEnded, DateTimeOffset.UnixEpoch) { Ticket = found }));
            await db.SaveChangesAsync();
            found.Reply(desk.Bo.Actor, "Behind them", Channel.Chat, null, TimeProvider.System.GetUtcNow());
            return true;
        });

        await using var stream = await visitor.ListenAsync(after: "0");

        await stream.HearsAsync("reset");
    }

    [Theory]
    [InlineData("999999999")]
    [InlineData("-4")]
    [InlineData("abc")]
    public async Task A_position_that_is_not_ours_asks_to_reset(string after)
    {
        using var visitor = await desk.VisitorAsync();
        await visitor.SaysAsync("Hello");

        await using var stream = await visitor.ListenAsync(after);

        await stream.HearsAsync("reset");
        stream.Texts.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_long_poll_waits_for_what_happens_and_says_where_to_go_on()
    {
        using var visitor = await desk.VisitorAsync();
        var ticket = (await visitor.SaysAsync("Hello")).GetProperty("ticket").GetInt64();
        var start = (await visitor.GetAsync("messages")).GetProperty("lastEventId").GetInt64();

        var waiting = visitor.GetAsync($"events?wait=25&after={start}");
        await desk.Bo.RepliesAsync(ticket, "Hi");
        var polled = await waiting;

        Texts(polled).ShouldBe(["Hi"]);
        var next = await visitor.GetAsync($"events?wait=0&after={polled.GetProperty("lastEventId")}");
        Texts(next).ShouldBeEmpty();
        (await visitor.GetAsync("events?wait=0&after=999999")).GetProperty("items")[0].GetProperty("event").GetString().ShouldBe("reset");
    }

    [Fact]
    public async Task Coming_and_going_is_noted_in_the_chat()
    {
        using var visitor = await desk.VisitorAsync();
        await visitor.SaysAsync("Hello");
        await using (await visitor.ListenAsync())
        await using (await visitor.ListenAsync())
        {
            await Eventually.BeTrueAsync(async () => await AwaySinceAsync() is null, "there");
        }

        await Eventually.BeTrueAsync(async () => await AwaySinceAsync() is not null, "away");
        await using var back = await visitor.ListenAsync();
        await Eventually.BeTrueAsync(async () => await AwaySinceAsync() is null, "back");
    }

    [Fact]
    public async Task Who_is_online_is_told_when_it_changes()
    {
        using var visitor = await desk.VisitorAsync(locale: "fr");
        await using var stream = await visitor.ListenAsync();
        stream.Heard[0].Data.GetProperty("state").GetString().ShouldBe("away");
        stream.Heard[0].Data.GetProperty("etaText").GetString().ShouldBe("Répond en général en quelques minutes");

        await desk.WriteAsync(async db => (await db.Agents.SingleAsync()).SetPresence(Presence.Online, manual: false, TimeProvider.System.GetUtcNow()));

        await stream.HearsAsync("status", data => data.GetProperty("state").GetString() == "online");
    }

    [Fact]
    public async Task What_visitors_are_told_of_reply_times_is_what_timers_keep_to()
    {
        var inboxId = await desk.ReadAsync(db => db.Inboxes.Select(row => row.Id).SingleAsync());
        await desk.WriteAsync(async db =>
        {
            var customer = db.Customers.Add(new Customer("Ann", "en", DateTimeOffset.UnixEpoch)).Entity;
            var asked = TimeProvider.System.GetUtcNow().AddHours(-1);
            foreach (var minutes in Enumerable.Range(6, 5))
            {
                var ticket = db.Tickets.Add(new Ticket(await db.NextTicketNumberAsync(default), customer, inboxId, Channel.Chat, "Help", asked)).Entity;
                ticket.Reply(desk.Bo.Actor, "Hi", Channel.Chat, null, asked.AddMinutes(minutes));
            }

            // So that what was loaded before is loaded again.
            (await db.Inboxes.SingleAsync()).Rename("Web chat");
            return true;
        });

        await Eventually.BeTrueAsync(() => desk.App.Get<ReplyTimes>().Of(inboxId)?.Samples == 5, "measured");

        using var visitor = await desk.VisitorAsync();
        visitor.Welcome.GetProperty("status").GetProperty("etaSeconds").GetInt32().ShouldBe(8 * 60);
        desk.App.Get<Policies>().For(inboxId).UnansweredToEmailAfter.ShouldBe(TimeSpan.FromMinutes(9.2));
    }

    [Fact]
    public async Task A_visitor_may_not_open_streams_without_end()
    {
        using var visitor = await desk.VisitorAsync();
        var streams = new List<ChatStream>();
        for (var i = 0; i < 8; i++)
        {
            streams.Add(await visitor.ListenAsync());
        }

        using var refused = await visitor.TryGetAsync("events?wait=0");

        ((int)refused.StatusCode).ShouldBe(429);
        refused.Headers.RetryAfter.ShouldNotBeNull();
        foreach (var stream in streams)
        {
            await stream.DisposeAsync();
        }
    }

    private static IEnumerable<string?> Texts(JsonElement poll) => poll.GetProperty("items").EnumerateArray()
        .Where(item => item.GetProperty("event").GetString() == "message")
        .Select(item => item.GetProperty("data").GetProperty("text").GetString());

    private Task<DateTimeOffset?> AwaySinceAsync() => desk.ReadAsync(db => db.ChatSessions.Select(session => session.AwaySince).SingleAsync());
}

public sealed class EventsTestsOnSqlite() : EventsTests(Databases.Sqlite);

public sealed class EventsTestsOnPostgres() : EventsTests(Databases.Postgres);
