using System.Text.Json.Nodes;
using HelpDesk.Tests.Support;

namespace HelpDesk.Tests.Web.Api;

/// <summary>Lists and cursors, on both databases.</summary>
public sealed class ListsApiTests
{
    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Pages_hold_everything_once_also_when_the_list_grows_meanwhile(string database)
    {
        await using var desk = await ApiDesk.StartAsync(database);
        var token = await desk.TokenAsync(agent: desk.Bo);
        for (var i = 0; i < 7; i++)
        {
            await desk.OpenAsync(token, $"customer{i}@example.com");
        }

        (await NumbersAsync(desk, token, "/api/v1/tickets?limit=3", () => desk.OpenAsync(token, "late@example.com")))
            .ShouldBe([1007, 1006, 1005, 1004, 1003, 1002, 1001]);
        (await WalkAsync(desk, token, "/api/v1/customers?limit=2")).Count.ShouldBe(8);
        (await WalkAsync(desk, token, "/api/v1/agents?limit=1")).Select(row => row["name"]!.GetValue<string>()).ShouldBe(["Bo", "Cy"]);
        (await WalkAsync(desk, token, "/api/v1/tickets/1001/messages?limit=1")).Select(row => row["seq"]!.GetValue<int>()).ShouldBe([1, 2]);
        (await desk.AskAsync("GET", "/api/v1/tickets?limit=200", token)).Json["next"].ShouldBeNull();
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task The_character_nul_is_refused_wherever_it_stands(string database)
    {
        await using var desk = await ApiDesk.StartAsync(database);
        var token = await desk.TokenAsync(agent: desk.Bo);
        await desk.OpenAsync(token);

        foreach (var url in new[] { "tickets?status=%00", "tickets?customer=a%00", "tickets?q=%00x", "tickets?tag=%00", "tickets?after=%00", "customers?q=%00", "customers?email=a%00@b.example" })
        {
            var answer = await desk.AskAsync("GET", "/api/v1/" + url, token);
            (answer.Status, answer.Code).ShouldBe((400, "bad_request"), url);
        }

        foreach (var body in new[] { """{"status":"a\u0000"}""", """{"assignee":"agt_\u0000"}""", """{"team":"\u0000"}""" })
        {
            (await desk.AskAsync("PATCH", "/api/v1/tickets/1001", token, body)).Status.ShouldBeInRange(400, 422, body);
        }
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Filters_are_combined(string database)
    {
        await using var desk = await ApiDesk.StartAsync(database);
        var token = await desk.TokenAsync(agent: desk.Bo);
        await desk.OpenAsync(token, "ana@example.com", "The printer is broken");
        await desk.OpenAsync(token, "ben@example.com", "My printer too", $",\"team\":\"{desk.Support.PublicId}\",\"assignee\":\"{desk.Bo.PublicId}\",\"tags\":[\"vip\"]");
        await desk.OpenAsync(token, "ana@example.com", "An invoice", ",\"tags\":[\"vip\"]");
        await desk.AskAsync("PATCH", "/api/v1/tickets/1003", token, """{"status":"solved"}""");
        var ana = (await desk.AskAsync("GET", "/api/v1/tickets/1001", token)).Json["customer"]!["id"]!.GetValue<string>();

        foreach (var (query, expected) in new (string Query, long[] Expected)[]
        {
            ("", [1003, 1002, 1001]),
            ("status=solved", [1003]),
            ("status=new,open", [1002, 1001]),
            ("status=unheard", []),
            ("category=new", [1001]),
            ("category=open,solved", [1003, 1002]),
            ($"assignee={desk.Bo.PublicId}", [1002]),
            ($"assignee={desk.Cy.PublicId}", []),
            ("assignee=none", [1003, 1001]),
            ($"team={desk.Support.PublicId}", [1002]),
            ("team=none", [1003, 1001]),
            ($"customer={ana}", [1003, 1001]),
            ("customer=1", []),
            ("tag=VIP", [1003, 1002]),
            ("tag=vip&assignee=none", [1003]),
            ("q=printer", [1002, 1001]),
            ("q=printer&customer=" + ana, [1001]),
            ("q=1001", [1001]),
            ("q=nothing", []),
            ("unknown=7", [1003, 1002, 1001]),
        })
        {
            (await NumbersAsync(desk, token, $"/api/v1/tickets?limit=1&{query}")).ShouldBe(expected, ignoreOrder: false, query);
        }
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Customers_are_found(string database)
    {
        await using var desk = await ApiDesk.StartAsync(database);
        var token = await desk.TokenAsync(agent: desk.Bo);
        await desk.OpenAsync(token, "ana@example.com");
        await desk.OpenAsync(token, "ben_b@other.example");
        var ben = (await desk.AskAsync("GET", "/api/v1/customers?email=BEN_B@other.example", token)).Json["items"]![0]!["id"]!.GetValue<string>();
        await desk.AskAsync("PATCH", $"/api/v1/customers/{ben}", token, """{"name":"Ben Müller","company":"Acme GmbH"}""");

        foreach (var (query, count) in new[]
        {
            ("", 2), ("email=ana@example.com", 1), ("email=nobody@example.com", 0), ("q=ben", 1), ("q=müll", 1), ("q=acme", 1), ("q=example", 2),
            ("q=%25", 0), ("q=n_b", 1), ("q=a_a", 0), ("q=zzz", 0), ("email=ana@example.com&q=ben", 0),
        })
        {
            (await WalkAsync(desk, token, $"/api/v1/customers?{query}")).Count.ShouldBe(count, query);
        }
    }

    [Theory]
    [InlineData("/tickets?limit=0", 422, "invalid")]
    [InlineData("/tickets?limit=201", 422, "invalid")]
    [InlineData("/tickets?limit=-1", 422, "invalid")]
    [InlineData("/tickets?limit=ten", 400, "bad_request")]
    [InlineData("/tickets?after=!!", 422, "cursor")]
    [InlineData("/tickets?after=Y3VzXzE", 422, "cursor")]
    [InlineData("/customers?after=MQ", 422, "cursor")]
    [InlineData("/agents?after=MQ", 422, "cursor")]
    [InlineData("/tickets?category=odd", 422, "invalid")]
    [InlineData("/customers?email=odd", 422, "invalid")]
    public async Task A_list_refuses_what_it_cannot_mean(string url, int status, string code)
    {
        await using var desk = await ApiDesk.StartAsync();

        var answer = await desk.AskAsync("GET", "/api/v1" + url, await desk.TokenAsync());

        answer.Status.ShouldBe(status, answer.Text);
        answer.Code.ShouldBe(code);
    }

    private static async Task<List<long>> NumbersAsync(ApiDesk desk, string token, string url, Func<Task>? between = null) =>
        [.. (await WalkAsync(desk, token, url, between)).Select(row => row["number"]!.GetValue<long>())];

    /// <summary>Follows the links until there is none, and finds them equal to <c>next</c>.</summary>
    private static async Task<List<JsonNode>> WalkAsync(ApiDesk desk, string token, string url, Func<Task>? between = null)
    {
        var found = new List<JsonNode>();
        for (var next = url; next is not null; await (between?.Invoke() ?? Task.CompletedTask))
        {
            var answer = await desk.AskAsync("GET", next, token);
            answer.Status.ShouldBe(200, answer.Text);
            found.AddRange(answer.Json["items"]!.AsArray().Select(row => row!.DeepClone()));
            next = answer.Headers.TryGetValue("Link", out var link) ? link[(link.IndexOf('<', StringComparison.Ordinal) + 1)..link.IndexOf('>', StringComparison.Ordinal)] : null;
            (next is null).ShouldBe(answer.Json["next"] is null);
            next?.ShouldContain($"after={answer.Json["next"]}");
        }

        return found;
    }
}
