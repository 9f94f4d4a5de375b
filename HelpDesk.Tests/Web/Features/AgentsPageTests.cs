using HelpDesk.Domain.Agents;
using HelpDesk.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace HelpDesk.Tests.Web.Features;

public sealed class AgentsPageTests(Browser browser) : BrowserTests(browser)
{
    [Fact]
    public async Task An_administrator_invites_somebody_who_then_signs_in_and_is_disabled_again()
    {
        // What Ann's page hears when it asks for its circuit again and is nobody any more.
        Expected.Add("HTTP Authentication failed");
        Expected.Add("401");

        // Whoever is disabled while their page connects is refused there as well.
        Expected.Add("Failed to start the transport");
        var app = Start();
        var page = await OpenAsync(app, "/sign-in");
        await page.SignInAsync(await app.AddAgentAsync("Cleo", Role.Administrator), "/settings/agents");
        await Expect(page.GetByText("cleo@example.com")).ToBeVisibleAsync();
        await Expect(page.Locator("html[data-circuit=ready]")).ToBeAttachedAsync();
        await page.ShouldBeAccessibleAsync();

        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Ann");
        await page.GetByLabel("E-mail address").FillAsync("ann@example.com");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make a link" }).ClickAsync();
        var link = await page.GetByLabel("Give this link to Ann").InputValueAsync();

        var ann = await OpenAsync(app, new Uri(link).PathAndQuery);
        await ann.GetByLabel("New password").FillAsync(Colleague.Password);
        await ann.GetByRole(AriaRole.Button, new() { Name = "Save and sign in" }).ClickAsync();
        await ann.WaitForURLAsync("**/tickets/all");

        await page.GetByRole(AriaRole.Row, new() { Name = "ann@example.com" }).GetByRole(AriaRole.Button, new() { Name = "Disable" }).ClickAsync();
        await ann.WaitForURLAsync(url => url.Contains("/sign-in", StringComparison.Ordinal), new() { Timeout = 60_000 });
    }
}
