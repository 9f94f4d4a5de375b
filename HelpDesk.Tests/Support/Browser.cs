using Microsoft.Playwright;

namespace HelpDesk.Tests.Support;

/// <summary>Debian's Chromium, started once for all browser tests; every test gets a context (a person) of its own.</summary>
public sealed class Browser : IAsyncLifetime
{
    private const string Chromium = "/usr/bin/chromium";
    private const float PatienceMs = 15_000;

    private IPlaywright? playwright;
    private IBrowser? browser;

    public async Task InitializeAsync()
    {
        File.Exists(Chromium).ShouldBeTrue($"{Chromium} is missing: run ./test.sh, which installs it.");
        playwright = await Playwright.CreateAsync();
        Assertions.SetDefaultExpectTimeout(PatienceMs);
        browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Chromium,
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync",
            ],
        });
    }

    public async Task DisposeAsync()
    {
        if (browser is not null)
        {
            await browser.DisposeAsync();
        }

        playwright?.Dispose();
    }

    /// <summary>A person with cookies and storage of their own, in front of an empty page.</summary>
    public async Task<IPage> OpenAsync(string baseUrl, BrowserNewContextOptions? options = null)
    {
        options ??= new BrowserNewContextOptions { Locale = "en-GB" };
        options.BaseURL = baseUrl;
        // Colours are measured where they come to rest, not on the way.
        options.ReducedMotion ??= ReducedMotion.Reduce;
        var context = await browser!.NewContextAsync(options);
        context.SetDefaultTimeout(PatienceMs);
        return await context.NewPageAsync();
    }
}
