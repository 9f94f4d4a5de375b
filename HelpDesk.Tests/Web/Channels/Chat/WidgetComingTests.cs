using System.Collections.Concurrent;
using HelpDesk.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace HelpDesk.Tests.Web.Channels.Chat;

/// <summary>What happens while the panel of a widget is on its way.</summary>
public sealed class WidgetComingTests(Browser browser) : BrowserTests(browser)
{
    [Fact]
    public async Task Whoever_presses_twice_because_it_is_slow_has_it_open()
    {
        var desk = Own(await ChatDesk.StartAsync());
        var (page, arrive) = await WaitForPanelAsync(desk);
        await page.Locator(".launcher").DblClickAsync();
        arrive.SetResult();
        await Expect(page.Locator("textarea")).ToBeFocusedAsync();
        await page.Locator(".launcher").ClickAsync();
        await Expect(page.Locator(".panel")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task A_widget_taken_away_while_it_comes_leaves_nothing_behind()
    {
        var desk = Own(await ChatDesk.StartAsync());
        var (page, arrive) = await WaitForPanelAsync(desk);
        var asked = new ConcurrentQueue<string>();
        page.Request += (_, request) => asked.Enqueue(request.Method == "POST" ? request.Url : "");
        await page.EvaluateAsync("window.shown = helpdesk.show(); helpdesk.destroy()");
        arrive.SetResult();
        await page.EvaluateAsync("shown");
        await Expect(page.Locator("helpdesk-chat")).ToHaveCountAsync(0);
        // Whoever comes next finds the place free, and is the only one who speaks.
        await page.EvaluateAsync("help => { const script = document.createElement('script'); script.src = help + '/w/loader.js'; script.dataset.inbox = 'web'; document.body.append(script); }", desk.App.Url);
        await page.Locator(".launcher").ClickAsync();
        await Expect(page.Locator("textarea")).ToBeFocusedAsync();
        await Expect(page.Locator(".status")).Not.ToBeEmptyAsync();
        asked.Count(url => url.EndsWith("/visitors", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task Whoever_signs_out_while_the_panel_cannot_be_loaded_is_signed_out()
    {
        Expected.Add("ERR_");
        var desk = Own(await ChatDesk.StartAsync());
        var host = Own(new HostPage(desk.App.Url));
        var page = await OpenAsync(host.Url, "/");
        await page.Locator(".launcher").ClickAsync();
        await page.Locator("textarea").FillAsync("Mine");
        await page.Locator("textarea").PressAsync("Enter");
        await Expect(page.Locator(".mark")).ToHaveTextAsync("Delivered");
        await page.RouteAsync("**/w/panel.js", route => route.AbortAsync());
        await page.ReloadAsync();
        await Expect(page.Locator(".launcher")).ToBeVisibleAsync();
        await page.EvaluateAsync("helpdesk.logout()");
        await Eventually.BeTrueAsync(async () => await page.EvaluateAsync<int>("localStorage.length") == 0, "nothing is left");
    }

    private async Task<(IPage Page, TaskCompletionSource Arrive)> WaitForPanelAsync(ChatDesk desk)
    {
        var arrive = new TaskCompletionSource();
        var html = $"<!doctype html><title>Shop</title><link rel=icon href=data:,><script async src=\"{desk.App.Url}/w/loader.js\" data-inbox=\"web\"></script><body>";
        var page = await OpenAsync(Own(new HostPage(desk.App.Url, page: html)).Url, "about:blank");
        await page.RouteAsync("**/w/panel.js", async route =>
        {
            await arrive.Task;
            await route.ContinueAsync();
        });
        await page.GotoAsync("/");
        await Expect(page.Locator(".launcher")).ToBeVisibleAsync();
        return (page, arrive);
    }
}
