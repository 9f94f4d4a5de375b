using System.Net;
using System.Text.Json;
using HelpDesk.Tests.Support;

namespace HelpDesk.Tests.Web.Access;

public sealed class HeaderTests : IAsyncLifetime
{
    private readonly TestApp app = new TestApp().Start();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public async Task Pages_run_their_own_scripts_only_and_stand_in_no_frame()
    {
        using var client = app.Anonymous();
        using var answer = await client.GetAsync(new Uri("/sign-in", UriKind.Relative));
        var policy = string.Join("; ", answer.Headers.GetValues("Content-Security-Policy"));
        policy.ShouldContain("frame-ancestors 'none'");
        var scripts = policy.Split(';').Single(part => part.TrimStart().StartsWith("script-src", StringComparison.Ordinal));
        scripts.ShouldNotContain("unsafe");
        var nonce = scripts.Split('\'').Single(part => part.StartsWith("nonce-", StringComparison.Ordinal))[6..];
        (await answer.Content.ReadAsStringAsync()).ShouldContain($"nonce=\"{WebUtility.HtmlEncode(nonce)}\"");
        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        answer.Headers.GetValues("Referrer-Policy").ShouldBe(["same-origin"]);
        answer.Headers.Contains("Cross-Origin-Opener-Policy").ShouldBeTrue();
        answer.Headers.Contains("Strict-Transport-Security").ShouldBeFalse("over plain http it means nothing");
    }

    [Fact]
    public async Task What_an_agent_sees_is_kept_nowhere()
    {
        using var client = await app.SignedInAsync(await app.AddAgentAsync("Ann"));
        using var answer = await client.GetAsync(new Uri("/me", UriKind.Relative));
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
    }

    [Theory]
    [InlineData("https://evil.example", false)]
    [InlineData("null", false)]
    [InlineData("own", true)]
    [InlineData(null, true)]
    public async Task A_circuit_opens_for_our_own_pages_only(string? origin, bool opens)
    {
        using var client = await app.SignedInAsync(await app.AddAgentAsync("Ann"));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1");
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin == "own" ? app.Url : origin);
        }

        using var answer = await client.SendAsync(request);
        answer.StatusCode.ShouldBe(opens ? HttpStatusCode.OK : HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Who_calls_is_not_believed_of_a_stranger()
    {
        using var client = app.Anonymous();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/sign-in");
        request.Headers.Add("X-Forwarded-Proto", "https");
        using var answer = await client.SendAsync(request);
        answer.Headers.Contains("Strict-Transport-Security").ShouldBeFalse();
    }

    [Fact]
    public async Task Over_https_the_cookie_belongs_to_this_host_alone()
    {
        await using var behind = new TestApp { Settings = { ["Proxies:Trusted:0"] = "127.0.0.1" } }.Start();
        var ann = await behind.AddAgentAsync("Ann");
        using var client = behind.Anonymous();
        client.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        using var answer = await client.PostFormAsync("/sign-in", new() { ["email"] = ann.Email, ["password"] = Colleague.Password });
        var cookie = answer.Headers.GetValues("Set-Cookie").Single(value => value.StartsWith("__Host-helpdesk=", StringComparison.Ordinal));
        cookie.ShouldContain("secure", Case.Insensitive);
        cookie.ShouldNotContain("domain", Case.Insensitive);
        answer.Headers.Contains("Strict-Transport-Security").ShouldBeTrue();
    }

    [Fact]
    public async Task Ready_says_what_it_looked_at()
    {
        using var client = app.Anonymous();
        using var answer = await client.GetAsync(new Uri("/healthz/ready", UriKind.Relative));
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/health+json");
        var report = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        report.GetProperty("status").GetString().ShouldBe("pass");
        report.GetProperty("checks").GetProperty("database:write").GetProperty("status").GetString().ShouldBe("pass");
    }
}
