using System.Net;
using HelpDesk.Migrations;
using HelpDesk.Tests.Support;
using HelpDesk.Web.Access;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace HelpDesk.Tests.Web.Features;

public sealed class SetupTests(Browser browser) : BrowserTests(browser)
{
    [Fact]
    public async Task The_first_administrator_founds_the_workspace()
    {
        var app = Start();
        var page = await OpenAsync(app, "/");
        page.Url.ShouldEndWith("/setup");
        await Expect(page.GetByText("prints a link for its first administrator")).ToBeVisibleAsync();
        await page.ShouldBeAccessibleAsync();

        await page.GotoAsync("about:blank");
        await page.GotoAsync($"/setup#token={app.Get<SetupKey>().Token}");
        page.Url.ShouldNotContain("token");
        await page.GetByLabel("Your name").FillAsync("Ann");
        await page.GetByLabel("E-mail address").FillAsync("ann@example.com");
        await page.GetByLabel("Password").FillAsync("correct horse battery");
        await page.ShouldBeAccessibleAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.GetByLabel("Name that customers see").FillAsync("Acme");
        await page.GetByLabel("Language").SelectOptionAsync("es");
        await page.GetByLabel("Time zone").SelectOptionAsync("Europe/Madrid");
        await page.ShouldBeAccessibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Next" }).ClickAsync();
        await page.GetByLabel("Sat", new() { Exact = true }).CheckAsync();
        await page.ShouldBeAccessibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Finish" }).ClickAsync();

        await page.WaitForURLAsync("**/setup/done");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Tu mesa está abierta" })).ToBeVisibleAsync();
        await page.ShouldBeAccessibleAsync();
        await using var db = await app.Get<IDbContextFactory<HelpDeskDb>>().CreateDbContextAsync();
        var workspace = await db.Workspaces.SingleAsync();
        workspace.Name.ShouldBe("Acme");
        workspace.TimeZone.ShouldBe("Europe/Madrid");
        var calendar = await db.Set<HelpDesk.Domain.Hours.Calendar>().SingleAsync();
        calendar.Weekly.Select(interval => interval.Day).ShouldContain(DayOfWeek.Saturday);
        calendar.Weekly.Count.ShouldBe(6);

        await ChatWithOneselfAsync(page);
        await page.GotoAsync("/setup");
        await Expect(page.GetByText("Este HelpDesk ya está configurado")).ToBeVisibleAsync();
    }

    private static async Task ChatWithOneselfAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Link, new() { Name = "Probar el chat" }).ClickAsync();
        var chat = page.FrameLocator(".try iframe");
        await chat.Locator("textarea").FillAsync("¿Tienen la lámpara?");
        await chat.Locator("textarea").PressAsync("Enter");
        await Expect(page.Locator("html[data-circuit=ready]")).ToBeAttachedAsync();
        await page.ShouldBeAccessibleAsync();
        await page.Locator(".row").First.ClickAsync();
        await page.Locator(".composer > textarea").FillAsync("Sí, en azul.");
        await page.Keyboard.PressAsync("Control+Enter");
        await Expect(chat.Locator("article.theirs")).ToContainTextAsync("Sí, en azul.");
        await page.ShouldBeAccessibleAsync();
        await page.Locator(".try").GetByRole(AriaRole.Button, new() { Name = "Hecho" }).ClickAsync();
        await Expect(page.Locator(".context .person")).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData("")]
    [InlineData("0123456789abcdef0123456789abcdef")]
    public async Task Without_the_printed_code_nothing_is_founded(string token)
    {
        await using var app = new TestApp().Start();
        using var client = app.Anonymous();
        using var answer = await client.PostFormAsync("/setup", new()
        {
            ["token"] = token, ["name"] = "Mallory", ["email"] = "m@example.com", ["password"] = "correct horse battery", ["workspace"] = "Mine",
            ["language"] = "en", ["zone"] = "UTC", ["days"] = "Monday", ["opens"] = "09:00", ["closes"] = "17:00", ["inbox"] = "Web",
        });
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("This code is not the one");
        await using var db = await app.Get<IDbContextFactory<HelpDeskDb>>().CreateDbContextAsync();
        (await db.Agents.AnyAsync()).ShouldBeFalse();
    }
}
