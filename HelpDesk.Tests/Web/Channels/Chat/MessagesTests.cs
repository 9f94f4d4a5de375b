using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using HelpDesk.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Tests.Web.Channels.Chat;

public abstract class MessagesTests(string database) : IAsyncLifetime
{
    private ChatDesk desk = null!;

    public async Task InitializeAsync() => desk = await ChatDesk.StartAsync(database: database);

    public async Task DisposeAsync() => await desk.DisposeAsync();

    [Fact]
    public async Task Looking_and_getting_a_token_stores_nothing()
    {
        using var visitor = await desk.VisitorAsync();

        visitor.Welcome.GetProperty("ticket").ValueKind.ShouldBe(JsonValueKind.Null);
        (await visitor.HistoryAsync()).ShouldBeEmpty();
        (await desk.ReadAsync(db => db.Customers.CountAsync())).ShouldBe(0);
        (await desk.ReadAsync(db => db.Tickets.CountAsync())).ShouldBe(0);
        (await desk.ReadAsync(db => db.ChatSessions.CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task The_first_message_makes_customer_ticket_chat_and_message()
    {
        using var visitor = await desk.VisitorAsync(locale: "es-MX");

        var sent = await visitor.SaysAsync("Hola");

        var ticket = await desk.ReadAsync(db => db.Tickets.Include(row => row.Customer).SingleAsync());
        sent.GetProperty("ticket").GetInt64().ShouldBe(ticket.Number);
        ticket.Customer.Language.ShouldBe("es");
        ticket.Customer.TimeZone.ShouldBe("Europe/Madrid");
        (await desk.ReadAsync(db => db.PageVisits.SingleAsync())).Url.ShouldBe("https://shop.example/cart");
        (await desk.ReadAsync(db => db.ChatSessions.CountAsync())).ShouldBe(1);
        (await visitor.HistoryAsync()).ShouldBe(["Hola"]);
    }

    [Fact]
    public async Task The_same_key_is_the_same_message()
    {
        using var visitor = await desk.VisitorAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => visitor.SaysAsync("Once", key: "k1")));

        answers.Select(answer => answer.ToString()).Distinct().ShouldHaveSingleItem();
        (await visitor.HistoryAsync()).ShouldBe(["Once"]);
    }

    [Fact]
    public async Task A_token_resumes_and_is_renewed()
    {
        using var visitor = await desk.VisitorAsync();
        var sent = await visitor.SaysAsync("Hello");

        using var again = await desk.VisitorAsync(resume: visitor.Token);

        again.Token.ShouldNotBe(visitor.Token);
        again.Welcome.GetProperty("ticket").GetInt64().ShouldBe(sent.GetProperty("ticket").GetInt64());
        (await again.HistoryAsync()).ShouldBe(["Hello"]);
        await again.SaysAsync("More");
        (await visitor.HistoryAsync()).ShouldBe(["Hello", "More"]);
    }

    [Fact]
    public async Task History_comes_in_pages_newest_first_and_oldest_first_within()
    {
        using var visitor = await desk.VisitorAsync();
        for (var i = 1; i <= 5; i++)
        {
            await visitor.SaysAsync($"m{i}");
        }

        var first = await visitor.GetAsync("messages?limit=2");
        Texts(first).ShouldBe(["m4", "m5"]);
        var second = await visitor.GetAsync($"messages?limit=2&before={first.GetProperty("next")}");
        Texts(second).ShouldBe(["m2", "m3"]);
        var third = await visitor.GetAsync($"messages?limit=2&before={second.GetProperty("next")}");
        Texts(third).ShouldBe(["m1"]);
        third.GetProperty("next").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task Where_a_chat_begins_stands_which_one_was_before_it()
    {
        using var visitor = await desk.VisitorAsync();
        using var other = await desk.VisitorAsync();
        var first = (await visitor.SaysAsync("m1")).GetProperty("ticket").GetInt64();
        await other.SaysAsync("somebody else's");
        (await visitor.PostAsync("end")).Dispose();
        await visitor.SaysAsync("m2", startNew: true);
        await visitor.SaysAsync("m3");

        (await visitor.GetAsync("messages?limit=1")).GetProperty("earlier").ValueKind.ShouldBe(JsonValueKind.Null);
        (await visitor.GetAsync("messages")).GetProperty("earlier").GetInt64().ShouldBe(first);
        var before = await visitor.GetAsync($"messages?ticket={first}");
        Texts(before).ShouldBe(["m1"]);
        before.GetProperty("earlier").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task A_message_carries_what_its_customer_may_know()
    {
        using var visitor = await desk.VisitorAsync();
        var ticket = (await visitor.SaysAsync("Hi", key: "mine")).GetProperty("ticket").GetInt64();
        await desk.Bo.RepliesAsync(ticket, "Good morning");

        var items = (await visitor.GetAsync("messages")).GetProperty("items");

        items[0].GetProperty("clientKey").GetString().ShouldBe("mine");
        items[0].GetProperty("author").GetProperty("type").GetString().ShouldBe("customer");
        items[1].GetProperty("author").GetProperty("name").GetString().ShouldBe("Bo");
        items[1].GetProperty("direction").GetString().ShouldBe("out");
        items[1].GetProperty("ticket").GetInt64().ShouldBe(ticket);
        items[1].TryGetProperty("clientKey", out _).ShouldBeFalse();
        items[1].GetProperty("deliveries")[0].GetProperty("state").GetString().ShouldBe("sent");
    }

    [Fact]
    public async Task A_chat_that_was_ended_takes_only_a_new_beginning()
    {
        using var visitor = await desk.VisitorAsync();
        var first = (await visitor.SaysAsync("Hello")).GetProperty("ticket").GetInt64();
        (await visitor.PostAsync("end")).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        using var refused = await visitor.TrySayAsync("And?");
        refused.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString().ShouldBe("ended");
        using var again = await desk.VisitorAsync(resume: visitor.Token);
        again.Welcome.GetProperty("locked").GetBoolean().ShouldBeTrue();

        var second = await visitor.SaysAsync("New question", startNew: true);
        second.GetProperty("ticket").GetInt64().ShouldBeGreaterThan(first);
        (await visitor.HistoryAsync()).ShouldBe(["New question"]);
        (await visitor.HistoryAsync($"?ticket={first}")).ShouldBe(["Hello"]);
    }

    [Fact]
    public async Task Reading_supersedes_the_mail()
    {
        using var visitor = await desk.VisitorAsync();
        var ticket = (await visitor.SaysAsync("Hello")).GetProperty("ticket").GetInt64();
        (await visitor.PostAsync("contact", new { email = "ana@example.com", name = "Ana" })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        var reply = await desk.Bo.RepliesAsync(ticket, "Hi Ana");
        (await DeliveriesAsync(reply.MessageId)).ShouldBe(["Chat Sent", "Email Queued"]);

        (await visitor.PostAsync("read", new { seq = reply.Seq })).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        (await DeliveriesAsync(reply.MessageId)).ShouldBe(["Chat Read", "Email Superseded"]);
        (await desk.ReadAsync(db => db.Customers.SingleAsync())).DisplayName.ShouldBe("Ana");
    }

    private static IEnumerable<string?> Texts(JsonElement page) => page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("text").GetString());

    private Task<List<string>> DeliveriesAsync(long messageId) => desk.ReadAsync(async db =>
        (await db.Deliveries.Where(delivery => delivery.MessageId == messageId).OrderBy(delivery => delivery.Id).ToListAsync()).ConvertAll(delivery => $"{delivery.Channel} {delivery.State}"));
}

public sealed class MessagesTestsOnSqlite() : MessagesTests(Databases.Sqlite);

public sealed class MessagesTestsOnPostgres() : MessagesTests(Databases.Postgres);
