using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using HelpDesk.Domain.Agents;
using HelpDesk.Tests.Support;
using HelpDesk.Web.Actions.Identity;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Tests.Web.Channels.Chat;

/// <summary>Whatever is wrong with an identity token, its bearer is an anonymous visitor and is told why.</summary>
public sealed class IdentityTokenTests : IAsyncLifetime
{
    private ChatDesk desk = null!;
    private Site site = null!;
    private long anasTicket;

    public async Task InitializeAsync()
    {
        var app = new TestApp { Settings = { ["Limits:VisitorsPerAddressPerMinute"] = "1000", ["Limits:VisitorsPerInboxPerMinute"] = "1000" } };
        desk = await ChatDesk.StartAsync(app);
        site = await desk.SiteAsync();
        using var ana = await desk.VisitorAsync(identity: site.Signs("u1"));
        anasTicket = (await ana.SaysAsync("Ana's question")).GetProperty("ticket").GetInt64();
    }

    public async Task DisposeAsync() => await desk.DisposeAsync();

    [Fact]
    public async Task What_is_wrong_is_refused()
    {
        await desk.WriteAsync(db => Task.FromResult(db.Inboxes.Add(ChatDesk.Inbox("shop"))));
        var other = await desk.SiteAsync("shop");
        var revoked = await desk.SiteAsync();
        var revokedId = await desk.ReadAsync(db => db.IdentityKeys.Where(key => key.KeyId == revoked.Key.KeyId).Select(key => key.Id).SingleAsync());
        await desk.App.Get<RevokeIdentityKey>().RunAsync(Actor.System, revokedId, CancellationToken.None);
        var (good, header) = (site.Signs("u1"), $$"""{"alg":"HS256","kid":"{{site.Key.KeyId}}"}""");
        var (head, claims) = (good.Split('.')[0], good.Split('.')[1]);
        var wrong = new (string Code, string Token)[]
        {
            ("signature", site.Signs(site.Claims("u1"), secret: "forged")),
            ("signature", site.Signs(site.Claims("u1"), secret: "")),
            ("signature", $"{head}.{claims}."),
            ("signature", $"{head}.{site.Signs("u2").Split('.')[1]}.{good.Split('.')[2]}"),
            ("algorithm", $"{Site.Encode($$"""{"alg":"none","kid":"{{site.Key.KeyId}}"}""")}.{claims}."),
            ("algorithm", site.Signs(site.Claims("u1"), alg: "none")),
            ("algorithm", site.Signs(site.Claims("u1"), alg: "HS512")),
            ("algorithm", site.Signs(site.Claims("u1"), alg: "RS256")),
            ("algorithm", site.Signs(site.Claims("u1"), alg: "hs256")),
            ("algorithm", site.SignsRaw($$"""{"alg":"HS256","kid":"{{site.Key.KeyId}}","crit":["b64"],"b64":false}""", JsonSerializer.Serialize(site.Claims("u1")))),
            ("key", site.Signs(site.Claims("u1"), kid: "k-unknown")),
            ("key", site.SignsRaw("""{"alg":"HS256"}""", JsonSerializer.Serialize(site.Claims("u1")))),
            ("key", site.Signs(site.Claims("u1"), kid: other.Key.KeyId, secret: other.Key.Secret)),
            ("signature", site.Signs(site.Claims("u1"), secret: other.Key.Secret)),
            ("key", revoked.Signs("u1")),
            ("audience", Changed("aud", "shop")),
            ("audience", Changed("aud", null)),
            ("audience", Changed("aud", new[] { "a", "b" })),
            ("expired", Timed(iat: -1_000, exp: -61)),
            ("lifetime", Timed(iat: 0, exp: 3_601)),
            ("lifetime", Changed("exp", null, drop: true)),
            ("issued", Timed(iat: 120, exp: 600)),
            ("issued", Changed("iat", null, drop: true)),
            ("issued", Changed("nbf", Now() + 300)),
            ("malformed", Changed("exp", "tomorrow")),
            ("malformed", Changed("exp", 1e30)),
            ("malformed", Changed("iat", -1)),
            ("subject", Changed("sub", "")),
            ("subject", Changed("sub", 42)),
            ("subject", Changed("sub", " u1")),
            ("subject", Changed("sub", "u1\u0000")),
            ("subject", Changed("sub", new string('x', 201))),
            ("malformed", site.SignsRaw(header, """{"sub":"\ud800","aud":"web","iat":0,"exp":1}""".Replace(":0,", $":{Now()},", StringComparison.Ordinal).Replace(":1}", $":{Now() + 60}}}", StringComparison.Ordinal))),
            ("malformed", site.SignsRaw(header, $$"""{"sub":"u2","sub":"u1","aud":"web","iat":{{Now()}},"exp":{{Now() + 60}}}""")),
            ("malformed", site.SignsRaw($$"""{"alg":"none","alg":"HS256","kid":"{{site.Key.KeyId}}"}""", JsonSerializer.Serialize(site.Claims("u1")))),
            ("malformed", site.SignsRaw(header, "[]")),
            ("malformed", site.SignsRaw(header, "not json")),
            ("malformed", site.SignsRaw(header, new string('[', 100))),
            ("malformed", "nothing"),
            ("malformed", "a.b"),
            ("malformed", "!!.??.--"),
            ("malformed", good + "=="),
            ("malformed", good + ".x"),
            ("malformed", "é.é.é"),
            ("too_long", good + new string('A', 4_000)),
        };

        foreach (var (code, token) in wrong)
        {
            using var visitor = await desk.VisitorAsync(identity: token);
            var answer = visitor.Welcome.GetProperty("identity");
            (answer.GetProperty("accepted").GetBoolean(), answer.GetProperty("code").GetString()).ShouldBe((false, code), token);
            visitor.Welcome.GetProperty("ticket").ValueKind.ShouldBe(JsonValueKind.Null, token);
            using var foreign = await visitor.TryGetAsync($"messages?ticket={anasTicket}");
            foreign.StatusCode.ShouldBe(HttpStatusCode.NotFound, token);
        }
    }

    [Fact]
    public async Task What_is_right_is_accepted()
    {
        var fine = new[]
        {
            site.Signs("u1"), Changed("aud", new[] { "other", "web" }), Timed(iat: -3_600, exp: 0), Timed(iat: 50, exp: 3_650), Changed("email", "no address"),
        };
        foreach (var token in fine)
        {
            using var visitor = await desk.VisitorAsync(identity: token);
            visitor.Welcome.GetProperty("identity").GetProperty("accepted").GetBoolean().ShouldBeTrue(token);
            (await visitor.HistoryAsync()).ShouldBe(["Ana's question"]);
        }
    }

    [Fact]
    public async Task Who_was_signed_with_a_revoked_key_is_signed_no_longer()
    {
        using var ana = await desk.VisitorAsync(identity: site.Signs("u1"));
        await using var stream = await ana.ListenAsync();
        var id = await desk.ReadAsync(db => db.IdentityKeys.Select(key => key.Id).SingleAsync());

        await desk.App.Get<RevokeIdentityKey>().RunAsync(Actor.System, id, CancellationToken.None);
        await desk.Bo.RepliesAsync(anasTicket, "For Ana only");

        await Eventually.BeTrueAsync(() => stream.HasEnded, "the stream ends");
        stream.Texts.ShouldBeEmpty();
        using var refused = await ana.TryGetAsync("messages");
        refused.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        using var http = new HttpClient();
        using var resumed = await http.PostAsJsonAsync(desk.App.Url + "/w/v1/inboxes/web/visitors", new { resume = ana.Token });
        resumed.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Where_only_signed_visitors_may_come_nobody_else_does()
    {
        using var before = await desk.VisitorAsync();
        var inbox = await desk.ReadAsync(db => db.Inboxes.Select(row => row.Id).SingleAsync());
        await desk.App.Get<AdmitSignedOnly>().RunAsync(Actor.System, inbox, signedOnly: true, CancellationToken.None);

        foreach (var identity in new[] { null, "forged" })
        {
            using var http = new HttpClient();
            using var answer = await http.PostAsJsonAsync(desk.App.Url + "/w/v1/inboxes/web/visitors", new { identity });
            answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
            (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString().ShouldBe("identity");
        }

        using var refused = await before.TrySayAsync("Hello");
        refused.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        using var ana = await desk.VisitorAsync(identity: site.Signs("u1"));
        await ana.SaysAsync("I am signed");
    }

    private static long Now() => TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();

    private string Changed(string name, object? value, bool drop = false)
    {
        var claims = site.Claims("u1");
        claims[name] = value;
        if (drop)
        {
            claims.Remove(name);
        }

        return site.Signs(claims);
    }

    private string Timed(int iat, int exp)
    {
        var claims = site.Claims("u1");
        (claims["iat"], claims["exp"]) = (Now() + iat, Now() + exp);
        return site.Signs(claims);
    }
}
