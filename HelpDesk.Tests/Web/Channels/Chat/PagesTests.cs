using System.Net;
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
