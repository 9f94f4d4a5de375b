using HelpDesk.Domain.Tickets;
using HelpDesk.Migrations;
using HelpDesk.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace HelpDesk.Tests.Web.Features;

/// <summary>Naming others beside the customer, in Chromium.</summary>
public sealed class CopiesOnScreenTests(Browser browser) : BrowserTests(browser)
{
    [Theory]
    [InlineData(1440, 900, ColorScheme.Light)]
    [InlineData(390, 844, ColorScheme.Dark)]
    public async Task Others_are_named_by_keyboard_kept_with_the_draft_and_get_the_answer(int width, int height, ColorScheme scheme)
    {
        var app = Start();
        var ticket = await app.WritesAsync(await app.OpenDeskAsync(), "Ann", "Hello");
        var page = await OpenAsync(app, "/sign-in", new() { Locale = "en-GB", ColorScheme = scheme, ViewportSize = new() { Width = width, Height = height } });
        await page.SignInAsync(await app.AddAgentAsync("Bo"), $"/tickets/all/{ticket}");
        await Expect(page.Locator("html[data-circuit=ready]")).ToBeAttachedAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Cc and Bcc" }).ClickAsync();
        await page.Keyboard.TypeAsync("Bob@Example.com,");
        await Expect(page.Locator(".composer .saved")).ToHaveTextAsync("Draft saved");
        await page.EvaluateAsync("localStorage.clear()");
        await page.ReloadAsync();
        await Expect(page.Locator("html[data-circuit=ready]")).ToBeAttachedAsync();
        await Expect(page.Locator(".people .person")).ToHaveTextAsync(["Visitor", "bob@example.com"]);

        await Text(page).FillAsync("It left today.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Cc and Bcc" }).ClickAsync();
        await page.Keyboard.TypeAsync("nobody");
        await page.Keyboard.PressAsync("Control+Enter");
        await Expect(page.Locator(".people .error")).ToHaveTextAsync("nobody is not an e-mail address.");
        await Expect(page.Locator(".pending-sends article")).ToHaveCountAsync(0);
        await page.Keyboard.PressAsync("Control+a");
        await page.Keyboard.TypeAsync("cy@example.com ");
        await page.GetByLabel("Where they stand").SelectOptionAsync("bcc");
        await page.GetByLabel("Add an address").FillAsync("Dee Lee <dee@example.com>, bob@example.com");
        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove cy@example.com" }).ClickAsync();
        await Expect(page.Locator(".people .person")).ToHaveTextAsync(["Visitor", "bob@example.com", "dee@example.com"]);
        await page.ShouldBeAccessibleAsync();

        await Expect(page.Locator(".composer .saved")).ToHaveTextAsync("Draft saved");
        await page.EvaluateAsync("localStorage.clear()");
        await page.ReloadAsync();
        await Expect(Text(page)).ToHaveValueAsync("It left today.");
        await Expect(page.Locator(".people .person")).ToHaveTextAsync(["Visitor", "bob@example.com", "dee@example.com"]);
        await Text(page).PressAsync("Control+Enter");
        await Expect(page.Locator(".message.out[data-seq] .text")).ToHaveTextAsync("It left today.");
        await Expect(page.Locator(".people")).ToBeHiddenAsync();

        await using var db = await app.Get<IDbContextFactory<HelpDeskDb>>().CreateDbContextAsync();
        var rows = await db.Deliveries.AsNoTracking().Where(row => row.Channel == Channel.Email).OrderBy(row => row.Id).Select(row => new { row.Role, row.Recipient }).ToListAsync();
        rows.Select(row => $"{row.Role} {row.Recipient}").ShouldBe(["Cc bob@example.com", "Bcc dee@example.com"]);
        await Expect(page.Locator(".message.out .state", new() { HasText = "dee@example.com (Bcc)" })).ToBeVisibleAsync();
    }

    private static ILocator Text(IPage page) => page.Locator("hd-composer textarea");
}
