using System.Diagnostics;

namespace HelpDesk.Benchmarks;

/// <summary>How long a visitor's message takes until somebody else who follows the ticket has read it.</summary>
internal static class Delivery
{
    private const int WarmUp = 50;

    /// <returns>Milliseconds, one for each message.</returns>
    public static async Task<List<double>> MeasureAsync(Desk desk, int messages)
    {
        using var visitor = await Visitor.ComeAsync(desk.Url);
        await visitor.SendAsync("The first message makes the ticket");
        using var other = await visitor.ListenAsync();
        var taken = new List<double>();
        for (var i = 0; i < WarmUp + messages; i++)
        {
            var text = $"measured {i}.";
            var began = Stopwatch.GetTimestamp();
            var sending = visitor.SendAsync(text);
            await HeardAsync(other, text);
            if (i >= WarmUp)
            {
                taken.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }

            await sending;
        }

        return taken;
    }

    private static async Task HeardAsync(StreamReader stream, string text)
    {
        while (await stream.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("data:", StringComparison.Ordinal) && line.Contains(text, StringComparison.Ordinal))
            {
                return;
            }
        }

        throw new EndOfStreamException("The stream ended.");
    }
}
