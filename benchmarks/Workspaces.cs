using Microsoft.Playwright;

namespace HelpDesk.Benchmarks;

/// <summary>What an open workspace costs the server: one agent signs in and opens it in many tabs, each a circuit.</summary>
internal static class Workspaces
{
    private static readonly string[] Browsers = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"];

    private const int Tabs = 10;
    private const float PatienceMs = 120_000;

    public static async Task MeasureAsync(Desk desk)
    {
        Report.Section("Memory per open workspace");
        if (Browsers.FirstOrDefault(File.Exists) is not { } chromium)
        {
            Report.Line("not measured", "", $"there is no {Browsers[^1]}");
            return;
        }

        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = chromium, Args = ["--no-sandbox", "--disable-gpu"] });
        var context = await browser.NewContextAsync(new BrowserNewContextOptions { BaseURL = desk.Url, Locale = "en-GB" });
        context.SetDefaultTimeout(PatienceMs);
        var first = await context.NewPageAsync();
        await first.GotoAsync("/sign-in?returnUrl=%2Ftickets%2Fall");
        await first.FillAsync("#email", Desk.Email);
        await first.FillAsync("#password", Desk.Password);
        await first.ClickAsync("form button");

        // The password is checked slowly on purpose; whoever goes on meanwhile is not signed in.
        await first.WaitForURLAsync("**/tickets/**");
        await OpenAsync(first);

        // The first tab pays for what all share.
        var before = await desk.SettledMemoryAsync();
        for (var i = 0; i < Tabs; i++)
        {
            await OpenAsync(await context.NewPageAsync());
        }

        var after = await desk.SettledMemoryAsync();
        Report.Line($"{Tabs} more tabs with the ticket list", Report.Megabytes(after), $"{(after - before) / 1024.0 / Tabs:0} KB each");
    }

    // The circuit is there when its connection is, and has painted when nothing is asked for any more.
    private static async Task OpenAsync(IPage page)
    {
        await page.RunAndWaitForWebSocketAsync(() => page.GotoAsync("/tickets/all"));
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
    }
}
