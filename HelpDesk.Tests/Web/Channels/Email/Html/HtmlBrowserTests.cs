using System.Collections.Concurrent;
using System.Net;
using HelpDesk.Tests.Support;
using HelpDesk.Web.Channels.Email.Html;
using Microsoft.Playwright;
using Xunit.Abstractions;

namespace HelpDesk.Tests.Web.Channels.Email.Html;

/// <summary>
/// Sanitised mails in Chromium, in frames that may do all that those of the workspace may not: run scripts, open dialogs, be
/// of the page's origin. Nothing runs and nothing is fetched although the browser would.
/// </summary>
public sealed class HtmlBrowserTests(Browser browser, ITestOutputHelper output) : BrowserTests(browser)
{
    private const int PerFrame = 40;
    private const int FramesPerPage = 20;

    private const string Hooks = """
        for (const name of ['alert', 'confirm', 'prompt', 'print', 'open', 'eval']) window[name] = () => console.log('RAN ' + name);
        """;

    private readonly ConcurrentQueue<string> deeds = new();

    [Fact]
    public async Task Attacks_neither_run_nor_fetch_once_sanitised()
    {
        await ShowAsync([.. Payloads.Own, .. Payloads.Collected.Where((_, at) => at % 10 == 0)]);

        deeds.ShouldBeEmpty();
    }

    [Fact]
    [Trait("Category", "Long")]
    public async Task All_collected_attacks_neither_run_nor_fetch_once_sanitised()
    {
        await ShowAsync([.. Payloads.Own, .. Payloads.Collected, .. Payloads.Pages]);

        deeds.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_same_frames_would_tell_if_anything_ran()
    {
        Expected.Add("ERR_FAILED");
        var page = await OpenAsync();

        await FillAsync(page, ["<img src=https://evil.example/x.png onerror=alert(1)>"]);

        await Eventually.BeTrueAsync(
            () => deeds.Contains("RAN alert") && deeds.Contains("https://evil.example/x.png"), "the hooks tell what runs and what is fetched");
    }

    private async Task ShowAsync(IReadOnlyCollection<string> attacks)
    {
        output.WriteLine(MailCorpus.Folder is null ? $"{attacks.Count} attacks: {MailCorpus.Variable} names no folder with more" : $"{attacks.Count} attacks");
        var clean = attacks.Select(html => HtmlSanitiser.TrySanitise(html, out var written) ? written.Html : "");
        var page = await OpenAsync();
        foreach (var frames in clean.Chunk(PerFrame).Select(parts => string.Concat(parts.Select(part => $"<div>{part}</div>"))).Chunk(FramesPerPage))
        {
            await FillAsync(page, frames);
        }
    }

    private async Task<IPage> OpenAsync()
    {
        var page = await OpenAsync("http://mail.example", "about:blank");
        await page.AddInitScriptAsync(Hooks);
        await page.RouteAsync("**/*", route => route.AbortAsync());
        page.Request += (_, request) => deeds.Enqueue(request.Url);
        page.Dialog += (_, dialog) => deeds.Enqueue($"RAN {dialog.Type}");
        page.Console += (_, message) => Note(message.Text, message.Text.StartsWith("RAN ", StringComparison.Ordinal));
        page.FrameNavigated += (_, frame) => Note($"went to {frame.Url}", !frame.Url.StartsWith("about:", StringComparison.Ordinal));
        return page;
    }

    private void Note(string deed, bool isDeed)
    {
        if (isDeed)
        {
            deeds.Enqueue(deed);
        }
    }

    private static async Task FillAsync(IPage page, IEnumerable<string> frames)
    {
        const string Sandbox = "allow-scripts allow-same-origin allow-modals allow-popups allow-forms";
        var html = string.Concat(frames.Select(frame => $"<iframe sandbox='{Sandbox}' onload='this.dataset.shown=1' srcdoc=\"{WebUtility.HtmlEncode(frame)}\"></iframe>"));
        await page.SetContentAsync(html);
        await page.WaitForFunctionAsync("[...document.querySelectorAll('iframe')].every(frame => frame.dataset.shown)");
    }
}
