using System.Text.RegularExpressions;
using HelpDesk.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace HelpDesk.Tests;

public sealed partial class PublishTests(Browser browser) : BrowserTests(browser)
{
    // test.sh publishes beforehand, so that no build runs beside tests that look at the clock.
    private const string Published = "HELPDESK_TEST_PUBLISHED";

    private static readonly Dictionary<string, string> Nothing = new(StringComparer.Ordinal);

    [Fact]
    public async Task One_file_alone_in_an_empty_folder_is_the_whole_product()
    {
        var (url, _, _) = await StartAloneAsync();
        using var http = new HttpClient { BaseAddress = new Uri(url) };

        var html = await http.GetStringAsync(new Uri("/", UriKind.Relative));
        foreach (var address in Addresses().Matches(html).Select(match => match.Groups["address"].Value).Append("_framework/blazor.web.js"))
        {
            using var answer = await http.GetAsync(new Uri("/" + address.TrimStart('/'), UriKind.Relative));
            answer.IsSuccessStatusCode.ShouldBeTrue($"{address}: {answer.StatusCode}");
            (await answer.Content.ReadAsByteArrayAsync()).ShouldNotBeEmpty(address);
        }

        var page = await OpenAsync(url, "/");
        await Expect(page.Locator("h1").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Alone_in_an_empty_folder_it_leads_from_setup_to_an_answer_that_is_read()
    {
        var (url, running, folder) = await StartAloneAsync();
        await Eventually.BeTrueAsync(() => Task.FromResult(SetupLink().IsMatch(running.Output)), "the link to the first steps is printed");
        var agent = await OpenAsync(url, SetupLink().Match(running.Output).Value);
        await SetUpAsync(agent);

        await agent.GetByRole(AriaRole.Link, new() { Name = "Go to the tickets" }).ClickAsync();
        await Expect(agent.Locator("html[data-circuit=ready]")).ToBeAttachedAsync();
        var visitor = await OpenAsync(url, "/c/web");
        await visitor.Locator("textarea").FillAsync("Do you repair lamps?");
        await visitor.Keyboard.PressAsync("Enter");
        await agent.Locator(".row").Filter(new() { HasText = "Do you repair lamps?" }).ClickAsync();
        await agent.Locator("hd-composer textarea").FillAsync("We do. Bring it any day before six.");
        await agent.Keyboard.PressAsync("Control+Enter");

        await Expect(visitor.Locator("article.theirs")).ToContainTextAsync("We do. Bring it any day before six.");
        await Expect(agent.Locator(".message.out[data-seq]")).ToContainTextAsync("Read");
        Directory.GetFileSystemEntries(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal).ShouldBe(["data", "helpdesk"]);
    }

    [GeneratedRegex(@"/setup#token=\w+", RegexOptions.NonBacktracking)]
    private static partial Regex SetupLink();

    [GeneratedRegex("<(?:link|script)[^>]+(?:href|src)=\"(?<address>[^\":]+)\"", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Addresses();

    private static async Task SetUpAsync(IPage page)
    {
        await page.GetByLabel("Your name").FillAsync("Ann");
        await page.GetByLabel("E-mail address").FillAsync("ann@example.com");
        await page.GetByLabel("Password").FillAsync("correct horse battery");
        await page.Keyboard.PressAsync("Enter");
        await page.GetByLabel("Name that customers see").FillAsync("Lamps");
        await page.GetByRole(AriaRole.Button, new() { Name = "Next" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Finish" }).ClickAsync();
        await page.WaitForURLAsync("**/setup/done");
    }

    private async Task<(string Url, RunningProgram Running, string Folder)> StartAloneAsync()
    {
        var folder = Own(new TempFolder());
        var program = Path.Combine(folder.Path, "helpdesk");
        File.Copy(await PublishAsync(), program);
        var url = $"http://127.0.0.1:{Ports.Free()}";
        var running = Own(new RunningProgram(program, ["--urls", url], folder.Path, Nothing));
        using var http = new HttpClient { BaseAddress = new Uri(url) };
        await Eventually.BeTrueAsync(() => IsReadyAsync(http, running), "ready", TimeSpan.FromMinutes(2));
        return (url, running, folder.Path);
    }

    private static async Task<string> PublishAsync()
    {
        if (Environment.GetEnvironmentVariable(Published) is { Length: > 0 } ready)
        {
            File.Exists(ready).ShouldBeTrue($"{Published} names {ready}, which is not there.");
            return ready;
        }

        // Without what the test runner tells its own build.
        var environment = new[] { "PATH", "HOME", "NUGET_PACKAGES", "DOTNET_CLI_HOME", "DOTNET_ROOT" }
            .Select(name => (Name: name, Value: Environment.GetEnvironmentVariable(name)))
            .Where(pair => pair.Value is not null)
            .Append((Name: "MSBUILDDISABLENODEREUSE", Value: "1"))
            .ToDictionary(pair => pair.Name, pair => pair.Value!, StringComparer.Ordinal);
        await using var publish = new RunningProgram(Checkout.File("publish.sh"), ["linux-x64"], Checkout.Root, environment);
        (await publish.ExitAsync(TimeSpan.FromMinutes(10))).ShouldBe(0, publish.Output);
        return Checkout.File("dist", "linux-x64", "helpdesk");
    }

    private static async Task<bool> IsReadyAsync(HttpClient http, RunningProgram running)
    {
        running.HasExited.ShouldBeFalse(running.Output);
        try
        {
            using var answer = await http.GetAsync(new Uri("/healthz/ready", UriKind.Relative));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
