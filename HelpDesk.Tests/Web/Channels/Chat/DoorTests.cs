using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using HelpDesk.Domain.Customers;
using HelpDesk.Domain.Work;
using HelpDesk.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Tests.Web.Channels.Chat;

/// <summary>Origins, limits and the shape of refusals.</summary>
public sealed class DoorTests
{
    private const string Shop = "https://shop.example";

    [Theory]
    [InlineData(Shop, true)]
    [InlineData("https://SHOP.example", true)]
    [InlineData("https://shop.example.evil.example", false)]
    [InlineData("http://shop.example", false)]
    [InlineData("null", false)]
    [InlineData(null, true)]
    public async Task Only_pages_that_the_inbox_names_may_use_it(string? origin, bool may)
    {
        await using var desk = await ChatDesk.StartAsync(widget: new WidgetSettings { AllowedOrigins = [Shop] });
        using var visitor = await desk.VisitorAsync();
        foreach (var (method, path) in new[] { ("GET", "inboxes/web"), ("POST", "inboxes/web/visitors"), ("GET", "messages"), ("GET", "events?wait=0") })
        {
            using var answer = await CallAsync(desk, method, path, visitor.Token, origin);
            ((int)answer.StatusCode < 300).ShouldBe(may, $"{method} {path}: {answer.StatusCode}");
            answer.Headers.Contains("Access-Control-Allow-Credentials").ShouldBeFalse();
            answer.Headers.Vary.ShouldContain("Origin");
            (await answer.Content.ReadAsStringAsync()).Contains("\"code\":\"origin\"", StringComparison.Ordinal).ShouldBe(!may);
        }

        using var preflight = await CallAsync(desk, "OPTIONS", "messages", null, origin);
        preflight.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        preflight.Headers.Contains("Access-Control-Allow-Origin").ShouldBe(may && origin is not null);
    }

    [Fact]
    public async Task An_inbox_without_a_list_admits_every_page()
    {
        await using var desk = await ChatDesk.StartAsync();

        using var answer = await CallAsync(desk, "GET", "inboxes/web", null, "https://anywhere.example");

        answer.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe(["https://anywhere.example"]);
        using var again = new HttpRequestMessage(HttpMethod.Get, desk.App.Url + "/w/v1/inboxes/web");
        again.Headers.IfNoneMatch.Add(answer.Headers.ETag!);
        using var http = new HttpClient();
        using var unchanged = await http.SendAsync(again);
        unchanged.StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    [Fact]
    public async Task A_visitor_leaves_few_addresses_and_not_too_fast()
    {
        await using var desk = await ChatDesk.StartAsync();
        using var visitor = await desk.VisitorAsync();
        await visitor.SaysAsync("Hello");
        for (var i = 0; i < 6; i++)
        {
            using var taken = await visitor.PostAsync("contact", new { email = $"a{i}@example.com" });
            taken.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        }

        using var fast = await visitor.PostAsync("contact", new { email = "a6@example.com" });
        fast.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        fast.Headers.RetryAfter.ShouldNotBeNull();
        (await desk.ReadAsync(db => db.CustomerIdentities.Where(row => row.Type == IdentityType.Email).OrderBy(row => row.Id).Select(row => row.Value).ToListAsync()))
            .ShouldBe(["a1@example.com", "a2@example.com", "a3@example.com", "a4@example.com", "a5@example.com"]);
    }

    [Fact]
    public async Task What_an_inbox_does_not_offer_is_not_taken_and_what_it_speaks_is_spoken()
    {
        var widget = new WidgetSettings { Languages = ["fr", "es"], Offers = new WidgetOffers { Email = false, Ending = false, Rating = false, Transcript = false } };
        await using var desk = await ChatDesk.StartAsync(widget: widget);
        using var visitor = await desk.VisitorAsync(locale: "en-GB");
        await visitor.SaysAsync("Hello");

        await RefusedAsync(visitor.PostAsync("contact", new { email = "ana@example.com" }), HttpStatusCode.Forbidden, "not_offered");
        await RefusedAsync(visitor.PostAsync("end"), HttpStatusCode.Forbidden, "not_offered");
        await RefusedAsync(visitor.PostAsync("csat", new { rating = 5 }), HttpStatusCode.Forbidden, "not_offered");
        await RefusedAsync(visitor.PostAsync("transcript", new { email = "ana@example.com" }), HttpStatusCode.Forbidden, "not_offered");
        (await desk.ReadAsync(db => db.Customers.Select(row => row.Language).SingleAsync())).ShouldBe("fr");
        (await visitor.GetAsync("inboxes/web?locale=es-MX")).GetProperty("language").GetString().ShouldBe("es");
    }

    [Fact]
    public async Task Whoever_sends_too_much_is_told_when_to_come_again()
    {
        var app = new TestApp { Settings = { ["Limits:VisitorMessagesPerMinute"] = "3", ["Limits:VisitorsPerAddressPerMinute"] = "2" } };
        await using var desk = await ChatDesk.StartAsync(app);
        using var ana = await desk.VisitorAsync();
        using var eve = await desk.VisitorAsync();

        for (var i = 0; i < 3; i++)
        {
            await ana.SaysAsync($"m{i}");
        }

        await RefusedAsync(ana.TrySayAsync("m3"), HttpStatusCode.TooManyRequests, "rate", retryAfter: true);
        await eve.SaysAsync("Others go on");
        await RefusedAsync(CallAsync(desk, "POST", "inboxes/web/visitors", null, null), HttpStatusCode.TooManyRequests, "rate", retryAfter: true);
        (await desk.VisitorAsync(resume: ana.Token)).Dispose();
        (await ana.PostAsync("typing")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await RefusedAsync(ana.PostAsync("typing"), HttpStatusCode.TooManyRequests, "rate", retryAfter: true);
    }

    [Fact]
    public async Task Only_a_trusted_proxy_says_who_calls()
    {
        var app = new TestApp { Settings = { ["Limits:VisitorsPerAddressPerMinute"] = "1" } };
        await using var desk = await ChatDesk.StartAsync(app);
        (await ArriveAsync(desk, "203.0.113.1")).ShouldBe(HttpStatusCode.Created);
        (await ArriveAsync(desk, "203.0.113.2")).ShouldBe(HttpStatusCode.TooManyRequests);

        var behind = new TestApp { Settings = { ["Limits:VisitorsPerAddressPerMinute"] = "1", ["Proxies:Trusted:0"] = "127.0.0.0/8" } };
        await using var other = await ChatDesk.StartAsync(behind);
        (await ArriveAsync(other, "203.0.113.1")).ShouldBe(HttpStatusCode.Created);
        (await ArriveAsync(other, "203.0.113.2")).ShouldBe(HttpStatusCode.Created);
        (await ArriveAsync(other, "203.0.113.1")).ShouldBe(HttpStatusCode.TooManyRequests);
        (await ArriveAsync(other, "2001:db8:0:1::1")).ShouldBe(HttpStatusCode.Created);
        (await ArriveAsync(other, "2001:db8:0:1:ffff::2")).ShouldBe(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task What_cannot_be_taken_is_refused_with_a_reason()
    {
        var app = new TestApp { Settings = { ["Limits:VisitorText"] = "100" } };
        await using var desk = await ChatDesk.StartAsync(app);
        using var visitor = await desk.VisitorAsync();

        await RefusedAsync(visitor.TrySayAsync("  \n "), HttpStatusCode.UnprocessableEntity, "empty");
        await RefusedAsync(visitor.TrySayAsync(new string('x', 101)), HttpStatusCode.UnprocessableEntity, "too_long");
        await RefusedAsync(visitor.TrySayAsync(new string('x', 300_000)), HttpStatusCode.RequestEntityTooLarge, "too_large");
        await RefusedAsync(visitor.TrySayAsync("x", attachments: [.. Enumerable.Repeat("att_a", 11)]), HttpStatusCode.UnprocessableEntity, "too_many");
        await RefusedAsync(visitor.SendAsync(new { text = "no key" }, ""), HttpStatusCode.UnprocessableEntity, "idempotency");
        await visitor.SaysAsync("Hello");
        await RefusedAsync(visitor.PostAsync("contact", new { email = "no address" }), HttpStatusCode.UnprocessableEntity, "email");
        await RefusedAsync(CallAsync(desk, "POST", "messages", visitor.Token, null, "{not json"), HttpStatusCode.BadRequest, "bad_request");
        await RefusedAsync(CallAsync(desk, "POST", "files", visitor.Token, null), HttpStatusCode.UnsupportedMediaType, "media_type");
        await RefusedAsync(CallAsync(desk, "GET", "inboxes/none", null, null), HttpStatusCode.NotFound, "not_found");
    }

    [Theory]
    [InlineData("forms/1")]
    [InlineData("csat")]
    [InlineData("transcript")]
    public async Task What_comes_later_is_not_there_yet(string path)
    {
        await using var desk = await ChatDesk.StartAsync();
        using var visitor = await desk.VisitorAsync();

        await RefusedAsync(visitor.PostAsync(path), HttpStatusCode.NotFound, "not_found");
    }

    private static async Task<HttpStatusCode> ArriveAsync(ChatDesk desk, string from)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Add("X-Forwarded-For", from);
        using var answer = await http.PostAsJsonAsync(desk.App.Url + "/w/v1/inboxes/web/visitors", new { });
        return answer.StatusCode;
    }

    private static async Task<HttpResponseMessage> CallAsync(ChatDesk desk, string method, string path, string? token, string? origin, string body = "{}")
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(new HttpMethod(method), $"{desk.App.Url}/w/v1/{path}");
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        if (method == "POST")
        {
            request.Headers.Add("Idempotency-Key", "k");
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        return await http.SendAsync(request);
    }

    private static async Task RefusedAsync(Task<HttpResponseMessage> call, HttpStatusCode status, string code, bool retryAfter = false)
    {
        using var answer = await call;
        var text = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(status, text);
        answer.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json");
        text.ShouldContain($"\"code\":\"{code}\"");
        (answer.Headers.RetryAfter?.Delta >= TimeSpan.FromSeconds(1)).ShouldBe(retryAfter);
    }
}
