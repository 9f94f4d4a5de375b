using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using HelpDesk.Tests.Support;
using HelpDesk.Web.Actions.Files;
using HelpDesk.Web.Actions.Tickets;
using HelpDesk.Web.Channels.Chat;
using HelpDesk.Web.Outbox;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Tests.Web.Channels.Chat;

/// <summary>Who forges another's token, ticket number or file id gets nothing, and nobody ever gets what is for agents.</summary>
public abstract class ForeignTests(string database) : IAsyncLifetime
{
    private const string Secret = "the-customer-must-not-see-this";

    private static readonly byte[] TextFile = Encoding.UTF8.GetBytes("hello");

    private ChatDesk desk = null!;
    private ChatVisitor ana = null!;
    private ChatVisitor eve = null!;
    private long anasTicket;

    public async Task InitializeAsync()
    {
        desk = await ChatDesk.StartAsync(database: database);
        ana = await desk.VisitorAsync();
        eve = await desk.VisitorAsync();
        anasTicket = (await ana.SaysAsync("Ana's question")).GetProperty("ticket").GetInt64();
    }

    public async Task DisposeAsync()
    {
        ana.Dispose();
        eve.Dispose();
        await desk.DisposeAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Another_visitor_gets_nothing_of_a_ticket(bool hasOwnTicket)
    {
        if (hasOwnTicket)
        {
            await eve.SaysAsync("Eve's own");
        }

        await RefusedAsync(eve.TryGetAsync($"messages?ticket={anasTicket}"));
        await RefusedAsync(eve.PostAsync("read", new { seq = 1, ticket = anasTicket }));
        await RefusedAsync(eve.PostAsync("contact", new { email = "eve@example.com", ticket = anasTicket }));
        await RefusedAsync(eve.PostAsync("by-mail", new { email = "eve@example.com", ticket = anasTicket }));
        (await eve.HistoryAsync()).ShouldNotContain("Ana's question");
        await using var stream = await eve.ListenAsync(after: "0");
        await desk.Bo.RepliesAsync(anasTicket, "For Ana only");
        await eve.SaysAsync("Marker");
        await stream.HearsTextAsync("Marker");
        stream.Texts.ShouldNotContain("For Ana only");
        stream.Texts.ShouldNotContain("Ana's question");
        (await desk.ReadAsync(db => db.CustomerIdentities.CountAsync(identity => identity.Value == "eve@example.com"))).ShouldBe(0);
    }

    [Fact]
    public async Task Another_visitor_gets_no_file_and_cannot_send_it()
    {
        var unsent = await FileOfAnaAsync();
        var sent = await FileOfAnaAsync();
        await ana.SaysAsync("see", attachments: [sent]);

        foreach (var file in new[] { unsent, sent, "att_aaaaaaaaaaaaaaaaaaaaaaaaaa", "1" })
        {
            await RefusedAsync(eve.TryGetAsync($"files/{file}"));
            await RefusedAsync(eve.TrySayAsync("mine now", attachments: [file]));
        }

        using var own = await ana.TryGetAsync($"files/{sent}");
        (await own.Content.ReadAsStringAsync()).ShouldBe("hello");
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("null")]
    [InlineData("CfDJ8AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task A_made_up_token_is_refused(string token)
    {
        using var http = new HttpClient { BaseAddress = new Uri(desk.App.Url + "/w/v1/") };
        http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", "Bearer " + token);

        foreach (var path in new[] { "messages", "events?wait=0", $"files/{await FileOfAnaAsync()}" })
        {
            using var answer = await http.GetAsync(path);
            answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
            (await answer.Content.ReadAsStringAsync()).ShouldContain("\"code\":\"token\"");
        }
    }

    [Fact]
    public async Task A_token_that_was_changed_or_is_of_another_inbox_or_old_is_refused()
    {
        await desk.WriteAsync(db => Task.FromResult(db.Inboxes.Add(ChatDesk.Inbox("other"))));
        var tokens = desk.App.Get<VisitorTokens>();
        var known = tokens.Open(ana.Token)!;
        var turned = ana.Token[..^10] + (ana.Token[^10] == 'A' ? 'B' : 'A') + ana.Token[^9..];
        var old = tokens.Seal(known with { IssuedAt = known.IssuedAt - TimeSpan.FromDays(31) });

        tokens.Open(turned).ShouldBeNull();
        tokens.Open(old).ShouldBeNull();
        (await ResumeAsync("other", ana.Token)).ShouldBe(HttpStatusCode.Unauthorized);
        (await ResumeAsync("web", turned)).ShouldBe(HttpStatusCode.Unauthorized);
        (await ResumeAsync("web", old)).ShouldBe(HttpStatusCode.Unauthorized);
        (await ResumeAsync("web", ana.Token)).ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_visitor_who_was_revoked_reads_nothing()
    {
        await desk.WriteAsync(db => db.VisitorAccesses.ExecuteDeleteAsync());

        (await ana.HistoryAsync()).ShouldBeEmpty();
        await RefusedAsync(ana.TryGetAsync($"messages?ticket={anasTicket}"));
    }

    [Fact]
    public async Task A_personal_link_opens_its_ticket_and_no_other_until_it_is_revoked()
    {
        await eve.SaysAsync("Eve's own");
        var link = await LinkAsync(anasTicket);
        using var elsewhere = await desk.VisitorAsync(resume: link);
        elsewhere.Welcome.GetProperty("ticket").GetInt64().ShouldBe(anasTicket);
        (await elsewhere.HistoryAsync()).ShouldBe(["Ana's question"]);
        await elsewhere.SaysAsync("From my phone");
        (await ana.HistoryAsync()).ShouldBe(["Ana's question", "From my phone"]);
        await using var stream = await elsewhere.ListenAsync();

        await desk.WriteAsync(async db => (await db.ChatLinks.ToListAsync()).TrueForAll(one =>
        {
            one.Revoke(TimeProvider.System.GetUtcNow());
            return true;
        }));
        await desk.Bo.RepliesAsync(anasTicket, "After the end");

        await Eventually.BeTrueAsync(() => stream.HasEnded, "the stream of a revoked link ends");
        stream.Texts.ShouldNotContain("After the end");
        using var refused = await elsewhere.TryGetAsync("messages");
        refused.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await ResumeAsync("web", link)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    /// <summary>Every call that gives something back is tried here: a new one has to be added to <see cref="Answers"/>.</summary>
    [Fact]
    public async Task Notes_and_what_mail_servers_say_never_reach_a_customer()
    {
        await ana.PostAsync("contact", new { email = "ana@example.com" });
        var file = await NoteFileAsync();
        await desk.Bo.NotesAsync(anasTicket, Secret, file);
        var reply = await desk.Bo.RepliesAsync(anasTicket, "Public");
        await desk.WriteAsync(async db =>
        {
            var mail = await db.Deliveries.Include(row => row.Message).Include(row => row.Ticket).SingleAsync(row => row.MessageId == reply.MessageId && row.Recipient != "");
            mail.Fail(Secret, TimeProvider.System.GetUtcNow());
            return true;
        });

        var answers = await Answers().ToDictionaryAsync(entry => entry.Route, entry => entry.Text);

        answers.Keys.ShouldBe(Routes(), ignoreOrder: true);
        foreach (var (route, text) in answers)
        {
            text.ShouldNotContain(Secret, customMessage: route);
            text.ShouldNotContain("ana@example.com", customMessage: route);
            text.ShouldNotContain("activity", customMessage: route);
        }

        answers["GET /w/v1/messages"].ShouldContain("Public");
        answers["GET /w/v1/events"].ShouldContain("Public");
        await RefusedAsync(ana.TryGetAsync($"files/{file}"));
    }

    private async IAsyncEnumerable<(string Route, string Text)> Answers()
    {
        await using var stream = await ana.ListenAsync(after: "0");
        yield return ("GET /w/v1/inboxes/{inbox}", await TextAsync(ana.TryGetAsync("inboxes/web")));
        yield return ("GET /w/v1/inboxes/{inbox}/proactive", await TextAsync(ana.TryGetAsync("inboxes/web/proactive")));
        yield return ("POST /w/v1/inboxes/{inbox}/visitors", (await desk.VisitorAsync(resume: ana.Token)).Welcome.ToString());
        yield return ("POST /w/v1/messages", (await ana.SaysAsync("More")).ToString());
        yield return ("GET /w/v1/messages", await TextAsync(ana.TryGetAsync("messages?limit=200")));
        yield return ("POST /w/v1/typing", await TextAsync(ana.PostAsync("typing")));
        yield return ("POST /w/v1/read", await TextAsync(ana.PostAsync("read", new { seq = 99 })));
        yield return ("POST /w/v1/contact", await TextAsync(ana.PostAsync("contact", new { email = "ana@example.com" })));
        yield return ("POST /w/v1/here", await TextAsync(ana.PostAsync("here")));
        yield return ("POST /w/v1/attributes", await TextAsync(ana.PostAsync("attributes", new { attributes = new { plan = "pro" }, tags = new[] { "vip" } })));
        yield return ("POST /w/v1/track", await TextAsync(ana.PostAsync("track", new { name = "bought" })));
        var form = new RichContent(null, null, new TypedForm("Order", [new TypedField(null, "Number", null, false, null, null, null)]));
        var asked = await desk.App.Get<Reply>().RunAsync(desk.Bo.Actor, anasTicket, new Written("", null, []) { Content = form }, CancellationToken.None);
        yield return ("POST /w/v1/forms/{message}", await TextAsync(ana.PostAsync($"forms/{asked.PublicId}", new { answers = new { number = "4711" } })));
        yield return ("POST /w/v1/files", await TextAsync(ana.UploadAsync("a.txt", TextFile)));
        yield return ("GET /w/v1/files/{id}", await TextAsync(ana.TryGetAsync("files/" + await FileOfAnaAsync())));
        yield return ("POST /w/v1/by-mail", await TextAsync(ana.PostAsync("by-mail", new { email = "mine@example.com" })));
        yield return ("POST /w/v1/talk-now", await TextAsync(ana.PostAsync("talk-now")));
        yield return ("POST /w/v1/call-back", await TextAsync(ana.PostAsync("call-back", new { phone = "+34 600 123 456" })));
        yield return ("POST /w/v1/end", await TextAsync(ana.PostAsync("end")));
        await stream.HearsAsync("ended");
        yield return ("POST /w/v1/csat", await TextAsync(ana.PostAsync("csat", new { rating = 4, comment = "Fine" })));
        // The customer reads where it goes: what they have just entered.
        yield return ("POST /w/v1/transcript", await TextAsync(ana.PostAsync("transcript", new { email = "home@example.com" })));
        await desk.WriteAsync(async db => (await db.CustomerIdentities.SingleAsync(row => row.Value == "ana@example.com")).Verify(HelpDesk.Domain.Customers.IdentityProof.Agent, TimeProvider.System.GetUtcNow()));
        yield return ("GET /w/v1/data", await TextAsync(ana.TryGetAsync("data")));
        yield return ("POST /w/v1/forget", await TextAsync(ana.PostAsync("forget")));
        yield return ("GET /w/v1/events", string.Join('\n', stream.Heard.Select(one => one.Data)) + await TextAsync(ana.TryGetAsync("events?wait=0&after=0")));
    }

    private List<string> Routes() =>
    [
        .. desk.App.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith(VisitorDoor.Root, StringComparison.Ordinal) && endpoint.Metadata.GetMetadata<ChatServices.NoSuchCall>() is null)
            .Select(endpoint => $"{endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Single()} {endpoint.RoutePattern.RawText}"),
    ];

    private async Task<string> NoteFileAsync()
    {
        var upload = desk.App.Get<UploadFile>();
        using var content = new MemoryStream(TextFile);
        return (await upload.RunAsync(desk.Bo.Actor, "internal.txt", content, CancellationToken.None)).Id;
    }

    private async Task<string> FileOfAnaAsync()
    {
        using var answer = await ana.UploadAsync("a.txt", TextFile);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
    }

    private async Task<string> LinkAsync(long number)
    {
        var link = await desk.WriteAsync(async db =>
            desk.App.Get<ChatLinks>().Create(db, await db.Tickets.SingleAsync(ticket => ticket.Number == number), TimeProvider.System.GetUtcNow()));
        link.Chat.ShouldStartWith(desk.App.Url + "/c/r/");
        return link.Chat[(link.Chat.LastIndexOf('/') + 1)..];
    }

    private async Task<HttpStatusCode> ResumeAsync(string inbox, string resume)
    {
        using var http = new HttpClient { BaseAddress = new Uri(desk.App.Url + "/w/v1/") };
        using var answer = await http.PostAsJsonAsync($"inboxes/{inbox}/visitors", new { resume });
        return answer.StatusCode;
    }

    private static async Task<string> TextAsync(Task<HttpResponseMessage> call)
    {
        using var answer = await call;
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadAsStringAsync();
    }

    private static async Task RefusedAsync(Task<HttpResponseMessage> call)
    {
        using var answer = await call;
        var text = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound, text);
        text.ShouldContain("\"code\":\"not_found\"");
    }
}

public sealed class ForeignTestsOnSqlite() : ForeignTests(Databases.Sqlite);

public sealed class ForeignTestsOnPostgres() : ForeignTests(Databases.Postgres);
