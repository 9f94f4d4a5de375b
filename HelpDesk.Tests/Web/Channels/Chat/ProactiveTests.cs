using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Tickets;
using HelpDesk.Migrations;
using HelpDesk.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace HelpDesk.Tests.Web.Channels.Chat;

/// <summary>A chat speaks first, from the settings to the agent's timeline, in Chromium.</summary>
public sealed class ProactiveTests(Browser browser) : BrowserTests(browser)
{
    [Fact]
    public async Task A_line_is_shown_where_it_was_meant_to_be_refused_by_one_and_answered_by_another()
    {
        var app = Start();
        await app.OpenDeskAsync();
        await WriteItAsync(app);
        var host = Own(new HostPage(app.Url, attributes: "data-proactive"));

        var busy = await OpenAsync(host.Url, "/", new() { ViewportSize = new() { Width = 390, Height = 844 }, ColorScheme = ColorScheme.Dark });
        await Expect(busy.Locator(".say")).ToBeAttachedAsync();
        await Expect(busy.Locator(".say")).ToBeEmptyAsync();
        await busy.GotoAsync("/cart?step=2");
        await Expect(busy.GetByRole(AriaRole.Status).GetByText("Which lamp is yours?")).ToBeVisibleAsync();
        (await busy.EvaluateAsync<string>("document.activeElement.tagName")).ShouldBe("BODY");
        await busy.ShouldBeAccessibleAsync();
        await busy.GetByRole(AriaRole.Button, new() { Name = "Not now" }).ClickAsync();
        await Expect(busy.Locator(".say")).ToBeEmptyAsync();
        await busy.ReloadAsync();
        await Expect(busy.Locator(".launcher")).ToBeVisibleAsync();
        await Expect(busy.Locator(".say")).ToHaveCountAsync(0);

        var customer = await OpenAsync(host.Url, "/cart");
        await customer.GetByText("Which lamp is yours?").ClickAsync();
        await Expect(customer.Locator("textarea")).ToBeFocusedAsync();
        await Expect(customer.Locator(".intro")).ToContainTextAsync("Lina: Which lamp is yours?");
        await Expect(customer.Locator(".say")).ToBeEmptyAsync();
        await customer.Keyboard.TypeAsync("The red one");
        await customer.Keyboard.PressAsync("Enter");
        await Expect(customer.Locator(".mark")).ToHaveTextAsync("Delivered");

        await using var db = await app.Get<IDbContextFactory<HelpDeskDb>>().CreateDbContextAsync();
        var told = await db.Messages.Where(row => row.ActivityType == ActivityType.ProactiveAnswered).Select(row => row.ActivityTo).SingleAsync();
        told.ShouldBe("Which lamp is yours?");
    }

    private async Task WriteItAsync(TestApp app)
    {
        var page = await OpenAsync(app, "/sign-in", new() { Locale = "en-GB", ViewportSize = new() { Width = 1440, Height = 1100 } });
        await page.SignInAsync(await app.AddAgentAsync("Ada", Role.Administrator), "/settings/chats/web");
        await Expect(page.Locator("html[data-circuit=ready]")).ToBeAttachedAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a message" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save messages" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Write what it says.");
        await page.GetByLabel("What it says").FillAsync("Which lamp is yours?");
        await page.GetByLabel("Said by").FillAsync("Lina");
        await page.GetByLabel("On which pages").FillAsync("http://*/CART*");
        await page.GetByLabel("After seconds on the page").FillAsync("0");
        await page.GetByLabel("Only when", new() { Exact = true }).SelectOptionAsync("always");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save messages" }).ClickAsync();
        await Expect(page.Locator(".toast")).ToContainTextAsync("Saved");
        await Expect(page.Locator("#snippet")).ToContainTextAsync("data-proactive=\"\"");
        await page.ShouldBeAccessibleAsync();
    }
}
