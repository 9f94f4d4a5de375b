using HelpDesk.Tests.Support;
using Microsoft.Playwright;

namespace HelpDesk.Tests.Web.Ui;

public sealed class StartTests(Browser browser) : BrowserTests(browser)
{
    [Fact]
    public async Task The_first_page_becomes_interactive_and_is_accessible()
    {
        var app = Start();
        var page = await OpenAsync(app, "/sign-in");
        await page.SignInAsync(await app.AddAgentAsync("Ann"));

        await Assertions.Expect(page.Locator("html[data-circuit=ready]")).ToBeAttachedAsync();
        page.Url.ShouldEndWith("/tickets/all");
        await page.ShouldBeAccessibleAsync();
    }
}
