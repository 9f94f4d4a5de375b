using HelpDesk.Domain.Agents;
using HelpDesk.Migrations;
using HelpDesk.Tests.Support;
using HelpDesk.Web.Actions.Agents;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Tests.Web.Access;

public sealed class CircuitTests(Browser browser) : BrowserTests(browser)
{
    [Fact]
    public async Task An_agent_who_is_disabled_is_out_at_once()
    {
        var app = Start();
        var ann = await app.AddAgentAsync("Ann");
        var page = await OpenAsync(app, "/sign-in");
        await page.SignInAsync(ann);
        await Eventually.BeTrueAsync(async () => await PresenceAsync(app, ann) == Presence.Online, "online");

        await app.Get<ChangeAgent>().RunAsync(Actor.System, ann.PublicId, new AgentChange(Active: false), CancellationToken.None);

        await page.WaitForURLAsync(url => url.Contains("/sign-in", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_open_workspace_makes_the_agent_online()
    {
        var app = Start();
        var ann = await app.AddAgentAsync("Ann");
        var page = await OpenAsync(app, "/sign-in");
        await page.SignInAsync(ann);

        await Eventually.BeTrueAsync(async () => await PresenceAsync(app, ann) == Presence.Online, "online");
        await using var db = await app.Get<IDbContextFactory<HelpDeskDb>>().CreateDbContextAsync();
        (await db.PresenceLog.CountAsync(row => row.AgentId == ann.Id)).ShouldBe(1);
    }

    private static async Task<Presence> PresenceAsync(TestApp app, Colleague agent)
    {
        await using var db = await app.Get<IDbContextFactory<HelpDeskDb>>().CreateDbContextAsync();
        return await db.Agents.Where(row => row.Id == agent.Id).Select(row => row.Presence).SingleAsync();
    }
}
