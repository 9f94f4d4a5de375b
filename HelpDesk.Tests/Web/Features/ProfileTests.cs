using HelpDesk.Migrations;
using HelpDesk.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace HelpDesk.Tests.Web.Features;

/// <summary>An agent's own page.</summary>
public sealed class ProfileTests(Browser browser) : BrowserTests(browser)
{
    [Fact]
    public async Task A_signature_is_written_and_taken_away_on_a_phone_as_well()
    {
        var app = Start();
        var page = await OpenAsync(app, "/sign-in", new() { ViewportSize = new() { Width = 390, Height = 844 }, ColorScheme = ColorScheme.Dark });
        await page.SignInAsync(await app.AddAgentAsync("Bo"), "/me");
        var signature = page.GetByLabel("Signature");
        await Expect(signature).ToHaveValueAsync("");
        (await page.Locator("#signature-hint").InnerTextAsync()).ShouldContain("{agent.name}");

        await signature.FillAsync("{agent.name}\nAcme <support>");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();

        await Eventually.BeTrueAsync(async () => await SignatureAsync(app) == "{agent.name}\nAcme <support>", "it is kept");
        await page.ReloadAsync();
        await Expect(signature).ToHaveValueAsync("{agent.name}\nAcme <support>");
        await page.ShouldBeAccessibleAsync();
        (await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth")).ShouldBeTrue("nothing sticks out");

        await signature.FillAsync(" ");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Eventually.BeTrueAsync(async () => await SignatureAsync(app) is null, "it is gone");
    }

    private static async Task<string?> SignatureAsync(TestApp app)
    {
        await using var db = await app.Get<IDbContextFactory<HelpDeskDb>>().CreateDbContextAsync();
        return await db.Agents.Select(agent => agent.Signature).SingleAsync();
    }
}
