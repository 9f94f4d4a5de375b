using HelpDesk.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace HelpDesk.Tests.Web.Features;

/// <summary>The workspace as an agent meets it, in Chromium.</summary>
public sealed class WorkspaceTests(Browser browser) : BrowserTests(browser)
{
    private const string Letters = "ąęóśñçàéœ jk r n e a s p t u ? / .";

    [Fact]
    public async Task Letters_that_are_typed_trigger_nothing()
    {
        var (app, inbox) = await DeskAsync();
        var ticket = await app.WritesAsync(inbox, "Ann", "Hello");
        var page = await AgentAsync(app, "Bo", $"/tickets/all/{ticket}");

        await Text(page).PressSequentiallyAsync(Letters);

        await Expect(Text(page)).ToHaveValueAsync(Letters);
        await Expect(page.Locator("dialog[open], .menu:popover-open")).ToHaveCountAsync(0);
        await Expect(page.Locator(".ticket-head .bar .chip.new")).ToBeVisibleAsync();
        page.Url.ShouldEndWith($"/tickets/all/{ticket}");
    }

    [Fact]
    public async Task The_day_can_be_done_without_a_mouse()
    {
        var (app, inbox) = await DeskAsync();
        var first = await app.WritesAsync(inbox, "Ann", "I waited longest");
        var second = await app.WritesAsync(inbox, "Cid", "Me too");
        var page = await AgentAsync(app, "Bo", "/tickets/all");
        await Expect(page.Locator(".row")).ToHaveCountAsync(2);

        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync($"**/tickets/all/{first}");
        await Expect(page.Locator("hd-timeline")).ToContainTextAsync("I waited longest");
        await page.Keyboard.PressAsync("r");
        await page.Keyboard.TypeAsync("On it!");
        await page.Keyboard.PressAsync("Control+Enter");
        await Expect(page.Locator(".message.out[data-seq] .text")).ToHaveTextAsync("On it!");
        await Expect(page.Locator(".pending-sends article")).ToHaveCountAsync(0);

        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("n");
        await Expect(page.Locator(".composer.is-note")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("e");
        await Expect(page.Locator(".toast")).ToContainTextAsync("Solved");
        await page.Keyboard.PressAsync("Control+z");
        await Expect(page.Locator(".ticket-head .bar .chip.open")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("a");
        await Expect(page.Locator("#assign-menu .filter")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("g");
        await page.Keyboard.PressAsync("u");
        await page.WaitForURLAsync("**/tickets/unassigned");
        await Expect(page.Locator(".row")).ToHaveCountAsync(1);
        await Expect(page.Locator(".row")).ToHaveAttributeAsync("data-number", $"{second}");
    }

    [Fact]
    public async Task Everything_is_a_few_letters_away()
    {
        var (app, inbox) = await DeskAsync();
        var ticket = await app.WritesAsync(inbox, "Ann", "Hello");
        var page = await AgentAsync(app, "Bo", $"/tickets/all/{ticket}");
        await Text(page).FillAsync("Half a thought");

        await page.Keyboard.PressAsync("Control+k");
        await Expect(page.Locator("#palette input")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("priority");
        await Expect(page.Locator("#palette [role=option]").First).ToContainTextAsync("Priority");
        await Expect(page.Locator("#palette [role=option]").First.Locator("kbd")).ToHaveTextAsync("P");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#priority-menu")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");

        await Text(page).FocusAsync();
        await page.Keyboard.PressAsync("Control+k");
        await page.Keyboard.PressAsync("Escape");
        await Expect(Text(page)).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Control+k");
        await page.Keyboard.TypeAsync($"#{ticket}");
        await Expect(page.Locator("#palette [role=option]")).ToHaveTextAsync([$"Open #{ticket}", $"Search tickets for “#{ticket}”/"]);
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/tickets/all?q=*");
    }

    [Fact]
    public async Task Whoever_types_on_after_the_key_of_a_menu_types_into_it()
    {
        var (app, inbox) = await DeskAsync();
        var ticket = await app.WritesAsync(inbox, "Ann", "Hello");
        var page = await AgentAsync(app, "Bo", $"/tickets/all/{ticket}");

        await page.Keyboard.TypeAsync("tdelivery");
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.Locator(".ticket-head .chip.tag")).ToHaveTextAsync("delivery");
        await Expect(page.Locator(".ticket-head .bar .chip.new")).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Sent_and_solved_with_one_stroke_the_next_one_opens(bool shownBeforeAnswered)
    {
        var (app, inbox) = await DeskAsync();
        var first = await app.WritesAsync(inbox, "Ann", "I waited longest");
        var second = await app.WritesAsync(inbox, "Cid", "Me too");
        var page = await AgentAsync(app, "Bo", $"/tickets/all/{first}");
        await Expect(page.Locator(".row")).ToHaveCountAsync(2);
        if (shownBeforeAnswered)
        {
            await page.RouteAsync($"**/app/tickets/{first}/messages", async route =>
            {
                var answer = await route.FetchAsync();
                await Expect(page.Locator(".message.out[data-seq]")).ToBeVisibleAsync();
                await route.FulfillAsync(new() { Response = answer });
            });
        }

        await Text(page).FillAsync("Here it is.");
        await page.Keyboard.PressAsync("Control+Shift+Enter");

        await page.WaitForURLAsync($"**/tickets/all/{second}");
        await Expect(page.Locator(".toast")).ToContainTextAsync($"#{first} is Solved");
        await Expect(page.Locator(".row")).ToHaveCountAsync(1);
        await Expect(page.Locator("hd-timeline")).ToContainTextAsync("Me too");
    }

    [Fact]
    public async Task Single_keys_can_be_switched_off()
    {
        var (app, inbox) = await DeskAsync();
        var ticket = await app.WritesAsync(inbox, "Ann", "Hello");
        var page = await AgentAsync(app, "Bo", $"/tickets/all/{ticket}");
        await page.Keyboard.PressAsync("?");
        await page.GetByLabel("Single keys on this device").UncheckAsync();
        await page.Keyboard.PressAsync("Escape");
        await page.ReloadAsync();
        await Expect(page.Locator("html[data-circuit=ready]")).ToBeAttachedAsync();

        await page.Keyboard.PressAsync("a");
        await page.Keyboard.PressAsync("?");
        await page.Keyboard.PressAsync("Control+k");

        await Expect(page.Locator("#palette")).ToBeVisibleAsync();
        await Expect(page.Locator("#keys-help, #assign-menu").Filter(new() { Visible = true })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_draft_outlives_a_reload_and_stands_on_the_server()
    {
        var (app, inbox) = await DeskAsync();
        var ticket = await app.WritesAsync(inbox, "Ann", "Hello");
        var page = await AgentAsync(app, "Bo", $"/tickets/all/{ticket}");
        await Text(page).FillAsync("Half a thought");
        await Expect(page.Locator(".composer .saved")).ToHaveTextAsync("Draft saved");

        await page.EvaluateAsync("localStorage.clear()");
        await page.ReloadAsync();

        await Expect(Text(page)).ToHaveValueAsync("Half a thought");
    }

    [Fact]
    public async Task A_restarted_server_costs_no_letter()
    {
        using var folder = new TempFolder();
        var app = new TestApp(folder.Path, null).Start();
        var inbox = await app.OpenDeskAsync();
        var ticket = await app.WritesAsync(inbox, "Ann", "Hello");
        Expected.Add("Failed to load resource");
        Expected.Add("WebSocket");
        Expected.Add("Failed to complete negotiation");
        Expected.Add("connection");
        Expected.Add("disconnected");
        Expected.Add("Failed to fetch");
        var page = await AgentAsync(app, "Bo", $"/tickets/all/{ticket}");
        await Text(page).PressSequentiallyAsync("Before ");
        await app.DisposeAsync();

        await Text(page).PressSequentiallyAsync("while it was away");
        await page.Keyboard.PressAsync("Control+Enter");
        await Expect(page.Locator(".pending-sends .text")).ToHaveTextAsync("Before while it was away");
        await Text(page).PressSequentiallyAsync("and after");
        Start(new TestApp(folder.Path, app.Port));

        await Expect(page.Locator(".message.out[data-seq] .text")).ToHaveTextAsync("Before while it was away", new() { Timeout = 40_000 });
        await Expect(Text(page)).ToHaveValueAsync("and after");
    }

    [Fact]
    public async Task Two_agents_see_each_other_and_what_the_other_does()
    {
        var (app, inbox) = await DeskAsync();
        var ticket = await app.WritesAsync(inbox, "Ann", "Hello");
        var bo = await AgentAsync(app, "Bo", $"/tickets/all/{ticket}");
        var cy = await AgentAsync(app, "Cy", $"/tickets/all/{ticket}");
        await Expect(bo.Locator(".watchers")).ToContainTextAsync("Cy is viewing");
        await Expect(cy.Locator(".watchers")).ToContainTextAsync("Bo is viewing");

        await Text(cy).PressSequentiallyAsync("I have it");
        await Expect(bo.Locator(".watchers")).ToContainTextAsync("Cy is replying");
        await cy.Keyboard.PressAsync("Control+Enter");

        await Expect(bo.Locator("hd-timeline")).ToContainTextAsync("I have it");
        await Expect(bo.Locator(".row")).ToContainTextAsync("I have it");
        await app.WritesAsync(inbox, "Ann", "Thank you both");
        await Expect(bo.Locator("hd-timeline")).ToContainTextAsync("Thank you both");
        await Expect(cy.Locator(".row")).ToContainTextAsync("Thank you both");
    }

    [Fact]
    public async Task What_arrived_unseen_is_shown_before_a_reply_goes_out()
    {
        var (app, inbox) = await DeskAsync();
        var ticket = await app.WritesAsync(inbox, "Ann", string.Join("\n", Enumerable.Range(1, 24).Select(line => $"Line {line}")));
        await app.WritesAsync(inbox, "Ann", string.Join("\n", Enumerable.Range(1, 24).Select(line => $"More {line}")));
        var page = await AgentAsync(app, "Bo", $"/tickets/all/{ticket}");
        await Text(page).PressSequentiallyAsync("My answer");
        await page.Locator("hd-timeline").EvaluateAsync("element => element.scrollTo(0, 0)");
        await app.WritesAsync(inbox, "Ann", "Wait, it is solved!");
        await Expect(page.Locator("#jump")).ToHaveTextAsync("1 new");

        await Text(page).PressAsync("Control+Enter");
        await Expect(page.Locator(".composer .guard")).ToContainTextAsync("1 new message");
        await Expect(page.Locator(".pending-sends article")).ToHaveCountAsync(0);

        await page.GetByRole(AriaRole.Button, new() { Name = "Send anyway" }).ClickAsync();
        await Expect(page.Locator(".message.out[data-seq] .text")).ToHaveTextAsync("My answer");
    }

    [Theory]
    [InlineData(1440, 900, ColorScheme.Light)]
    [InlineData(1440, 900, ColorScheme.Dark)]
    [InlineData(1024, 768, ColorScheme.Light)]
    [InlineData(390, 844, ColorScheme.Light)]
    [InlineData(390, 844, ColorScheme.Dark)]
    public async Task It_is_accessible_at_every_size(int width, int height, ColorScheme scheme)
    {
        var (app, inbox) = await DeskAsync();
        var ticket = await app.WritesAsync(inbox, "Ann", "Hello, see https://example.com");
        var page = await AgentAsync(app, "Bo", $"/tickets/all/{ticket}", new() { Locale = "en-GB", ColorScheme = scheme, ViewportSize = new() { Width = width, Height = height } });
        await Text(page).FillAsync("Looking");
        await Text(page).PressAsync("Control+Enter");
        await Expect(page.Locator(".message.out[data-seq]")).ToBeVisibleAsync();

        await page.ShouldBeAccessibleAsync();
        (await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth")).ShouldBeTrue("nothing runs out of the screen");
        foreach (var path in new[] { "/tickets/solved", "/customers" })
        {
            await page.GotoAsync(path);
            await Expect(page.Locator("html[data-circuit=ready]")).ToBeAttachedAsync();
            await page.ShouldBeAccessibleAsync();
        }
    }

    private static ILocator Text(IPage page) => page.Locator("hd-composer textarea");

    private async Task<(TestApp App, long Inbox)> DeskAsync()
    {
        var app = Start();
        return (app, await app.OpenDeskAsync());
    }

    private async Task<IPage> AgentAsync(TestApp app, string name, string path, BrowserNewContextOptions? options = null)
    {
        var agent = await app.AddAgentAsync(name);
        var page = await OpenAsync(app, "/sign-in", options);
        await page.SignInAsync(agent, path);
        await Expect(page.Locator("html[data-circuit=ready]")).ToBeAttachedAsync();
        return page;
    }
}
