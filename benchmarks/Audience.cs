using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;

namespace HelpDesk.Benchmarks;

/// <summary>A full house: visitors who all have an open chat and listen, while some of them and their agent write.</summary>
internal static class Audience
{
    private const int First = 100;
    private const int Visitors = 2_000;
    private const int ArriveAtOnce = 8;
    private const int PerSecond = 20;
    private const int WarmUp = 200;
    private const int Messages = 1_200;

    public static async Task MeasureAsync(Desk desk)
    {
        Report.Section($"{Visitors:N0} visitors with an open chat, {PerSecond} messages a second");
        foreach (var early in await ComeAsync(desk, First))
        {
            early.Dispose();
        }

        var before = await desk.SettledMemoryAsync();
        Report.Line($"after the first {First} have left", Report.Megabytes(before));
        var house = await ComeAsync(desk, Visitors);
        var full = await desk.SettledMemoryAsync();
        Report.Line("all listening", Report.Megabytes(full), PerVisitor(full - before));
        using var agent = new HttpClient { BaseAddress = new Uri(desk.Url) };
        agent.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer", await desk.CallAsync("token", "create", "--name", "audience", "--scopes", "tickets:read,tickets:write", "--agent", Desk.Email));
        await SpeakAsync(house, agent, WarmUp);
        var (work, began) = (desk.ProcessorTime, Stopwatch.StartNew());
        var taken = await SpeakAsync(house, agent, Messages);
        Report.Line("processor time of the server", $"{(desk.ProcessorTime - work) / began.Elapsed * 100:0} %", $"of one processor, {Messages / began.Elapsed.TotalSeconds:0.0} messages a second");
        Report.Distribution("a visitor's message, until it is on their stream", [.. taken.Where(one => one.ByVisitor).Select(one => one.Milliseconds)]);
        Report.Distribution("an agent's answer, until it is on that stream", [.. taken.Where(one => !one.ByVisitor).Select(one => one.Milliseconds)]);
        Report.Distribution("bound: an empty POST and a commit of one row", await Bounds.PostAndCommitAsync(desk.Data, Messages));
        var after = await desk.SettledMemoryAsync();
        Report.Line("after that", Report.Megabytes(after), PerVisitor(after - before));
        house.ForEach(visitor => visitor.Dispose());
    }

    private static string PerVisitor(long bytes) => $"{bytes / 1024.0 / Visitors:0.0} KB each";

    private static async Task<List<Seated>> ComeAsync(Desk desk, int count)
    {
        var house = new List<Seated>();
        foreach (var group in Enumerable.Range(0, count).Chunk(ArriveAtOnce))
        {
            house.AddRange(await Task.WhenAll(group.Select(_ => Seated.ComeAsync(desk))));
        }

        return house;
    }

    // One every so often, whatever has become of those before: who is slow must not slow down those who wait.
    private static async Task<(bool ByVisitor, double Milliseconds)[]> SpeakAsync(List<Seated> house, HttpClient agent, int messages)
    {
        var spoken = new List<Task<(bool, double)>>();
        using var beat = new PeriodicTimer(TimeSpan.FromSeconds(1) / PerSecond);
        for (var i = 0; i < messages; i++)
        {
            await beat.WaitForNextTickAsync();
            spoken.Add(house[i * 7 % house.Count].HearAsync(i % 2 == 0 ? null : agent));
        }

        return await Task.WhenAll(spoken);
    }
}

/// <summary>A visitor with a ticket, who listens.</summary>
internal sealed class Seated : IDisposable
{
    private static int count;

    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly Visitor visitor;
    private readonly StreamReader stream;
    private readonly long ticket;

    private Seated(Visitor visitor, long ticket, StreamReader stream) => (this.visitor, this.ticket, this.stream) = (visitor, ticket, stream);

    public static async Task<Seated> ComeAsync(Desk desk)
    {
        var visitor = await Visitor.ComeAsync(desk.Url);
        var ticket = await visitor.SendAsync("The first message makes the ticket.");
        return new Seated(visitor, ticket, await visitor.ListenAsync());
    }

    /// <summary>How long it takes from the send of a message until its text is on the stream.</summary>
    /// <param name="agent">Who sends it; null for the visitor.</param>
    public async Task<(bool ByVisitor, double Milliseconds)> HearAsync(HttpClient? agent)
    {
        await turn.WaitAsync();
        try
        {
            var text = $"message {Interlocked.Increment(ref count)}.";
            var began = Stopwatch.GetTimestamp();
            var sending = agent is null ? visitor.SendAsync(text) : AnswerAsync(agent, text);
            await stream.HearAsync(text);
            var taken = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
            await sending;
            return (agent is null, taken);
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose()
    {
        stream.Dispose();
        visitor.Dispose();
        turn.Dispose();
    }

    private async Task<long> AnswerAsync(HttpClient agent, string text)
    {
        using var answer = await agent.PostAsJsonAsync($"/api/v1/tickets/{ticket}/messages", new { kind = "public", text });
        answer.EnsureSuccessStatusCode();
        return ticket;
    }
}
