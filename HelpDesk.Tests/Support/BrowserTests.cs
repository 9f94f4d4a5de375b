using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace HelpDesk.Tests.Support;

/// <summary>
/// Base of what is seen in Chromium. A page that logs an error, and a browser logs every answer of 400 and more, fails the
/// test that opened it, whatever else it saw. <c>./test.sh</c> runs these after all others.
/// </summary>
[Trait("Category", "Browser")]
public abstract class BrowserTests(Browser browser) : IClassFixture<Browser>, IAsyncLifetime
{
    private readonly ConcurrentQueue<string> complaints = new();
    private readonly List<IPage> pages = [];
    private readonly Stack<IAsyncDisposable> owned = new();

    /// <summary>Complaints that are part of what the test does, by a part of their words.</summary>
    protected ICollection<string> Expected { get; } = [];

    public virtual Task InitializeAsync() => Task.CompletedTask;

    public virtual async Task DisposeAsync()
    {
        // What pages say of a program that goes away under them is no complaint.
        var said = complaints.ToArray();
        foreach (var page in pages)
        {
            await page.Context.CloseAsync();
        }

        while (owned.TryPop(out var thing))
        {
            await thing.DisposeAsync();
        }

        said.Where(complaint => !Expected.Any(part => complaint.Contains(part, StringComparison.OrdinalIgnoreCase)))
            .ShouldBeEmpty();
    }

    /// <summary>Starts the program; it is stopped after the last page is closed.</summary>
    protected TestApp Start(TestApp? app = null) => Own(app ?? new TestApp()).Start();

    /// <summary>Something that the pages need: disposed of after the last page is closed, the latest first.</summary>
    protected T Own<T>(T thing)
        where T : IAsyncDisposable
    {
        owned.Push(thing);
        return thing;
    }

    /// <summary>A new person (cookies and storage of their own) at the address.</summary>
    protected Task<IPage> OpenAsync(TestApp app, string path, BrowserNewContextOptions? options = null) =>
        OpenAsync(app.Url, path, options);

    /// <inheritdoc cref="OpenAsync(TestApp, string, BrowserNewContextOptions?)"/>
    protected async Task<IPage> OpenAsync(string url, string path, BrowserNewContextOptions? options = null)
    {
        var page = await browser.OpenAsync(url, options);
        pages.Add(page);
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                complaints.Enqueue($"{page.Url}: {message.Text} {message.Location}");
            }
        };
        page.PageError += (_, error) => complaints.Enqueue($"{page.Url}: {error}");
        await page.GotoAsync(path);
        return page;
    }
}
