using System.Diagnostics;
using System.Text.Json;
using HelpDesk.Domain.Work;
using HelpDesk.Tests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Tests.Web.Channels.Chat;

/// <summary>What a server that stops, politely or not, must not lose.</summary>
public sealed class RestartTests
{
    private const int Senders = 4;
    private const int MessagesBetweenKills = 25;

    [Fact]
    public async Task Whoever_was_there_counts_as_away_until_they_are_back()
    {
        using var folder = new TempFolder();
        string token;
        await using (var first = await ChatDesk.StartAsync(new TestApp(folder.Path, null)))
        {
            using var visitor = await first.VisitorAsync();
            await visitor.SaysAsync("Hello");
            token = visitor.Token;
        }

        await using var second = new TestApp(folder.Path, null).Start();
        await using (var db = await second.Get<IDbContextFactory<HelpDesk.Migrations.HelpDeskDb>>().CreateDbContextAsync())
        {
            (await db.ChatSessions.SingleAsync()).AwaySince.ShouldNotBeNull();
            (await db.Deadlines.AnyAsync(row => row.Kind == DeadlineKind.PresenceLost)).ShouldBeTrue();
        }

        using var back = await ChatVisitor.OpenAsync(second.Url, resume: token);
        await using var stream = await back.ListenAsync();
        await Eventually.BeTrueAsync(
            async () =>
            {
                await using var db = await second.Get<IDbContextFactory<HelpDesk.Migrations.HelpDeskDb>>().CreateDbContextAsync();
                return (await db.ChatSessions.SingleAsync()).AwaySince is null && !await db.Deadlines.AnyAsync(row => row.Kind == DeadlineKind.PresenceLost);
            },
            "back");
    }

    [Fact]
    public async Task Every_message_that_was_acknowledged_survives_kill_9_once_and_in_order()
    {
        var kills = Environment.GetEnvironmentVariable("HELPDESK_TEST_LONG") == "1" ? 30 : 3;
        using var folder = new TempFolder();
        await using (await ChatDesk.StartAsync(new TestApp(folder.Path, null)))
        {
            // Workspace, inbox and schema are there now.
        }

        SqliteConnection.ClearAllPools();
        var port = Ports.Free();
        var program = await StartAsync(folder.Path, port);
        var visitors = new List<ChatVisitor>();
        try
        {
            for (var i = 0; i < Senders; i++)
            {
                visitors.Add(await ChatVisitor.OpenAsync($"http://127.0.0.1:{port}"));
            }

            using var enough = new CancellationTokenSource();
            var senders = visitors.ConvertAll(visitor => new Sender(visitor));
            var sending = senders.ConvertAll(sender => sender.RunAsync(enough.Token));
            for (var kill = 0; kill < kills; kill++)
            {
                var goal = senders.Sum(sender => sender.Acknowledged.Count) + MessagesBetweenKills;
                await Eventually.BeTrueAsync(() => senders.Sum(sender => sender.Acknowledged.Count) >= goal, "messages flow", TimeSpan.FromSeconds(60));
                await program.KillAsync();
                await program.DisposeAsync();
                program = await StartAsync(folder.Path, port);
            }

            await enough.CancelAsync();
            await Task.WhenAll(sending);
            foreach (var sender in senders)
            {
                await sender.ShouldHaveArrivedAsync();
            }
        }
        finally
        {
            visitors.ForEach(visitor => visitor.Dispose());
            await program.DisposeAsync();
        }
    }

    private static async Task<RunningProgram> StartAsync(string data, int port)
    {
        var program = new RunningProgram(
            Path.Combine(AppContext.BaseDirectory, "helpdesk"),
            ["--data", data, "--urls", $"http://127.0.0.1:{port}", "--Limits:VisitorMessagesPerMinute", "100000", "--Limits:MessagesPerInboxPerMinute", "100000"],
            AppContext.BaseDirectory);
        using var http = new HttpClient();
        await Eventually.BeTrueAsync(
            async () =>
            {
                program.HasExited.ShouldBeFalse(program.Output);
                try
                {
                    using var answer = await http.GetAsync($"http://127.0.0.1:{port}/healthz/ready");
                    return answer.IsSuccessStatusCode;
                }
                catch (HttpRequestException)
                {
                    return false;
                }
            },
            "the program answers",
            TimeSpan.FromSeconds(60));
        return program;
    }

    /// <summary>Sends one message after another; one without an answer is sent again under its key.</summary>
    private sealed class Sender(ChatVisitor visitor)
    {
        public List<(string Text, int Seq)> Acknowledged { get; } = [];

        public async Task RunAsync(CancellationToken enough)
        {
            for (var i = 0; !enough.IsCancellationRequested; i++)
            {
                var text = $"message {i}";
                Acknowledged.Add((text, await SendAsync(text, $"key-{i}")));
            }
        }

        public async Task ShouldHaveArrivedAsync()
        {
            var stored = new List<(string Text, int Seq)>();
            for (var before = ""; before is not null;)
            {
                var page = await visitor.GetAsync($"messages?limit=200&before={before}");
                stored.InsertRange(0, page.GetProperty("items").EnumerateArray().Where(IsOwn).Select(item => (item.GetProperty("text").GetString()!, item.GetProperty("seq").GetInt32())));
                before = page.GetProperty("next").ValueKind == JsonValueKind.Null ? null : page.GetProperty("next").ToString();
            }

            stored.ShouldBe(Acknowledged);
            stored.Select(message => message.Seq).ShouldBeInOrder();
        }

        // A long run is long enough for the desk to say that it is sorry.
        private static bool IsOwn(JsonElement message) => message.GetProperty("direction").GetString() == "in";

        private async Task<int> SendAsync(string text, string key)
        {
            var began = Stopwatch.StartNew();
            using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
            while (true)
            {
                try
                {
                    return (await visitor.SaysAsync(text, key)).GetProperty("seq").GetInt32();
                }
                catch (Exception cut) when (cut is HttpRequestException or IOException && began.Elapsed < TimeSpan.FromMinutes(2))
                {
                    await pause.WaitForNextTickAsync();
                }
            }
        }
    }
}
