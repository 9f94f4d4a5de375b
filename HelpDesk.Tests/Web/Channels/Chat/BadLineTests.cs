using System.Globalization;
using HelpDesk.Tests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.Playwright;
using Xunit.Abstractions;
using static Microsoft.Playwright.Assertions;

namespace HelpDesk.Tests.Web.Channels.Chat;

/// <summary>
/// Visitor and agent write to each other in Chromium while the line breaks and the program is killed: in the end both see
/// every message, once and in order. A tenth of it in an ordinary run, all of it with <c>./test.sh --long</c>.
/// </summary>
public sealed class BadLineTests(Browser browser, ITestOutputHelper output) : BrowserTests(browser)
{
    private static readonly int Times = Environment.GetEnvironmentVariable("HELPDESK_TEST_LONG") == "1" ? 10 : 1;
    private static readonly Fault[] Faults = Enum.GetValues<Fault>();
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly TempFolder folder = new();
    private readonly int port = Ports.Free();
    private readonly int seed = Random.Shared.Next();
    private RunningProgram program = null!;

    public override async Task InitializeAsync()
    {
        // What a browser says of lines that break, of programs that are gone, and of an answer that crosses with a question;
        // a hint that somebody types is sent twice by a browser whose line broke, and refused once.
        foreach (var complaint in new[] { "ERR_", "409 (Conflict)", "/w/v1/typing", "WebSocket", "Connection", "Failed to fetch", "Failed to complete negotiation", "Failed to start the connection" })
        {
            Expected.Add(complaint);
        }

        await using (var desk = await ChatDesk.StartAsync(new TestApp(folder.Path, null)))
        {
            await desk.App.AddAgentAsync("Cleo");
        }

        SqliteConnection.ClearAllPools();
        program = await StartAsync();
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await program.DisposeAsync();
        SqliteConnection.ClearAllPools();
        folder.Dispose();
    }

    [Fact]
    public async Task Random_cuts_lose_double_and_mix_up_nothing()
    {
        var (random, cuts) = (new Random(seed), 30 * Times);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {seed}"));
        var line = Own(new BadLine(port));
        var writing = await BeginAsync(line.Url);
        using var enough = new CancellationTokenSource();
        var work = writing.WriteAsync(enough.Token);
        for (var cut = 0; cut < cuts; cut++)
        {
            // In the end, something on the way holds the stream back, and the page has to ask again and again.
            line.HoldsStreams = cut >= cuts - 5;
            var fault = Faults[random.Next(Faults.Length)];
            await Task.WhenAny(line.BreakAsync(fault, 1 + random.Next(12)), work).WaitAsync(Patience);
            work.IsCompleted.ShouldBeFalse("both write on");
            var goal = writing.Asked + random.Next(4);
            await Eventually.BeTrueAsync(() => writing.Asked >= goal || writing.IsStuck, "the visitor writes on", Patience);

            // Now and then nobody ever says that the line is dead.
            if (fault != Fault.Silence || random.Next(10) > 0)
            {
                line.Mend();
            }
        }

        line.Mend();
        await enough.CancelAsync();
        await work;
        await writing.ShouldHaveArrivedAsync();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{cuts} cuts, {writing.Asked} messages of the visitor in {writing.Sends} sends, {writing.Answered} of the agent: all there, once, in order"));
    }

    [Fact]
    public async Task A_server_killed_again_and_again_loses_doubles_and_mixes_up_nothing()
    {
        var (random, kills) = (new Random(seed), 5 * Times);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {seed}"));
        var writing = await BeginAsync($"http://127.0.0.1:{port}");
        using var enough = new CancellationTokenSource();
        var work = writing.WriteAsync(enough.Token);
        for (var kill = 0; kill < kills; kill++)
        {
            var (asked, answered) = (writing.Asked + random.Next(10), writing.Answered + random.Next(3));
            await Eventually.BeTrueAsync(() => (writing.Asked > asked && writing.Answered > answered) || work.IsCompleted, "both write on", Patience);
            work.IsCompleted.ShouldBeFalse("both write on");
            await program.KillAsync();
            await program.DisposeAsync();
            program = await StartAsync();
        }

        await enough.CancelAsync();
        await work;
        await writing.ShouldHaveArrivedAsync();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{kills} kills, {writing.Asked} messages of the visitor in {writing.Sends} sends, {writing.Answered} of the agent: all there, once, in order"));
    }

    private async Task<Correspondence> BeginAsync(string chat)
    {
        var visitor = await OpenAsync(chat, "/c/web");

        var agent = await OpenAsync($"http://127.0.0.1:{port}", "/sign-in");
        visitor.SetDefaultTimeout((float)Patience.TotalMilliseconds);
        agent.SetDefaultTimeout((float)Patience.TotalMilliseconds);
        await agent.SignInAsync(new Colleague(0, "", "cleo@example.com"));
        var writing = new Correspondence(visitor, agent, folder.Path);
        await writing.BeginAsync();
        await Expect(agent.Locator("hd-composer textarea")).ToBeVisibleAsync();
        return writing;
    }

    private async Task<RunningProgram> StartAsync()
    {
        var started = new RunningProgram(
            Path.Combine(AppContext.BaseDirectory, "helpdesk"),
            ["--data", folder.Path, "--urls", $"http://127.0.0.1:{port}", "--Limits:VisitorMessagesPerMinute", "100000", "--Limits:VisitorsPerAddressPerMinute", "100000"],
            AppContext.BaseDirectory);
        using var http = new HttpClient();
        await Eventually.BeTrueAsync(() => AnswersAsync(started, http), "the program answers", Patience);
        return started;
    }

    private async Task<bool> AnswersAsync(RunningProgram started, HttpClient http)
    {
        started.HasExited.ShouldBeFalse(started.Output);
        try
        {
            using var answer = await http.GetAsync(new Uri($"http://127.0.0.1:{port}/healthz/ready"));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
