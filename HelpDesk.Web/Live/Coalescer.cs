namespace HelpDesk.Web.Live;

/// <summary>
/// Gathers what happens many times a second and hands it over at most ten times a second, the first at once, so that a busy
/// desk does not repaint a screen for every event. One hand-over at a time; what could not be handed over (the database is
/// away) is handed over again a second later.
/// </summary>
internal sealed class Coalescer<T>(TimeProvider clock, Func<IReadOnlyCollection<T>, Task> handOver, TimeSpan? interval = null) : IDisposable
{
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);

    private readonly TimeSpan pause = interval ?? TimeSpan.FromMilliseconds(100);
    private readonly Lock gate = new();
    private readonly CancellationTokenSource end = new();
    private HashSet<T> waiting = [];
    private bool running;

    /// <summary>Notes it and returns at once; may be called from any thread.</summary>
    public void Add(T item)
    {
        lock (gate)
        {
            if (end.IsCancellationRequested || !waiting.Add(item) || running)
            {
                return;
            }

            running = true;
        }

        _ = Task.Run(RunAsync);
    }

    public void Dispose() => end.Cancel();

    private async Task RunAsync()
    {
        try
        {
            while (TryTake(out var taken))
            {
                await Task.Delay(await TryHandOverAsync(taken) ? pause : Rest, clock, end.Token);
            }
        }
        catch (Exception gone) when (gone is OperationCanceledException or ObjectDisposedException)
        {
            // The screen was closed meanwhile.
        }
    }

    private async Task<bool> TryHandOverAsync(HashSet<T> taken)
    {
        try
        {
            await handOver(taken);
            return true;
        }
        catch (Exception) when (!end.IsCancellationRequested)
        {
            lock (gate)
            {
                waiting.UnionWith(taken);
            }

            return false;
        }
    }

    private bool TryTake(out HashSet<T> taken)
    {
        lock (gate)
        {
            taken = waiting;
            waiting = [];
            running = taken.Count > 0 && !end.IsCancellationRequested;
            return running;
        }
    }
}
