using HelpDesk.Domain.Agents;
using HelpDesk.Migrations;
using HelpDesk.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace HelpDesk.Tests.Web.Features;

/// <summary>Being forgotten, in Chromium: what the customer is told, and what an administrator does.</summary>
public sealed class PrivacyOnScreenTests(Browser browser) : BrowserTests(browser)
{
    [Fact]
    public async Task A_customer_asks_and_an_administrator_erases()
    {
        Expected.Add("403");
        var app = Start();
        await app.OpenDeskAsync();
        var chat = await OpenAsync(app, "/c/web", new() { Locale = "en-GB", ViewportSize = new() { Width = 360, Height = 640 } });
        await chat.Locator("textarea").FillAsync("My secret");
        await chat.Keyboard.PressAsync("Enter");
        await Eventually.BeTrueAsync(async () => await CountAsync(app, "My secret") == 1, "the message is taken");
        await chat.GetByRole(AriaRole.Button, new() { Name = "More" }).ClickAsync();
        await chat.GetByRole(AriaRole.Button, new() { Name = "Privacy" }).ClickAsync();
        await chat.GetByRole(AriaRole.Button, new() { Name = "Download my data" }).ClickAsync();
        await Expect(chat.GetByRole(AriaRole.Group, new() { Name = "Privacy" })).ToContainTextAsync("Answer the mail that we send you");
        await chat.ShouldBeAccessibleAsync();

        var page = await OpenAsync(app, "/sign-in", new() { Locale = "en-GB" });
        await page.SignInAsync(await app.AddAgentAsync("Root", Role.Administrator), $"/customers/{await CustomerAsync(app)}");
        await Expect(page.Locator("html[data-circuit=ready]")).ToBeAttachedAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Erase…" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Erase for good" }).ClickAsync();

        await Expect(page.Locator(".page-head .chip")).ToContainTextAsync("Erased");
        (await CountAsync(app, "My secret")).ShouldBe(0);
    }

    private static async Task<int> CountAsync(TestApp app, string text)
    {
        await using var db = await app.Get<IDbContextFactory<HelpDeskDb>>().CreateDbContextAsync();
        return await db.Messages.CountAsync(message => message.BodyText == text);
    }

    private static async Task<string> CustomerAsync(TestApp app)
    {
        await using var db = await app.Get<IDbContextFactory<HelpDeskDb>>().CreateDbContextAsync();
        return await db.Customers.Select(customer => customer.PublicId).SingleAsync();
    }
}
