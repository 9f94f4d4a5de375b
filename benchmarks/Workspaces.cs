using Microsoft.Playwright;

namespace HelpDesk.Benchmarks;

/// <summary>What an open workspace costs the server: one agent signs in and opens it in many tabs, each a circuit.</summary>
internal static class Workspaces
{
    private const string Chromium = "/usr/bin/chromium";

    public static async Task MeasureAsync(Desk desk, int tabs)
    {
        if (!File.Exists(Chromium))
        {
            Report.Line("not measured", "", $"there is no {Chromium}");
            return;
        }

        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Chromium, Args = ["--no-sandbox", "--disable-gpu"] });
        var context = await browser.NewContextAsync(new BrowserNewContextOptions { BaseURL = desk.Url, Locale = "en-GB" });
        var first = await context.NewPageAsync();
        await first.GotoAsync("/sign-in");
        await first.FillAsync("#email", Desk.Email);
        await first.FillAsync("#password", Desk.Password);
        await first.ClickAsync("form button");
        await OpenAsync(first);

        // The first tab pays for what all share.
        var before = await desk.SettledMemoryAsync();
        for (var i = 0; i < tabs; i++)
        {
            await OpenAsync(await context.NewPageAsync());
        }

        var after = await desk.SettledMemoryAsync();
        Report.Line($"{tabs} more tabs with the ticket list", Report.Megabytes(after), $"{(after - before) / 1024.0 / tabs:0} KB each");
    }

    // A circuit is there when its connection is: the page has asked for nothing more for a while.
    private static async Task OpenAsync(IPage page)
    {
        var socket = page.WaitForWebSocketAsync();
        await page.GotoAsync("/");
        await socket;
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
    }
}
