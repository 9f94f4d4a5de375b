using System.Collections.Concurrent;
using HelpDesk.Tests.Support;
using Microsoft.Playwright;
using Xunit.Abstractions;
using static Microsoft.Playwright.Assertions;

namespace HelpDesk.Tests.Web.Channels.Chat;

/// <summary>What a visitor's browser asks for, and what comes over the wire: compressed, as the program serves it.</summary>
public sealed class ServedSizesTests(Browser browser, ITestOutputHelper output) : BrowserTests(browser)
{
    // As a build serves them; the published program has them smaller, by Brotli.
    private const int KiB = 1024;

    // It is open as long as the page is.
    private const string Stream = "v1/events";

    private static readonly string[] Calls = ["v1/inboxes/web", "v1/inboxes/web/visitors"];

    [Theory]
    [InlineData("en")]
    [InlineData("es")]
    [InlineData("fr")]
    public async Task A_page_and_a_first_open_cost_what_is_promised(string language)
    {
        // Else a build looks for changed files, and passes on what it has compressed itself.
        var desk = Own(await ChatDesk.StartAsync(new TestApp { Settings = { ["ReloadStaticAssetsAtRuntime"] = "false" } }));
        var page = await OpenAsync(Own(new HostPage(desk.App.Url, html: $"lang=\"{language}\"")).Url, "about:blank", new() { Locale = language });
        var asked = new ConcurrentQueue<IRequest>();
        page.RequestFinished += (_, request) => asked.Enqueue(request);
        await page.GotoAsync("/", new() { WaitUntil = WaitUntilState.NetworkIdle });
        await Expect(page.Locator(".launcher")).ToBeVisibleAsync();
        var loader = (await ServedAsync("page load", asked, desk)).ShouldHaveSingleItem();
        loader.Path.ShouldBe("loader.js");
        loader.Bytes.ShouldBeLessThanOrEqualTo(5 * KiB / 2);

        asked.Clear();
        await page.RunAndWaitForRequestAsync(() => page.Locator(".launcher").ClickAsync(), request => request.Url.Contains(Stream, StringComparison.Ordinal));
        var opened = await ServedAsync("first open", asked, desk);
        opened.Select(file => file.Path).ShouldBe([.. WidgetFilesTests.Panel, $"strings/{language}.js", .. Calls], ignoreOrder: true);
        opened.Where(file => WidgetFilesTests.Panel.Contains(file.Path)).Sum(file => file.Bytes).ShouldBeLessThanOrEqualTo(12 * KiB);
        opened.Single(file => file.Path.StartsWith("strings/", StringComparison.Ordinal)).Bytes.ShouldBeLessThanOrEqualTo(3 * KiB / 2);
        (loader.Bytes + opened.Where(file => !Calls.Contains(file.Path)).Sum(file => file.Bytes)).ShouldBeLessThanOrEqualTo(16 * KiB);
    }

    private async Task<List<Served>> ServedAsync(string when, IEnumerable<IRequest> asked, ChatDesk desk)
    {
        var served = new List<Served>();
        using var http = new HttpClient();
        http.DefaultRequestHeaders.AcceptEncoding.ParseAdd("gzip, deflate, br, zstd");
        foreach (var request in asked.Where(request => request.Url.StartsWith(desk.App.Url + "/w/", StringComparison.Ordinal)))
        {
            // The browser tells how large a file became, not how large it came.
            using var answer = request.Method == "GET" ? await http.GetAsync(request.Url) : null;
            var bytes = answer is null ? await (await request.ResponseAsync())!.BodyAsync() : await answer.Content.ReadAsByteArrayAsync();
            served.Add(new Served(request.Url[(desk.App.Url.Length + 3)..], answer?.Content.Headers.ContentEncoding.SingleOrDefault() ?? "as it is", bytes.Length));
        }

        output.WriteLine($"{when}: {served.Count} requests, {served.Sum(file => file.Bytes)} bytes");
        served.ForEach(file => output.WriteLine($"  {file.Path}: {file.Bytes} ({file.Encoding})"));
        return served;
    }

    private sealed record Served(string Path, string Encoding, int Bytes);
}
