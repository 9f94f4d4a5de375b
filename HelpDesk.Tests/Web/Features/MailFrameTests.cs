using HelpDesk.Domain.Email;
using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Work;
using HelpDesk.Migrations;
using HelpDesk.Tests.Support;
using HelpDesk.Web.Channels.Email;
using HelpDesk.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Tests.Web.Features;

/// <summary>The HTML of a mail as an agent's browser gets it.</summary>
public sealed class MailFrameTests : IAsyncLifetime
{
    private const string Pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    private readonly TestApp app = new TestApp().Start();
    private HttpClient agent = null!;
    private string id = "";

    private string Hostile => $"""
        --x
        Content-Type: text/html; charset=utf-8

        <p>Where is my <b>lamp</b>?</p><script>alert(1)</script><img src="cid:lamp" alt="My lamp"><img src="{app.Url}/favicon.svg" width="80" height="80">
        <div class="gmail_quote"><div>On Monday Bo wrote:</div><blockquote>It left on Friday.</blockquote></div>
        --x
        Content-Type: image/png; name="lamp.png"
        Content-ID: <lamp>
        Content-Disposition: inline
        Content-Transfer-Encoding: base64

        {Pixel}
        --x--
        """;

    public async Task InitializeAsync()
    {
        agent = await app.SignedInAsync(await app.AddAgentAsync("Bo"));
        await app.Get<Writer>().RunAsync(OpenMailAsync, CancellationToken.None);
        var mail = new Eml("Ann <ann@example.com>") { Type = "multipart/related; boundary=x", Text = Hostile };
        using var content = new MemoryStream(mail.Bytes);
        await app.Get<MailDoor>().TakeAsync(content, MailSource.Push, inboxKey: null, CancellationToken.None);
        await Eventually.BeTrueAsync(async () => (id = await FindAsync() ?? "").Length > 0, "the mail is read", TimeSpan.FromSeconds(20));
    }

    public async Task DisposeAsync()
    {
        agent.Dispose();
        await app.DisposeAsync();
    }

    [Fact]
    public async Task A_mail_is_a_page_without_scripts_origin_and_network()
    {
        using var answer = await agent.GetAsync(new Uri($"/app/mail/{id}", UriKind.Relative));
        var html = await answer.Content.ReadAsStringAsync();

        ((int)answer.StatusCode).ShouldBe(200, html);
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldStartWith("sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; img-src data:;");
        policy.ShouldNotContain("allow-scripts");
        policy.ShouldNotContain("allow-same-origin");
        html.ShouldContain("<b>lamp</b>");
        html.ShouldNotContain("<script");
        html.ShouldContain($"src=\"data:image/png;base64,{Pixel}\"", Case.Sensitive, "the picture that came with it");
        html.ShouldNotContain("It left on Friday", Case.Sensitive, "what it quotes is folded");
    }

    [Fact]
    public async Task What_it_quotes_is_a_page_too()
    {
        var quoted = await agent.GetStringAsync(new Uri($"/app/mail/{id}?quoted=true", UriKind.Relative));

        quoted.ShouldContain("It left on Friday");
        quoted.ShouldNotContain("<b>lamp</b>");
    }

    [Theory]
    [InlineData("")]
    [InlineData("?pictures=true")]
    public async Task Pictures_on_this_machine_are_never_fetched_whoever_asks(string query)
    {
        var html = await agent.GetStringAsync(new Uri($"/app/mail/{id}{query}", UriKind.Relative));

        html.ShouldContain("data-remote-src=");
        html.ShouldNotContain("svg+xml");
    }

    [Fact]
    public async Task Nobody_else_sees_it()
    {
        using var anonymous = app.Anonymous();
        using var refused = await anonymous.GetAsync(new Uri($"/app/mail/{id}", UriKind.Relative));
        using var missing = await agent.GetAsync(new Uri("/app/mail/msg_00000000000000000000000000", UriKind.Relative));

        ((int)refused.StatusCode).ShouldNotBe(200);
        ((int)missing.StatusCode).ShouldBe(404);
    }

    private static async Task<bool> OpenMailAsync(HelpDeskDb db, CancellationToken ct)
    {
        var inbox = db.Inboxes.Add(new Inbox("mail", "E-mail", Channel.Email)).Entity;
        await db.SaveChangesAsync(ct);
        db.MailAccounts.Add(new MailAccount(inbox.Id, MailDesk.Address));
        return true;
    }

    private async Task<string?> FindAsync()
    {
        await using var db = await app.Get<IDbContextFactory<HelpDeskDb>>().CreateDbContextAsync();
        return await db.Messages.Where(message => message.BodyHtml != null).Select(message => message.PublicId).FirstOrDefaultAsync();
    }
}
