using HelpDesk.Domain.Agents;
using HelpDesk.Tests.Support;
using HelpDesk.Web.Api;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Tests.Web.Api;

/// <summary>Who may do what: every scope against every endpoint, and every way of having no right at all.</summary>
public sealed class AccessApiTests
{
    private static readonly (string Method, string Url, Permission Needed)[] Endpoints =
    [
        ("GET", "/tickets", Permission.ReadTickets),
        ("POST", "/tickets", Permission.WriteTickets),
        ("GET", "/tickets/1001", Permission.ReadTickets),
        ("PATCH", "/tickets/1001", Permission.WriteTickets),
        ("GET", "/tickets/1001/messages", Permission.ReadTickets),
        ("POST", "/tickets/1001/messages", Permission.WriteTickets),
        ("GET", "/attachments/att_x", Permission.ReadTickets),
        ("GET", "/customers", Permission.ReadCustomers),
        ("GET", "/customers/cus_x", Permission.ReadCustomers),
        ("PATCH", "/customers/cus_x", Permission.WriteCustomers),
        ("GET", "/agents", Permission.ReadAgents),
        ("GET", "/kpis/now", Permission.ReadKpis),
        ("POST", "/mail/inbound", Permission.WriteMail),
    ];

    [Fact]
    public async Task Each_endpoint_wants_its_own_scope_and_no_other()
    {
        await using var desk = await ApiDesk.StartAsync();
        foreach (var scope in Scopes.All.Values)
        {
            var token = await desk.TokenAsync(scope);
            foreach (var (method, url, needed) in Endpoints)
            {
                var answer = await desk.AskAsync(method, "/api/v1" + url, token, method == "GET" ? null : "{}");
                (answer.Status is not (401 or 403)).ShouldBe(scope == needed, $"{scope} {method} {url}: {answer.Status}");
                if (scope != needed)
                {
                    answer.Text.ShouldContain($"This needs the scope {Scopes.Of(needed)}.");
                }
            }
        }
    }

    [Fact]
    public async Task The_matrix_knows_every_endpoint_and_each_names_its_scope()
    {
        await using var desk = await ApiDesk.StartAsync();
        var mapped = desk.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText?.StartsWith("/api/v1", StringComparison.Ordinal) == true)
            .ToList();

        mapped.ShouldAllBe(endpoint => endpoint.Metadata.GetMetadata<IAuthorizeData>() != null || endpoint.Metadata.GetMetadata<AuthorizationPolicy>() != null);
        mapped.ShouldAllBe(endpoint => endpoint.Metadata.GetMetadata<IAllowAnonymous>() == null);
        mapped.Where(endpoint => endpoint.Metadata.GetMetadata<NeededScope>() is null)
            .Select(endpoint => endpoint.RoutePattern.RawText).ShouldBe(["/api/v1/{**rest}"]);
        mapped.Count(endpoint => endpoint.Metadata.GetMetadata<NeededScope>() is not null).ShouldBe(Endpoints.Length);
    }

    [Fact]
    public async Task Without_a_valid_token_nothing_is_said()
    {
        await using var desk = await ApiDesk.StartAsync();
        var token = await desk.TokenAsync();
        await desk.OpenAsync(token);
        var revoked = await desk.TokenAsync();
        await desk.WriteAsync(async db =>
        {
            var hash = Tokens.Hash(revoked);
            (await db.ApiTokens.SingleAsync(row => row.Hash == hash)).Revoke(desk.Clock.GetUtcNow());
            return true;
        });

        foreach (var bad in new[] { null, "", "x", token[..^1], token + "a", token.ToUpperInvariant(), Tokens.New(), revoked, Tokens.Hash(token) })
        {
            foreach (var url in new[] { "/api/v1/tickets/1001", "/api/v1/nothing", "/api/v1" })
            {
                var answer = await desk.AskAsync("GET", url, bad);
                answer.Status.ShouldBe(401, $"{bad} {url}");
                answer.Code.ShouldBe("unauthorized");
                answer.Headers["WWW-Authenticate"].ShouldStartWith("Bearer");
            }
        }

        (await desk.AskAsync("GET", "/api/v1/tickets?access_token=" + token, null)).Status.ShouldBe(401);
        (await desk.AskAsync("GET", "/api/v1/tickets", null, null, ("Cookie", $"helpdesk={token}"))).Status.ShouldBe(401);
    }

    [Fact]
    public async Task A_token_is_never_more_than_its_agent()
    {
        await using var desk = await ApiDesk.StartAsync();
        var token = await desk.TokenAsync(Permission.Administrator, desk.Cy);
        await desk.OpenAsync(token);
        (await desk.AskAsync("PATCH", "/api/v1/tickets/1001", token, """{"priority":"low"}""")).Status.ShouldBe(200);

        await desk.WriteAsync(async db => (await db.Agents.SingleAsync(row => row.Id == desk.Cy.Id)).SetActive(false, desk.Clock.GetUtcNow()));

        (await desk.AskAsync("GET", "/api/v1/tickets/1001", token)).Status.ShouldBe(401);
    }

    [Fact]
    public async Task The_time_of_last_use_is_kept_to_the_minute()
    {
        await using var desk = await ApiDesk.StartAsync();
        var token = await desk.TokenAsync();
        var first = desk.Clock.GetUtcNow();

        await desk.AskAsync("GET", "/api/v1/agents", token);
        await Eventually.BeTrueAsync(async () => await UsedAsync(desk) == first, "the first use");
        desk.Clock.Advance(TimeSpan.FromSeconds(59));
        await desk.AskAsync("GET", "/api/v1/agents", token);
        desk.Clock.Advance(TimeSpan.FromSeconds(1));
        await desk.AskAsync("GET", "/api/v1/agents", token);
        await Eventually.BeTrueAsync(async () => await UsedAsync(desk) != first, "a use a minute later");
        (await UsedAsync(desk)).ShouldBe(first.AddMinutes(1));
    }

    [Fact]
    public async Task To_note_that_a_token_was_used_holds_no_request_up()
    {
        await using var desk = await ApiDesk.StartAsync();
        var token = await desk.TokenAsync();
        var release = new TaskCompletionSource<bool>();
        var busy = desk.WriteAsync(_ => release.Task);

        var answer = await desk.AskAsync("GET", "/api/v1/agents", token).WaitAsync(TimeSpan.FromSeconds(10));

        answer.Status.ShouldBe(200);
        release.SetResult(true);
        await busy;
        await Eventually.BeTrueAsync(async () => await UsedAsync(desk) is not null, "noted afterwards");
    }

    [Fact]
    public async Task Too_many_requests_wait_for_the_next_minute_each_token_for_itself()
    {
        await using var desk = await ApiDesk.StartAsync(settings: ("Limits:ApiRequestsPerMinute", "3"));
        var token = await desk.TokenAsync();
        for (var left = 2; left >= 0; left--)
        {
            var answer = await desk.AskAsync("GET", "/api/v1/agents", token);
            answer.Status.ShouldBe(200);
            answer.Headers["RateLimit"].ShouldBe($"\"token\";r={left};t=60");
            answer.Headers["RateLimit-Policy"].ShouldBe("\"token\";q=3;w=60");
        }

        desk.Clock.Advance(TimeSpan.FromSeconds(20));
        var refused = await desk.AskAsync("GET", "/api/v1/agents", token);
        refused.Status.ShouldBe(429);
        refused.Code.ShouldBe("rate");
        refused.Headers["Retry-After"].ShouldBe("40");
        (await desk.AskAsync("GET", "/api/v1/agents", await desk.TokenAsync())).Status.ShouldBe(200);

        desk.Clock.Advance(TimeSpan.FromSeconds(40));
        (await desk.AskAsync("GET", "/api/v1/agents", token)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_clock_that_is_set_back_refuses_no_request()
    {
        await using var desk = await ApiDesk.StartAsync(settings: ("Limits:ApiRequestsPerMinute", "1"));
        var token = await desk.TokenAsync();
        (await desk.AskAsync("GET", "/api/v1/agents", token)).Status.ShouldBe(200);

        desk.Clock.Advance(TimeSpan.FromHours(-1));
        desk.Clock.Advance(TimeSpan.FromMinutes(1));

        (await desk.AskAsync("GET", "/api/v1/agents", token)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Answers_are_for_the_client_alone()
    {
        await using var desk = await ApiDesk.StartAsync();
        var answer = await desk.AskAsync("GET", "/api/v1/agents", await desk.TokenAsync(), null, ("Origin", "https://evil.example"));

        answer.Headers["Cache-Control"].ShouldContain("no-store");
        answer.Headers.Keys.ShouldNotContain(name => name.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase) || name == "Set-Cookie");
        (await desk.AskAsync("OPTIONS", "/api/v1/agents", null, null, ("Origin", "https://evil.example"), ("Access-Control-Request-Method", "GET")))
            .Headers.Keys.ShouldNotContain(name => name.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase));
    }

    private static Task<DateTimeOffset?> UsedAsync(ApiDesk desk) => desk.ReadAsync(db => db.ApiTokens.Select(row => row.LastUsedAt).SingleAsync());
}
