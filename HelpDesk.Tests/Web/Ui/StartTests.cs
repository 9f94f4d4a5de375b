using HelpDesk.Tests.Support;
using Microsoft.Playwright;

namespace HelpDesk.Tests.Web.Ui;

public sealed class StartTests(Browser browser) : BrowserTests(browser)
{
    [Fact]
    public async Task The_first_page_becomes_interactive_and_is_accessible()
    {
        var page = await OpenAsync(Start(), "/");

        await Assertions.Expect(page.GetByText("Connected")).ToBeVisibleAsync();
        await page.ShouldBeAccessibleAsync();
    }
}
