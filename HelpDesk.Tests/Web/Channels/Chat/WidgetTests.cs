using HelpDesk.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace HelpDesk.Tests.Web.Channels.Chat;

/// <summary>The widget on somebody else's page.</summary>
public sealed class WidgetTests(Browser browser) : BrowserTests(browser)
{
    [Fact]
    public async Task It_works_by_keyboard_alone_under_the_strictest_policy()
    {
        // A violation of the policy is an error in the console, and so fails the test.
        var desk = Own(await ChatDesk.StartAsync());
        var page = await HostAsync(desk);
        var launcher = page.GetByRole(AriaRole.Button, new() { Name = "Open chat" });
        await Expect(launcher).ToBeVisibleAsync();

        await page.GetByText("Buy").FocusAsync();
        await page.Keyboard.PressAsync("Tab");
        await Expect(launcher).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("textarea")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("Hello");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".mark")).ToHaveTextAsync("Delivered");
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToBeHiddenAsync();
        await Expect(page.Locator(".launcher")).ToBeFocusedAsync();

        var ticket = await desk.ReadAsync(db => db.Tickets.Select(row => row.Number).SingleAsync());
        await desk.Bo.RepliesAsync(ticket, "Good morning");
        await Expect(page).ToHaveTitleAsync("(1) Shop");
        await Expect(page.Locator(".launcher")).ToHaveAttributeAsync("aria-label", "Open chat, 1 new message");
        (await desk.ReadAsync(db => db.ChatSessions.MaxAsync(row => row.ReadSeq))).ShouldBeLessThan(2);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page).ToHaveTitleAsync("Shop");
    }

    [Fact]
    public async Task It_asks_and_keeps_nothing_before_the_visitor_acts()
    {
        var desk = Own(await ChatDesk.StartAsync());
        var page = await HostAsync(desk, "about:blank");
        var asked = new List<string>();
        page.Request += (_, request) => asked.Add(new Uri(request.Url).AbsolutePath);
        await page.GotoAsync("/");
        await Expect(page.Locator(".launcher")).ToBeVisibleAsync();
        // The page's own picture is asked for by a Chromium with windows, where there is a tab to show it in.
        asked.Where(path => path != "/favicon.svg").ShouldBe(["/", "/w/loader.js"], ignoreOrder: true);

        await page.Locator(".launcher").ClickAsync();
        await Expect(page.Locator(".status")).ToContainTextAsync("replies");
        asked.Where(path => path.StartsWith("/w/", StringComparison.Ordinal) && !path.StartsWith("/w/v1/", StringComparison.Ordinal))
            .Except(["/w/loader.js", "/w/strings/en.js"])
            .ShouldBe(WidgetFilesTests.Panel.Select(file => "/w/" + file), ignoreOrder: true);

        (await page.EvaluateAsync<int>("localStorage.length")).ShouldBe(0);
        (await desk.ReadAsync(db => db.Customers.CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task It_works_where_storage_throws_and_where_pages_swap_their_body()
    {
        var desk = Own(await ChatDesk.StartAsync());
        var page = await HostAsync(desk, "about:blank");
        await page.AddInitScriptAsync("Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })");
        await page.GotoAsync("/");
        await page.Locator(".launcher").ClickAsync();
        await page.Locator("textarea").FillAsync("Hello");
        await page.Locator(".send").ClickAsync();
        await Expect(page.Locator(".mark")).ToHaveTextAsync("Delivered");

        await page.EvaluateAsync("document.body.replaceWith(document.createElement('body'))");

        await Expect(page.Locator("article.own")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Its_script_interface_opens_fills_speaks_and_leaves()
    {
        var desk = Own(await ChatDesk.StartAsync());
        var page = await HostAsync(desk, "about:blank");
        await page.AddInitScriptAsync("""
            window.helpdesk = function () { (helpdesk.q = helpdesk.q || []).push(arguments) };
            window.heard = [];
            for (const name of ['ready', 'open', 'close']) helpdesk('on', name, () => heard.push(name));
            helpdesk('prefill', 'About order 1042');
            """);
        await page.GotoAsync("/");
        await Expect(page.Locator("textarea")).ToHaveValueAsync("About order 1042");
        await page.EvaluateAsync("helpdesk.show()");
        await page.EvaluateAsync("helpdesk.setLocale('fr')");
        await Expect(page.GetByRole(AriaRole.Textbox, new() { Name = "Écrivez un message" })).ToHaveValueAsync("About order 1042");
        await page.EvaluateAsync("helpdesk.send('Bonjour')");
        await Expect(page.Locator(".mark")).ToHaveTextAsync("Distribué");

        await page.EvaluateAsync("helpdesk.logout()");
        await Expect(page.Locator("article")).ToHaveCountAsync(0);
        (await page.EvaluateAsync<int>("localStorage.length")).ShouldBe(0);
        await page.EvaluateAsync("helpdesk.hide()");
        await page.EvaluateAsync("helpdesk.destroy()");
        await Expect(page.Locator("helpdesk-chat")).ToHaveCountAsync(0);
        (await page.EvaluateAsync<string[]>("heard")).ShouldBe(["ready", "open", "close"]);
    }

    private Task<IPage> HostAsync(ChatDesk desk, string path = "/") => OpenAsync(Own(new HostPage(desk.App.Url)).Url, path);
}
