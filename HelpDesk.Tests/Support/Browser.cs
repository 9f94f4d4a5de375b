using Microsoft.Playwright;

namespace HelpDesk.Tests.Support;

/// <summary>Debian's Chromium, started once for all browser tests; every test gets a context (a person) of its own.</summary>
public sealed class Browser : IAsyncLifetime
{
    // Both are the same browser; the one that has no windows takes a fifth less time.
    private static readonly string[] Chromium = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"];

    private const float PatienceMs = 15_000;

    // Ends with the process.
    private static readonly Lazy<Task<IBrowser>> Started = new(StartAsync);

    private IBrowser? browser;

    public async Task InitializeAsync() => browser = await Started.Value;

    public Task DisposeAsync() => Task.CompletedTask;

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

    private static async Task<IBrowser> StartAsync()
    {
        var chromium = Chromium.FirstOrDefault(File.Exists).ShouldNotBeNull($"{Chromium[0]} is missing: run ./test.sh, which installs it.");
        Assertions.SetDefaultExpectTimeout(PatienceMs);
        var playwright = await Playwright.CreateAsync();
        return await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = chromium,
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync",
            ],
        });
    }
}
