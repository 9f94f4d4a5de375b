using System.Diagnostics;

namespace HelpDesk.Benchmarks;

/// <summary>How long a visitor's message takes until somebody else who follows the ticket has read it.</summary>
internal static class Delivery
{
    private const int Others = 300;
    private const int WarmUp = 100;
    private const int Messages = 500;

    public static async Task MeasureAsync(Desk desk)
    {
        Report.Section($"From a visitor's send to the other end, {Others} others listening");
        await using var crowd = await Crowd.ComeAsync(desk, Others);
        Report.Distribution("message seen on a second stream", await SendAndHearAsync(desk));
        Report.Distribution("bound: an empty POST and a commit of one row", await Bounds.PostAndCommitAsync(desk.Data, Messages));
    }

    private static async Task<List<double>> SendAndHearAsync(Desk desk)
    {
        using var visitor = await Visitor.ComeAsync(desk.Url);
        await visitor.SendAsync("The first message makes the ticket");
        using var other = await visitor.ListenAsync();
        var taken = new List<double>();
        for (var i = 0; i < WarmUp + Messages; i++)
        {
            var text = $"measured {i}.";
            var began = Stopwatch.GetTimestamp();
            var sending = visitor.SendAsync(text);
            await other.HearAsync(text);
            if (i >= WarmUp)
            {
                taken.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }

            await sending;
        }

        return taken;
    }
}
