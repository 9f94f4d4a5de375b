namespace HelpDesk.Benchmarks;

/// <summary>What the server keeps in memory while nobody is there, and what visitors add who listen and say nothing.</summary>
internal static class Crowds
{
    private const int First = 100;
    private const int Many = 300;

    public static async Task MeasureAsync(Desk desk)
    {
        Report.Section("Memory of the server process");
        Report.Line("idle", Report.Megabytes(await desk.SettledMemoryAsync()));

        // The first visitors pay for what all share: code that is compiled, pools that fill.
        await (await Crowd.ComeAsync(desk, First)).DisposeAsync();
        var used = await desk.SettledMemoryAsync();
        Report.Line($"after the first {First} visitors have left", Report.Megabytes(used));
        await using var crowd = await Crowd.ComeAsync(desk, Many);
        var crowded = await desk.SettledMemoryAsync();
        Report.Line($"with {Many} visitors listening", Report.Megabytes(crowded), $"{(crowded - used) / 1024.0 / crowd.Count:0.0} KB each");
    }
}
