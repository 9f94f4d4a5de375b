using HelpDesk.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace HelpDesk.Tests.Web.Channels.Chat;

/// <summary>The client that the documentation shows, on an origin of its own.</summary>
public sealed class SampleClientTests(Browser browser) : BrowserTests(browser)
{
    [Fact]
    public async Task The_client_of_the_documentation_talks_and_remembers()
    {
        var desk = Own(await ChatDesk.StartAsync());
        var host = Own(new HostPage(desk.App.Url, page: await File.ReadAllTextAsync(Checkout.File("docs", "sample-client.html"))));
        var address = $"/?help={Uri.EscapeDataString(desk.App.Url)}";
        var page = await OpenAsync(host.Url, address);
        await Expect(page.Locator("#status")).Not.ToBeEmptyAsync();
        await page.GetByLabel("Message").FillAsync("¿Hay lámparas?");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("li")).ToContainTextAsync(["You: ¿Hay lámparas?"]);

        var ticket = await desk.ReadAsync(db => db.Tickets.Select(row => row.Number).SingleAsync());
        await desk.Bo.RepliesAsync(ticket, "Sí, tres.");
        await Expect(page.Locator("li", new() { HasText = "Bo: Sí, tres." })).ToBeVisibleAsync();
        await page.GotoAsync(address);
        await Expect(page.Locator("li", new() { HasText = "Sí, tres." })).ToBeVisibleAsync();
        await page.GetByLabel("Message").FillAsync("¡Gracias!");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("li", new() { HasText = "¡Gracias!" })).ToBeVisibleAsync();

        (await desk.ReadAsync(db => db.Tickets.CountAsync())).ShouldBe(1);
    }
}
