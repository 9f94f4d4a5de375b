using System.Net;
using System.Text;
using HelpDesk.Domain.Agents;
using HelpDesk.Tests.Support;
using HelpDesk.Web.Actions.Chats;
using HelpDesk.Web.Actions.Customers;
using HelpDesk.Web.Channels.Chat;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Tests.Web.Channels.Chat;

/// <summary>What a page says of its visitor: kept as claimed, and within limits.</summary>
public sealed class FactsTests : IAsyncLifetime
{
    private ChatDesk desk = null!;
    private ChatVisitor ana = null!;

    public async Task InitializeAsync()
    {
        desk = await ChatDesk.StartAsync();
        ana = await desk.VisitorAsync();
    }

    public async Task DisposeAsync()
    {
        ana.Dispose();
        await desk.DisposeAsync();
    }

    [Fact]
    public async Task It_never_takes_the_place_of_what_an_agent_wrote()
    {
        await ana.SaysAsync("Hello");
        var id = await desk.ReadAsync(db => db.Customers.Select(row => row.Id).SingleAsync());
        await desk.App.Get<SetAttribute>().RunAsync(Actor.System, id, "plan", "free", CancellationToken.None);

        await TellsAsync(new { attributes = new { plan = "pro", seats = 4, beta = true }, ticketAttributes = new { order = "A-1" }, tags = new[] { "VIP", "order" } });
        await TellsAsync(new { attributes = new { seats = (int?)null, plan = "gold" }, tags = new[] { "vip" } });

        var customer = await desk.ReadAsync(db => db.Customers.SingleAsync());
        customer.Attributes.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => $"{entry.Key}={entry.Value}")
            .ShouldBe(["page.beta=true", "page.plan=gold", "plan=free"]);
        var ticket = await desk.ReadAsync(db => db.Tickets.Include(row => row.Tags).SingleAsync());
        ticket.Attributes.ShouldBe(new Dictionary<string, string> { ["page.order"] = "A-1" });
        ticket.Tags.Select(tag => tag.Name).ShouldBe(["vip", "order"], ignoreOrder: true);
        await Should.ThrowAsync<HelpDesk.Domain.RuleException>(() => desk.App.Get<SetAttribute>().RunAsync(Actor.System, id, "page.plan", "mine", CancellationToken.None));
    }

    [Theory]
    [InlineData("attributes", """{"attributes":{"page.x":"1"}}""", "invalid")]
    [InlineData("attributes", """{"attributes":{"1st":"1"}}""", "invalid")]
    [InlineData("attributes", """{"attributes":{"__proto__":"1"}}""", "invalid")]
    [InlineData("attributes", """{"attributes":{"a":{"b":1}}}""", "invalid")]
    [InlineData("attributes", """{"ticketAttributes":{"a":["b"]}}""", "invalid")]
    [InlineData("attributes", """{"tags":["1","2","3","4","5","6","7","8","9","10","11"]}""", "too_many")]
    [InlineData("track", """{"name":" "}""", "empty")]
    [InlineData("track", """{"name":"bought","props":{"a":{}}}""", "invalid")]
    public async Task What_cannot_be_taken_is_refused(string path, string body, string code)
    {
        await ana.SaysAsync("Hello");

        await RefusedAsync(path, System.Text.Json.JsonDocument.Parse(body).RootElement, HttpStatusCode.UnprocessableEntity, code);
    }

    [Theory]
    [InlineData("attributes", """{"attributes":{"plan":"a\ud83d"}}""", HttpStatusCode.NoContent)]
    [InlineData("attributes", """{"attributes":{"\ud83d":"a"}}""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("attributes", """{"tags":["\udc00"]}""", HttpStatusCode.NoContent)]
    [InlineData("track", """{"name":"bought\ud83d","props":{"a":"\ud83d\ud83d\ude00"}}""", HttpStatusCode.NoContent)]
    [InlineData("inboxes/web/visitors", """{"page":{"url":"https://shop.example/\ud83d","title":"\udc00"}}""", HttpStatusCode.Created)]
    [InlineData("inboxes/web/visitors", """{"page":{"\ud83d":1},"locale":"\ud83d"}""", HttpStatusCode.Created)]
    [InlineData("contact", """{"email":"ana@example.com","name":"Ana\ud83d"}""", HttpStatusCode.NoContent)]
    public async Task Half_a_character_costs_nobody_the_rest(string path, string body, HttpStatusCode expected)
    {
        await ana.SaysAsync("Hello");

        using var answer = await ana.PostRawAsync(path, body);

        answer.StatusCode.ShouldBe(expected, await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData(@"{""a"":""x\ud83d\ude00 y""}", @"{""a"":""x\ud83d\ude00 y""}")]
    [InlineData(@"{""a"":""x\ud83d""}", @"{""a"":""x\ufffd""}")]
    [InlineData(@"{""a"":""\ude00\ud83d\ud83d\ude00""}", @"{""a"":""\ufffd\ufffd\ud83d\ude00""}")]
    [InlineData(@"{""a"":""\\ud83d \""\n\u00e9""}", @"{""a"":""\\ud83d \""\n\u00e9""}")]
    [InlineData(@"""\ud83d\u", @"""\ufffd\u")]
    [InlineData(@"""\", @"""\")]
    public void Only_halves_are_replaced(string json, string mended) =>
        Encoding.UTF8.GetString(JsonText.Mended(Encoding.UTF8.GetBytes(json))).ShouldBe(mended);

    [Fact]
    public async Task It_has_limits()
    {
        await RefusedAsync("attributes", new { attributes = new { plan = "pro" } }, HttpStatusCode.NotFound, "not_found");
        await ana.SaysAsync("Hello");
        await RefusedAsync("attributes", new { attributes = new { plan = new string('x', 201) } }, HttpStatusCode.UnprocessableEntity, "too_long");
        await RefusedAsync("attributes", new { attributes = Many("a", 31) }, HttpStatusCode.UnprocessableEntity, "too_many");
        await TellsAsync(new { attributes = Many("a", 30) });
        await RefusedAsync("attributes", new { attributes = Many("b", 1) }, HttpStatusCode.UnprocessableEntity, "too_many");
        await RefusedAsync("track", new { name = "bought", props = Many("a", 21) }, HttpStatusCode.UnprocessableEntity, "too_many");
    }

    [Fact]
    public async Task The_newest_events_are_kept_and_too_many_at_once_are_refused()
    {
        await ana.SaysAsync("Hello");
        using var taken = await ana.PostAsync("track", new { name = "Added to cart", props = new { sku = "L-7", price = 12.5 } });
        taken.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        var kept = await desk.ReadAsync(db => db.CustomerEvents.SingleAsync());
        (kept.Type, kept.Data).ShouldBe(("Added to cart", """{"sku":"L-7","price":"12.5"}"""));

        var number = await desk.ReadAsync(db => db.Tickets.Select(row => row.Number).SingleAsync());
        var (key, inbox) = await desk.ReadAsync(async db => (await db.VisitorAccesses.Select(row => row.VisitorKey).SingleAsync(), await db.Inboxes.Select(row => row.Id).SingleAsync()));
        for (var i = 0; i < TrackEvent.MostKept; i++)
        {
            await desk.App.Get<TrackEvent>().RunAsync(new Visitor(key, inbox, null), number, $"e{i}", "{}", CancellationToken.None);
        }

        var names = await desk.ReadAsync(db => db.CustomerEvents.OrderBy(row => row.Id).Select(row => row.Type).ToListAsync());
        (names.Count, names[0]).ShouldBe((TrackEvent.MostKept, "e0"));
        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 60; i++)
        {
            using var answer = await ana.PostAsync("track", new { name = "x" });
            answers.Add(answer.StatusCode);
        }

        answers.ShouldContain(HttpStatusCode.TooManyRequests);
    }

    private static Dictionary<string, string> Many(string prefix, int count) => Enumerable.Range(0, count).ToDictionary(i => $"{prefix}{i}", i => $"{i}");

    private async Task TellsAsync(object facts)
    {
        using var answer = await ana.PostAsync("attributes", facts);
        answer.StatusCode.ShouldBe(HttpStatusCode.NoContent, await answer.Content.ReadAsStringAsync());
    }

    private async Task RefusedAsync(string path, object body, HttpStatusCode status, string code)
    {
        using var answer = await ana.PostAsync(path, body);
        var text = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(status, text);
        text.ShouldContain($"\"code\":\"{code}\"");
    }
}
