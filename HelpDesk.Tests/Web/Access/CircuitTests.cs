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

    [Fact]
    public async Task A_page_on_which_nothing_happens_hears_of_its_server_in_time()
    {
        // The hub's ping; js/reconnect.js waits for fifteen seconds before it says that the line is lost.
        byte[] ping = [2, 0x91, 6];
        var heard = new TaskCompletionSource();
        var app = Start();
        var page = await OpenAsync(app, "about:blank");
        page.WebSocket += (_, socket) => socket.FrameReceived += (_, frame) => _ = frame.Binary?.SequenceEqual(ping) == true && heard.TrySetResult();
        await page.GotoAsync(app.Url + "/sign-in");
        await page.SignInAsync(await app.AddAgentAsync("Ann"), "/customers");

        await heard.Task.WaitAsync(TimeSpan.FromSeconds(12));
    }

    private static async Task<Presence> PresenceAsync(TestApp app, Colleague agent)
    {
        await using var db = await app.Get<IDbContextFactory<HelpDeskDb>>().CreateDbContextAsync();
        return await db.Agents.Where(row => row.Id == agent.Id).Select(row => row.Presence).SingleAsync();
    }
}
