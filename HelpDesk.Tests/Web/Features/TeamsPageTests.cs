using HelpDesk.Domain;
using HelpDesk.Domain.Agents;
using HelpDesk.Migrations;
using HelpDesk.Tests.Support;
using HelpDesk.Web.Actions.Agents;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace HelpDesk.Tests.Web.Features;

/// <summary>The page of teams, in Chromium, and what it refuses.</summary>
public sealed class TeamsPageTests(Browser browser) : BrowserTests(browser)
{
    [Fact]
    public async Task An_administrator_makes_a_team_and_gives_it_a_signature_on_a_phone_as_well()
    {
        var app = Start();
        var page = await OpenAsync(app, "/sign-in", new() { ViewportSize = new() { Width = 390, Height = 844 }, ColorScheme = ColorScheme.Dark });
        await page.SignInAsync(await app.AddAgentAsync("Cleo", Role.Administrator), "/settings/teams");
        await Expect(page.Locator("html[data-circuit=ready]")).ToBeAttachedAsync();
        var fresh = page.GetByRole(AriaRole.Form, new() { Name = "New team" });

        await fresh.GetByLabel("Name").FillAsync("Billing");
        await fresh.GetByLabel("Cleo").CheckAsync();
        await fresh.GetByLabel("Signature").FillAsync("{agent.name}\nBilling at {workspace.name}");
        await fresh.GetByRole(AriaRole.Button, new() { Name = "Add team" }).ClickAsync();

        var billing = page.GetByRole(AriaRole.Form, new() { Name = "Billing" });
        await Expect(billing.GetByLabel("Cleo")).ToBeCheckedAsync();
        await Expect(fresh.GetByLabel("Name")).ToHaveValueAsync("");
        await page.ShouldBeAccessibleAsync();
        await billing.GetByLabel("Cleo").UncheckAsync();
        await billing.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();

        await Eventually.BeTrueAsync(async () => await TeamAsync(app) is { Members.Count: 0, Signature: "{agent.name}\nBilling at {workspace.name}" }, "it is kept");
    }

    [Theory]
    [InlineData(" ", "", "name")]
    [InlineData("support", "", "taken")]
    [InlineData("Sales", "x", "signature")]
    public async Task What_no_team_can_be_is_refused(string name, string signature, string code)
    {
        await using var world = await World.CreateAsync();
        var edit = world.Get<EditTeam>();
        await edit.RunAsync(Actor.System, null, new TeamFields("Support", null, []), CancellationToken.None);

        var written = signature.Length == 0 ? null : new string('x', 4_001);
        (await Should.ThrowAsync<RuleException>(() => edit.RunAsync(Actor.System, null, new TeamFields(name, written, []), CancellationToken.None))).Code.ShouldBe(code);
        (await world.ReadAsync(db => db.Teams.CountAsync())).ShouldBe(1);
    }

    private static async Task<HelpDesk.Domain.Agents.Team?> TeamAsync(TestApp app)
    {
        await using var db = await app.Get<IDbContextFactory<HelpDeskDb>>().CreateDbContextAsync();
        return await db.Teams.AsNoTracking().Include(team => team.Members).SingleOrDefaultAsync(team => team.Name == "Billing");
    }
}
