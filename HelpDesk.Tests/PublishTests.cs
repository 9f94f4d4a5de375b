using System.Text.RegularExpressions;
using HelpDesk.Tests.Support;
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
        var folder = Own(new TempFolder());
        var program = Path.Combine(folder.Path, "helpdesk");
        File.Copy(await PublishAsync(), program);
        var url = $"http://127.0.0.1:{Ports.Free()}";

        var running = Own(new RunningProgram(program, ["--urls", url], folder.Path, Nothing));
        using var http = new HttpClient { BaseAddress = new Uri(url) };
        await Eventually.BeTrueAsync(() => IsReadyAsync(http, running), "ready", TimeSpan.FromMinutes(2));

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

    [GeneratedRegex("<(?:link|script)[^>]+(?:href|src)=\"(?<address>[^\":]+)\"", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Addresses();

    private static async Task<string> PublishAsync()
    {
        if (Environment.GetEnvironmentVariable(Published) is { Length: > 0 } ready)
        {
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
