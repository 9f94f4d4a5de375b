using HelpDesk.Domain.Agents;
using HelpDesk.Tests.Support;
using HelpDesk.Tests.Web.Channels.Chat;
using HelpDesk.Web.Access;
using HelpDesk.Web.Data.Demo;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace HelpDesk.Tests.Web.Ui;

/// <summary>Every screen with a full desk behind it, as axe and a ruler see it: light and dark, wide and narrow, in every language.</summary>
public sealed class ScreensTests(Browser browser) : BrowserTests(browser)
{
    // Panes scroll by themselves, so that the page is never too wide: each is measured.
    private const string TooWide = """
        () => [document.documentElement, ...document.querySelectorAll('.wide, .pane-body, .lines, hd-timeline, .entry, .ticket-head')]
          .filter(box => box.scrollWidth > box.clientWidth + 1).map(box => box.className || box.tagName)
        """;

    private static readonly string[] Workspace =
    [
        "/tickets/all", "/tickets/mine", "/tickets/solved", "/tickets/all?q=zzzz", "/tickets/all/999999",
        "/customers", "/customers?q=zzzz", "/settings/agents", "/settings/teams", "/settings/jobs", "/settings/mailboxes", "/settings/mailboxes/new", "/settings/mailboxes/nothing", "/settings/chats", "/settings/chats/web", "/settings/chats/nothing", "/settings/identity", "/settings/mail", "/settings/mail?view=sent", "/settings/mail?view=refused", "/me",
    ];

    [Theory]
    [InlineData(1440, 900, "es-ES")]
    [InlineData(1024, 768, "en-GB")]
    [InlineData(390, 844, "fr-FR")]
    public async Task Every_screen_of_an_agent_is_accessible_and_fits(int width, int height, string locale)
    {
        var desk = Own(await ChatDesk.StartAsync());
        await desk.App.Get<DemoWorld>().CreateAsync(DemoWorld.BusyMonday, CancellationToken.None);
        var admin = await desk.App.AddAgentAsync("Cleo", Role.Administrator);
        var visitor = await desk.VisitorAsync();
        var ticket = (await visitor.SaysAsync("Is my parcel lost? See https://example.com/track")).GetProperty("ticket").GetInt64();
        await desk.Bo.RepliesAsync(ticket, "Let me look.");

        var page = await OpenAsync(desk.App, "/sign-in", Person(width, height, locale));
        await ShouldBeFineAsync(page);
        await EnterAsync(page, admin);
        foreach (var path in Workspace)
        {
            await page.GotoAsync(path);
            await ShouldBeFineAsync(page);
        }

        await page.GotoAsync("/customers");
        await page.Locator(".table a").First.ClickAsync();
        await Expect(page.Locator("main .facts")).ToBeVisibleAsync();
        await ShouldBeFineAsync(page);
        await LookAtTheConversationAsync(page, ticket);
    }

    [Theory]
    [InlineData(1440, 900, "en-GB")]
    [InlineData(390, 844, "fr-FR")]
    [InlineData(390, 844, "es-ES")]
    public async Task Every_screen_of_a_customer_is_accessible_and_fits(int width, int height, string locale)
    {
        var desk = Own(await ChatDesk.StartAsync());
        var page = await OpenAsync(desk.App, "/c/web", Person(width, height, locale));
        await Expect(page.Locator(".status")).Not.ToBeEmptyAsync();
        await ShouldBeFineAsync(page);
        await page.Locator("textarea").FillAsync("Is the lamp in stock? https://example.com/" + new string('a', 90));
        await page.Keyboard.PressAsync("Enter");
        await desk.Bo.RepliesAsync(await TicketAsync(desk), "It is.");
        await Expect(page.Locator("article.theirs")).ToBeVisibleAsync();
        await ShouldBeFineAsync(page);

        await page.GotoAsync("/contact");
        await ShouldBeFineAsync(page);
        await page.Locator("[name=phone]").FillAsync("call me");
        Expected.Add("422");
        await page.Locator("button").ClickAsync();
        await Expect(page.Locator("[role=alert]")).ToBeVisibleAsync();
        await ShouldBeFineAsync(page);

        var host = await OpenAsync(Own(new HostPage(desk.App.Url)).Url, "/", Person(width, height, locale));
        await host.WaitForFunctionAsync("window.helpdesk?.show");
        await host.EvaluateAsync("helpdesk.show()");
        await Expect(host.Locator("textarea")).ToBeVisibleAsync();
        await ShouldBeFineAsync(host);
    }

    [Theory]
    [InlineData(1440, 900, "es-ES")]
    [InlineData(390, 844, "fr-FR")]
    public async Task Every_step_of_the_setup_is_accessible_and_fits(int width, int height, string locale)
    {
        var app = Start();
        var page = await OpenAsync(app, $"/setup#token={app.Get<SetupKey>().Token}", Person(width, height, locale));
        await page.Locator("#setup [name=name]").FillAsync("Ann");
        await page.Locator("#setup [name=email]").FillAsync("ann@example.com");
        await page.Locator("#setup [name=password]").FillAsync("correct horse battery");
        await ShouldBeFineAsync(page);
        await page.Locator("[data-step=next]").ClickAsync();
        await page.Locator("#setup [name=workspace]").FillAsync("Lamps");
        await ShouldBeFineAsync(page);
        await page.Locator("[data-step=next]").ClickAsync();
        await ShouldBeFineAsync(page);
        await page.Locator("[data-step=finish]").ClickAsync();
        await page.WaitForURLAsync("**/setup/done");
        await ShouldBeFineAsync(page);
    }

    [Theory]
    [InlineData("<html lang='en'><title>A</title><main><h1>A</h1><img src='data:,'></main>", "image-alt")]
    [InlineData("<html lang='en'><title>A</title><main><h1 style='color:#777;background:#888'>Words</h1></main>", "color-contrast")]
    public async Task What_axe_finds_is_told(string html, string finding)
    {
        var page = await OpenAsync("about:blank", "about:blank");
        await page.SetContentAsync(html);

        (await Record.ExceptionAsync(page.ShouldBeAccessibleAsync)).ShouldNotBeNull().Message.ShouldContain(finding);
    }

    [Fact]
    public async Task Words_that_only_the_dark_hides_are_found_there()
    {
        var page = await OpenAsync("about:blank", "about:blank");
        await page.SetContentAsync("""
            <html lang="en"><title>A</title><main><h1>Words</h1></main>
            <style>h1 { color: #000; background: #fff } @media (prefers-color-scheme: dark) { h1 { background: #111 } }</style>
            """);

        await page.ShouldBeAccessibleAsync();
        (await Record.ExceptionAsync(page.ShouldBeLegibleInTheDarkAsync)).ShouldNotBeNull().Message.ShouldContain("color-contrast");
    }

    private static async Task LookAtTheConversationAsync(IPage page, long ticket)
    {
        await page.GotoAsync($"/tickets/all/{ticket}?tab=note");
        await Expect(page.Locator("html[data-circuit=ready]")).ToBeAttachedAsync();
        await Expect(page.Locator(".composer.is-note")).ToBeVisibleAsync();
        await ShouldBeFineAsync(page);
        foreach (var open in new[] { "a", "s", "t", "?", "Control+k" })
        {
            await page.Keyboard.PressAsync(open);
            await Expect(page.Locator("dialog[open], .menu:popover-open")).ToHaveCountAsync(1);
            await ShouldBeFineAsync(page);
            await page.Keyboard.PressAsync("Escape");
            await Expect(page.Locator("dialog[open], .menu:popover-open")).ToHaveCountAsync(0);
        }

        await page.Locator("#me-menu").EvaluateAsync("menu => menu.showPopover()");
        await ShouldBeFineAsync(page);
        await page.Keyboard.PressAsync("Escape");
        await page.EvaluateAsync("document.documentElement.dataset.context = 'open'");
        await ShouldBeFineAsync(page);
    }

    private static async Task ShouldBeFineAsync(IPage page)
    {
        if (await page.Locator(".shell").CountAsync() > 0)
        {
            await Expect(page.Locator("html[data-circuit=ready]")).ToBeAttachedAsync();
        }

        await page.ShouldBeAccessibleAsync();
        await page.ShouldBeLegibleInTheDarkAsync();
        (await page.EvaluateAsync<string[]>(TooWide)).ShouldBeEmpty($"{page.Url} runs out of the screen");
    }

    private static BrowserNewContextOptions Person(int width, int height, string locale) =>
        new() { Locale = locale, ColorScheme = ColorScheme.Light, ViewportSize = new() { Width = width, Height = height } };

    // By the fields' names: the words are in three languages.
    private static async Task EnterAsync(IPage page, Colleague agent)
    {
        await page.Locator("#email").FillAsync(agent.Email);
        await page.Locator("#password").FillAsync(Colleague.Password);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("html[data-circuit=ready]")).ToBeAttachedAsync();
    }

    private static async Task<long> TicketAsync(ChatDesk desk)
    {
        await Eventually.BeTrueAsync(() => desk.ReadAsync(db => db.Tickets.AnyAsync()), "the ticket is there");
        return await desk.ReadAsync(db => db.Tickets.Select(row => row.Number).SingleAsync());
    }
}
