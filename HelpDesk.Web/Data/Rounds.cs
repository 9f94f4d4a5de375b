namespace HelpDesk.Web.Data;

/// <summary>
/// A round that is repeated for as long as the program runs. One that fails (the database is away, the disk is full) is
/// noted and the next one tried: it must never take the server down with it.
/// </summary>
internal static partial class Rounds
{
    public static async Task RunAsync(TimeSpan every, TimeProvider clock, ILogger log, Func<CancellationToken, Task> round, CancellationToken ct)
    {
        using var timer = new PeriodicTimer(every, clock);
        while (await timer.WaitForNextTickAsync(ct))
        {
            try
            {
                await round(ct);
            }
            catch (Exception failure) when (!ct.IsCancellationRequested)
            {
                LogFailed(log, failure);
            }
        }
    }

    [LoggerMessage(1201, LogLevel.Error, "A round failed; the next one is tried")]
    private static partial void LogFailed(ILogger log, Exception failure);
}
