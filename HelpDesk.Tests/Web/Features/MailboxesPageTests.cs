using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Email;
using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Work;
using HelpDesk.Tests.Support;
using HelpDesk.Tests.Web.Channels.Email.Imap;
using HelpDesk.Web.Channels.Email;
using HelpDesk.Web.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace HelpDesk.Tests.Web.Features;

/// <summary>The page of mailboxes, in front of real mail servers.</summary>
public sealed class MailboxesPageTests(Browser browser) : BrowserTests(browser)
{
    private const string Broken = "From: ann@example.com\r\nSubject: Broken\r\n\r\nHello\r\n";

    [Fact]
    public async Task A_mailbox_shows_how_it_is_doing_and_what_its_servers_say()
    {
        var dovecot = Own(await Dovecot.StartAsync());
        var postfix = Own(await Postfix.StartAsync());
        var app = Start(Connected(dovecot.Port, postfix.Port, Dovecot.Password));
        var page = await AdministratorAsync(app, new() { ViewportSize = new() { Width = 1440, Height = 900 } });
        var row = page.GetByRole(AriaRole.Row, new() { Name = "support@example.com" });
        await Expect(row).ToContainTextAsync("Works");
        await Expect(row).ToContainTextAsync("set by the configuration");

        await row.GetByRole(AriaRole.Button, new() { Name = "Try the connection" }).ClickAsync();

        await Expect(page.GetByText("It works.")).ToHaveCountAsync(2);
        foreach (var summary in await page.GetByText("What was said").AllAsync())
        {
            await summary.ClickAsync();
        }

        var said = string.Join('\n', await page.Locator("pre.dialogue").AllInnerTextsAsync());
        said.Split('\n').ShouldContain(line => line.StartsWith("> EHLO", StringComparison.Ordinal), "each on a line of its own");
        said.ShouldContain("< 250");
        said.ShouldContain("EXAMINE");
        said.ShouldNotContain(Dovecot.Password);
        await page.ShouldBeAccessibleAsync();

        await row.GetByRole(AriaRole.Button, new() { Name = "Pause" }).ClickAsync();
        await Expect(row).ToContainTextAsync("Paused");
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(row.GetByRole(AriaRole.Button, new() { Name = "Pause" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_mailbox_that_fails_says_why_and_what_to_do_on_a_phone_as_well()
    {
        var dovecot = Own(await Dovecot.StartAsync());
        var app = Start(Connected(dovecot.Port, Ports.Free(), "wrong"));
        var page = await AdministratorAsync(app, new() { ViewportSize = new() { Width = 390, Height = 844 }, ColorScheme = ColorScheme.Dark });
        var row = page.GetByRole(AriaRole.Row, new() { Name = "support@example.com" });
        await Expect(row).ToContainTextAsync("refuses user and password");

        await row.GetByRole(AriaRole.Button, new() { Name = "Try the connection" }).ClickAsync();

        await Expect(page.Locator(".trial .trouble")).ToContainTextAsync(["refuses user and password", "could not be reached"]);
        (await page.Locator("pre.dialogue").First.InnerTextAsync()).ShouldNotContain("wrong");
        await page.ShouldBeAccessibleAsync();
        (await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth")).ShouldBeTrue("nothing sticks out");
    }

    [Fact]
    public async Task Mail_that_could_not_be_read_is_downloaded_and_read_again()
    {
        var app = Start();
        var id = await QuarantineAsync(app);
        using var agent = await app.SignedInAsync(await app.AddAgentAsync("Bo"));
        using var refused = await agent.GetAsync(new Uri($"/settings/mailboxes/raw/{id}", UriKind.Relative));
        ((int)refused.StatusCode).ShouldBe(403);
        using var root = await app.SignedInAsync(await app.AddAgentAsync("Cleo", Role.Administrator));
        using var missing = await root.GetAsync(new Uri($"/settings/mailboxes/raw/{id + 1}", UriKind.Relative));
        ((int)missing.StatusCode).ShouldBe(404);
        var page = await AdministratorAsync(app);
        var row = page.GetByRole(AriaRole.Row, new() { Name = "broken@example.com" });
        await Expect(row).ToContainTextAsync("It could not be read.");
        await page.ShouldBeAccessibleAsync();

        var download = await page.RunAndWaitForDownloadAsync(() => row.GetByRole(AriaRole.Link, new() { Name = "Download" }).ClickAsync());
        download.SuggestedFilename.ShouldBe($"mail-{id}.eml");
        (await File.ReadAllTextAsync(await download.PathAsync())).ShouldBe(Broken);

        await row.GetByRole(AriaRole.Button, new() { Name = "Read again" }).ClickAsync();
        await Expect(page.GetByText("Every mail could be read.")).ToBeVisibleAsync();
        await Eventually.BeTrueAsync(() => ReadAsync(app, db => db.Messages.AnyAsync(message => message.RawMailId == id)), "it becomes a message");
    }

    private static TestApp Connected(int imap, int smtp, string password) => new()
    {
        Settings =
        {
            ["Mail:Incoming:Host"] = "localhost",
            ["Mail:Incoming:Port"] = $"{imap}",
            ["Mail:Incoming:Security"] = "none",
            ["Mail:Incoming:User"] = Dovecot.User,
            ["Mail:Incoming:Password"] = password,
            ["Mail:Outgoing:Host"] = "localhost",
            ["Mail:Outgoing:Port"] = $"{smtp}",
            ["Mail:Outgoing:Security"] = "none",
            ["Mail:Outgoing:From"] = "support@example.com",
        },
    };

    private async Task<IPage> AdministratorAsync(TestApp app, BrowserNewContextOptions? options = null)
    {
        var page = await OpenAsync(app, "/sign-in", options);
        await page.SignInAsync(await app.AddAgentAsync("Root", Role.Administrator), "/settings/mailboxes");
        await Expect(page.Locator("html[data-circuit=ready]")).ToBeAttachedAsync();
        return page;
    }

    private static async Task<long> QuarantineAsync(TestApp app)
    {
        using var content = new MemoryStream(System.Text.Encoding.ASCII.GetBytes(Broken));
        var stored = await app.Get<RawMails>().SaveAsync(content, CancellationToken.None);
        return (await app.Get<Writer>().RunAsync(
            async (db, ct) =>
            {
                var inbox = db.Inboxes.Add(new Inbox("mail", "E-mail", Channel.Email)).Entity;
                await db.SaveChangesAsync(ct);
                db.MailAccounts.Add(new MailAccount(inbox.Id, "support@example.com"));
                var mail = db.RawMails.Add(new RawMail(inbox.Id, MailSource.Pipe, stored.Hash, stored.Size, TimeProvider.System.GetUtcNow()) { InternetMessageId = "broken@example.com" }).Entity;
                mail.Fail("It could not be read.", again: null);
                return mail;
            },
            CancellationToken.None)).Id;
    }

    private static async Task<T> ReadAsync<T>(TestApp app, Func<HelpDesk.Migrations.HelpDeskDb, Task<T>> read)
    {
        await using var db = await app.Get<IDbContextFactory<HelpDesk.Migrations.HelpDeskDb>>().CreateDbContextAsync();
        return await read(db);
    }
}
