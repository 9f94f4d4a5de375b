using System.Diagnostics;

namespace HelpDesk.Benchmarks;

/// <summary>Messages that were acknowledged, and so are on the disk, in a second.</summary>
internal static class Throughput
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(8);

    // The door lets one visitor make 600 calls a minute: each sender goes on as another visitor before that.
    private const int CallsOfOneVisitor = 500;

    public static async Task<double> MeasureAsync(Desk desk, int senders)
    {
        await Task.WhenAll(Enumerable.Range(0, senders).Select(_ => SendAsync(desk, WarmUp)));
        var began = Stopwatch.StartNew();
        var counts = await Task.WhenAll(Enumerable.Range(0, senders).Select(_ => SendAsync(desk, Measured)));
        return counts.Sum() / began.Elapsed.TotalSeconds;
    }

    private static async Task<int> SendAsync(Desk desk, TimeSpan length)
    {
        var count = 0;
        for (var began = Stopwatch.StartNew(); began.Elapsed < length;)
        {
            using var visitor = await Visitor.ComeAsync(desk.Url);
            for (var i = 0; i < CallsOfOneVisitor && began.Elapsed < length; i++)
            {
                await visitor.SendAsync("A message of the usual length: where is my order, please? It should have come on Monday.");
                count++;
            }
        }

        return count;
    }
}
