using System.Net;
using HelpDesk.Domain.Customers;
using HelpDesk.Domain.Email;
using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Work;
using HelpDesk.Tests.Support;
using HelpDesk.Web.Outbox;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Tests.Web.Channels.Chat;

public sealed class PagesTests : IAsyncLifetime
{
    private readonly HttpClient http = new();
    private ChatDesk desk = null!;

    public async Task InitializeAsync() => desk = await ChatDesk.StartAsync();

    public async Task DisposeAsync()
    {
        http.Dispose();
        await desk.DisposeAsync();
    }

    [Fact]
    public async Task The_chat_page_runs_only_our_script()
    {
        using var answer = await http.GetAsync(desk.App.Url + "/c/web");

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldStartWith("default-src 'none'; script-src 'self'");
        policy.ShouldContain("require-trusted-types-for 'script'");
        policy.ShouldNotContain("unsafe");
        (await answer.Content.ReadAsStringAsync()).ShouldContain("data-inbox=\"web\"");
        answer.Headers.Contains("Set-Cookie").ShouldBeFalse();
    }

    [Fact]
    public async Task Opening_a_personal_link_changes_nothing()
    {
        using var visitor = await desk.VisitorAsync();
        await visitor.SaysAsync("Hello");
        var link = await desk.WriteAsync(async db => desk.App.Get<ChatLinks>().Create(db, await db.Tickets.SingleAsync(), TimeProvider.System.GetUtcNow()));
        var before = await desk.ReadAsync(db => db.Events.MaxAsync(row => row.Id));

        using var answer = await http.GetAsync(link.Chat);
        using var again = await http.GetAsync(link.Chat);

        (await answer.Content.ReadAsStringAsync()).ShouldContain("data-inbox=\"web\"");
        again.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Headers.GetValues("Referrer-Policy").ShouldBe(["no-referrer"]);
        (await desk.ReadAsync(db => db.Events.MaxAsync(row => row.Id))).ShouldBe(before);
        (await desk.ReadAsync(db => db.Customers.CountAsync())).ShouldBe(1);
    }

    [Fact]
    public async Task The_contact_page_tells_every_way_and_takes_a_call_back_once()
    {
        await desk.WriteAsync(async db =>
        {
            var mail = db.Inboxes.Add(new Inbox("mail", "Orders", Channel.Email)).Entity;
            db.Inboxes.Add(ChatDesk.Inbox("sales", new WidgetSettings { Title = "Sales" }));
            db.Inboxes.Add(ChatDesk.Inbox("hidden", new WidgetSettings { Title = "Back office", OnContactPage = false }));
            await db.SaveChangesAsync();
            return db.MailAccounts.Add(new MailAccount(mail.Id, "orders@acme.example"));
        });
        var page = "";
        await Eventually.BeTrueAsync(async () => (page = await http.GetStringAsync(desk.App.Url + "/contact")).Contains("/c/sales", StringComparison.Ordinal), "the chats are told");
        page.ShouldContain("How to reach Acme");
        page.ShouldContain("href=\"/c/web\"");
        page.ShouldContain("We are away for the moment");
        page.ShouldContain("href=\"mailto:orders@acme.example\"");
        page.ShouldNotContain("Back office");
        page.ShouldNotContain("<script");

        var visit = page.Split("name=\"visit\" value=\"")[1].Split('"')[0];
        (await CallAsync(visit, "call me")).ShouldContain("This does not look like a phone number");
        (await CallAsync(visit, "600 123 456", website: "http://spam.example")).ShouldContain("We will call you");
        (await desk.ReadAsync(db => db.Tickets.CountAsync())).ShouldBe(0);
        (await CallAsync(visit, "+34 600 123 456")).ShouldContain("We will call you: +34600123456");
        await CallAsync(visit, "+34 600 123 456");

        var ticket = await desk.ReadAsync(db => db.Tickets.Include(row => row.Customer.Identities).SingleAsync());
        ticket.Customer.DisplayName.ShouldBe("Ann <b>");
        ticket.Customer.Identities.ShouldContain(identity => identity.Type == IdentityType.Phone && identity.Value == "+34600123456" && identity.VerifiedAt == null);
        (await desk.ReadAsync(db => db.Messages.CountAsync(row => row.Kind == MessageKind.Public))).ShouldBe(1);
    }

    private async Task<string> CallAsync(string visit, string phone, string website = "")
    {
        using var form = new FormUrlEncodedContent([new("visit", visit), new("name", "Ann <b>"), new("phone", phone), new("when", ""), new("website", website)]);
        using var answer = await http.PostAsync(desk.App.Url + "/contact", form);
        answer.Headers.GetValues("Content-Security-Policy").Single().ShouldStartWith("default-src 'none'; style-src 'self'");
        var text = await answer.Content.ReadAsStringAsync();
        text.ShouldNotContain("<b>");
        return text;
    }

    [Theory]
    [InlineData("/c/none", "en", "There is no chat here")]
    [InlineData("/c/%3Cscript%3E", "fr", "Il n’y a pas de chat ici")]
    [InlineData("/c/r/aaaaaaaaaaaaaaaaaaaaaaaaaa", "es", "Este enlace ya no funciona")]
    public async Task A_wrong_address_is_answered_kindly(string path, string language, string words)
    {
        http.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);

        using var answer = await http.GetAsync(desk.App.Url + path);

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()).ShouldContain(words);
    }

    [Fact]
    public async Task Any_page_may_load_the_widgets_files()
    {
        using var answer = await http.GetAsync(desk.App.Url + "/w/loader.js");

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe(["*"]);
    }
}
