using System.Diagnostics;

namespace HelpDesk.Benchmarks;

/// <summary>Messages that were acknowledged, and so are on the disk, in a second.</summary>
internal static class Throughput
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(8);

    // The door lets one visitor make 600 calls a minute: each sender goes on as another visitor before that.
    private const int CallsOfOneVisitor = 500;

    private const int Senders = 16;

    public static async Task MeasureAsync(Desk desk)
    {
        Report.Section($"Durable messages, {Senders} senders of {Senders} visitors");
        await Task.WhenAll(Enumerable.Range(0, Senders).Select(_ => SendAsync(desk, WarmUp)));
        var (began, work) = (Stopwatch.StartNew(), desk.ProcessorTime);
        var taken = (await Task.WhenAll(Enumerable.Range(0, Senders).Select(_ => SendAsync(desk, Measured)))).SelectMany(list => list).ToList();
        Report.Rate("visitors' messages, acknowledged", taken.Count / began.Elapsed.TotalSeconds);
        Report.Line("processor time of the server", $"{(desk.ProcessorTime - work).TotalMilliseconds / taken.Count:0.000} ms", "a message");
        Report.Distribution("from the send to its acknowledgement", taken);
        Report.Rate($"bound: an empty Kestrel POST, {Senders} senders", await Bounds.PostsAsync(Senders));
        Report.Rate("bound: SQLite commits of one row, synchronous=FULL", Bounds.Commits(desk.Data));
    }

    private static async Task<List<double>> SendAsync(Desk desk, TimeSpan length)
    {
        var taken = new List<double>();
        for (var began = Stopwatch.StartNew(); began.Elapsed < length;)
        {
            using var visitor = await Visitor.ComeAsync(desk.Url);
            for (var i = 0; i < CallsOfOneVisitor && began.Elapsed < length; i++)
            {
                var sent = Stopwatch.GetTimestamp();
                await visitor.SendAsync("A message of the usual length: where is my order, please? It should have come on Monday.");
                taken.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
            }
        }

        return taken;
    }
}
