using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Email;
using HelpDesk.Migrations;
using HelpDesk.Tests.Support;
using HelpDesk.Tests.Web.Channels.Email.Imap;
using HelpDesk.Web.Actions.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace HelpDesk.Tests.Web.Features;

/// <summary>A mailbox is connected, tried, changed and removed on screen, in front of real mail servers.</summary>
public sealed class MailboxFormTests(Browser browser) : BrowserTests(browser)
{
    [Fact]
    public async Task A_mailbox_is_tried_before_it_is_connected_and_then_works()
    {
        var dovecot = Own(await Dovecot.StartAsync());
        var postfix = Own(await Postfix.StartAsync());
        var app = Start();
        var page = await AdministratorAsync(app, new() { ViewportSize = new() { Width = 1440, Height = 900 } });
        await page.GetByRole(AriaRole.Link, new() { Name = "Connect a mailbox" }).ClickAsync();
        var (incoming, outgoing) = (page.GetByRole(AriaRole.Group, new() { Name = "Server for mail that comes in" }), page.GetByRole(AriaRole.Group, new() { Name = "Server for mail that leaves" }));
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Support");
        await page.GetByLabel("E-mail address").FillAsync("support@example.com");
        await FillAsync(incoming, dovecot.Port, Dovecot.User, "wrong");
        await FillAsync(outgoing, postfix.Port, "", "");

        await page.GetByRole(AriaRole.Button, new() { Name = "Try the connection" }).ClickAsync();
        await Expect(page.Locator(".trial .trouble")).ToContainTextAsync("refuses user and password");
        await incoming.GetByLabel("Password").FillAsync(Dovecot.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Try the connection" }).ClickAsync();

        await Expect(page.GetByText("It works.")).ToHaveCountAsync(2);
        await page.ShouldBeAccessibleAsync();
        (await ReadAsync(app, db => db.MailAccounts.CountAsync())).ShouldBe(0, "nothing is kept by trying");
        await page.GetByRole(AriaRole.Button, new() { Name = "Connect", Exact = true }).ClickAsync();
        var row = page.GetByRole(AriaRole.Row, new() { Name = "support@example.com" });
        await Expect(row).ToContainTextAsync("Works");
        (await page.ContentAsync()).ShouldNotContain(Dovecot.Password);
    }

    [Fact]
    public async Task What_is_wrong_is_said_at_its_field_which_has_the_focus_on_a_phone_as_well()
    {
        var app = Start();
        var page = await AdministratorAsync(app, new() { ViewportSize = new() { Width = 390, Height = 844 }, ColorScheme = ColorScheme.Dark });
        await page.GotoAsync("/settings/mailboxes/new");
        await Expect(page.Locator("html[data-circuit=ready]")).ToBeAttachedAsync();
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Support");
        await page.GetByLabel("E-mail address").FillAsync("support@example.com");
        await page.GetByLabel("Further addresses").FillAsync("sales@example.com\nnobody");
        await page.GetByRole(AriaRole.Button, new() { Name = "Connect", Exact = true }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("“nobody” is no e-mail address");
        await Expect(page.GetByLabel("Further addresses")).ToBeFocusedAsync();
        await Expect(page.GetByLabel("Further addresses")).ToHaveAttributeAsync("aria-invalid", "true");
        await page.ShouldBeAccessibleAsync();
        (await page.EvaluateAsync<bool>("document.querySelector('.wide').scrollWidth <= document.querySelector('.wide').clientWidth")).ShouldBeTrue("nothing sticks out");
    }

    [Fact]
    public async Task The_port_follows_the_protection_and_a_stored_password_stays_here()
    {
        var app = Start();
        await ConnectAsync(app);
        var page = await AdministratorAsync(app);
        await page.GetByRole(AriaRole.Link, new() { Name = "Edit: support@example.com" }).ClickAsync();
        var incoming = page.GetByRole(AriaRole.Group, new() { Name = "Server for mail that comes in" });
        await Expect(incoming.GetByLabel("Password")).ToHaveValueAsync("");
        await Expect(incoming).ToContainTextAsync("Empty keeps the one that is stored.");
        (await page.ContentAsync()).ShouldNotContain(await ReadAsync(app, db => db.MailAccounts.Select(row => row.Incoming.Secret).SingleAsync()));

        await incoming.GetByLabel("Protection").SelectOptionAsync("StartTls");
        await Expect(incoming.GetByLabel("Port")).ToHaveValueAsync("143");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Enter the password again");
        await incoming.GetByLabel("Protection").SelectOptionAsync("Tls");
        await Expect(incoming.GetByLabel("Port")).ToHaveValueAsync("993");
        await page.GetByLabel("Signature").FillAsync("Acme, Berlin");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Quarantine" })).ToBeVisibleAsync();
        (await ReadAsync(app, db => db.Inboxes.Where(row => row.Key == "support").Select(row => row.Signature).SingleAsync())).ShouldBe("Acme, Berlin");
    }

    [Fact]
    public async Task Administrators_see_the_alarm_wherever_they_are_and_others_see_nothing()
    {
        var app = Start();
        await ConnectAsync(app);
        var root = await AdministratorAsync(app);
        await root.GotoAsync("/tickets/all");
        await Expect(root.GetByRole(AriaRole.Link, new() { Name = "A mailbox does not answer" })).ToBeVisibleAsync();

        var agent = await OpenAsync(app, "/sign-in");
        await agent.SignInAsync(await app.AddAgentAsync("Bo"));
        await Expect(agent.Locator("html[data-circuit=ready]")).ToBeAttachedAsync();
        await Expect(agent.Locator(".mail-alarm")).ToHaveCountAsync(0);
        (await agent.ContentAsync()).ShouldNotContain("A mailbox");

        await root.GetByRole(AriaRole.Link, new() { Name = "A mailbox does not answer" }).ClickAsync();
        await root.GetByRole(AriaRole.Button, new() { Name = "Pause" }).ClickAsync();
        await Expect(root.Locator(".mail-alarm")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Removing_asks_first()
    {
        var app = Start();
        await ConnectAsync(app);
        var page = await AdministratorAsync(app);
        await page.GotoAsync("/settings/mailboxes/support");
        await Expect(page.Locator("html[data-circuit=ready]")).ToBeAttachedAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove the mailbox" }).ClickAsync();
        var question = page.GetByRole(AriaRole.Alertdialog);
        await Expect(question).ToContainTextAsync("all tickets and every mail stay here");
        await Expect(question.GetByRole(AriaRole.Button, new() { Name = "Remove" })).ToBeFocusedAsync();
        await page.ShouldBeAccessibleAsync();

        await question.GetByRole(AriaRole.Button, new() { Name = "Keep it" }).ClickAsync();
        await Expect(question).ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove the mailbox" }).ClickAsync();
        await question.GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();

        await Expect(page.GetByText("No mailbox is connected")).ToBeVisibleAsync();
        (await ReadAsync(app, db => db.Inboxes.CountAsync(row => row.Key == "support"))).ShouldBe(1);
    }

    [Fact]
    public async Task A_mailbox_of_the_configuration_says_why_it_is_locked()
    {
        var app = Start(new TestApp { Settings = { ["Mail:Outgoing:From"] = "support@example.com" } });
        var page = await AdministratorAsync(app);
        await page.GetByRole(AriaRole.Link, new() { Name = "Edit: support@example.com" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Note)).ToContainTextAsync("set by the configuration");
        await Expect(page.GetByLabel("E-mail address")).ToBeDisabledAsync();
        await Expect(page.GetByRole(AriaRole.Group, new() { Name = "Server for mail that comes in" }).GetByLabel("Password")).ToBeDisabledAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Remove the mailbox" })).ToHaveCountAsync(0);
        await page.ShouldBeAccessibleAsync();
        await page.GetByLabel("Further addresses").FillAsync("sales@example.com");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Quarantine" })).ToBeVisibleAsync();
        (await ReadAsync(app, db => db.MailAccounts.SingleAsync())).Aliases.ShouldBe(["sales@example.com"]);
    }

    private static async Task FillAsync(ILocator server, int port, string user, string password)
    {
        await server.GetByLabel("Mail server").FillAsync("localhost");
        await server.GetByLabel("Protection").SelectOptionAsync("None");
        await server.GetByLabel("Port").FillAsync($"{port}");
        await server.GetByLabel("User").FillAsync(user);
        await server.GetByLabel("Password").FillAsync(password);
    }

    private static Task<string> ConnectAsync(TestApp app) => app.Get<AddMailbox>().RunAsync(
        Actor.System,
        new MailboxFields
        {
            InboxName = "Support",
            Address = "support@example.com",
            Incoming = new ServerFields("imap.invalid", 993, MailSecurity.Tls, "support", "correct horse"),
            Outgoing = new ServerFields("", null, MailSecurity.StartTls, "", ""),
        },
        CancellationToken.None);

    private async Task<IPage> AdministratorAsync(TestApp app, BrowserNewContextOptions? options = null)
    {
        var page = await OpenAsync(app, "/sign-in", options);
        await page.SignInAsync(await app.AddAgentAsync("Root", Role.Administrator), "/settings/mailboxes");
        await Expect(page.Locator("html[data-circuit=ready]")).ToBeAttachedAsync();
        return page;
    }

    private static async Task<T> ReadAsync<T>(TestApp app, Func<HelpDeskDb, Task<T>> read)
    {
        await using var db = await app.Get<IDbContextFactory<HelpDeskDb>>().CreateDbContextAsync();
        return await read(db);
    }
}
