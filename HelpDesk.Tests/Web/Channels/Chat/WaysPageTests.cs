using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Tickets;
using HelpDesk.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace HelpDesk.Tests.Web.Channels.Chat;

/// <summary>Other ways than writing and waiting, in Chromium.</summary>
public sealed class WaysPageTests(Browser browser) : BrowserTests(browser)
{
    [Theory]
    [InlineData("en-GB", ColorScheme.Light, 1024)]
    [InlineData("fr-FR", ColorScheme.Dark, 360)]
    public async Task Nobody_is_there_so_a_call_is_asked_for_and_the_chat_goes_on_by_mail(string locale, ColorScheme scheme, int width)
    {
        Expected.Add("422");
        var desk = Own(await ChatDesk.StartAsync());
        var page = await OpenAsync(desk.App, "/c/web", new() { Locale = locale, ColorScheme = scheme, ViewportSize = new() { Width = width, Height = 640 } });
        await Expect(page.Locator(".status")).Not.ToBeEmptyAsync();
        var way = page.Locator(".sheet .ways button");
        await page.Locator("header .tool").First.PressAsync("Enter");
        await Expect(way.First).ToBeFocusedAsync();
        await Expect(way).ToHaveCountAsync(2);
        await page.ShouldBeAccessibleAsync();

        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".sheet .ways p").First).Not.ToBeEmptyAsync();
        await Expect(way).ToHaveCountAsync(2);
        await way.First.PressAsync("Enter");
        var phone = page.Locator(".sheet input[type=tel]");
        await Expect(phone).ToBeFocusedAsync();
        await page.ShouldBeAccessibleAsync();
        await page.Keyboard.TypeAsync("call me");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".sheet .ways [role=alert]")).Not.ToBeEmptyAsync();
        await phone.FillAsync("+34 600 123 456");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("article.own")).ToContainTextAsync("+34600123456");
        await Expect(page.Locator(".composer textarea")).ToBeFocusedAsync();

        await page.Locator("header .tool").First.ClickAsync();
        await way.Nth(1).ClickAsync();
        await Expect(page.Locator(".sheet input[type=email]")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("ana@example.com");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("article").Last).ToContainTextAsync("ana@example.com");
        (await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth")).ShouldBeTrue();
    }

    [Fact]
    public async Task It_rings_with_the_agent_who_sees_whom_to_call()
    {
        var desk = Own(await ChatDesk.StartAsync());
        var agent = await OpenAsync(desk.App, "/sign-in", new() { Locale = "en-GB", ViewportSize = new() { Width = 1440, Height = 900 } });
        await agent.SignInAsync(await desk.App.AddAgentAsync("Cleo", Role.Agent), "/tickets/all");
        await Expect(agent.Locator("html[data-circuit=ready]")).ToBeAttachedAsync();
        var page = await OpenAsync(desk.App, "/c/web");
        await Expect(page.Locator(".status[data-state=online]")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "More" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Talk to somebody now" }).ClickAsync();
        await Expect(page.Locator("article.own")).ToContainTextAsync("I would like to talk to somebody now.");
        await Expect(agent.Locator(".row .ringing")).ToBeVisibleAsync();
        await agent.ShouldBeAccessibleAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "More" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Call me back" }).ClickAsync();
        await page.GetByLabel("Your phone number").FillAsync("0034 600 123 456");
        await page.GetByLabel("When does it suit you? (optional)").FillAsync("after five");
        await page.GetByRole(AriaRole.Button, new() { Name = "Ask for a call" }).ClickAsync();
        await agent.Locator(".row").First.ClickAsync();
        await Expect(agent.Locator("p.event a[href='tel:+34600123456']")).ToBeVisibleAsync();
        await Expect(agent.Locator("p.event").Filter(new() { HasText = "wants to talk to somebody now" })).ToBeVisibleAsync();
        await agent.ShouldBeAccessibleAsync();

        await desk.Bo.RepliesAsync(await desk.ReadAsync(db => db.Tickets.Select(row => row.Number).SingleAsync()), "Here I am.");
        await Expect(agent.Locator(".row .ringing")).ToHaveCountAsync(0);
        (await desk.ReadAsync(db => db.Messages.CountAsync(row => row.Kind == MessageKind.Public && row.AuthorKind == AuthorKind.Customer))).ShouldBe(2);
    }
}
