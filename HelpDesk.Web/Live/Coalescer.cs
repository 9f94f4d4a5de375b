namespace HelpDesk.Web.Live;

/// <summary>
/// Gathers what happens many times a second and hands it over at most ten times a second, the first at once, so that a busy
/// desk does not repaint a screen for every event. One hand-over at a time.
/// </summary>
internal sealed class Coalescer<T>(TimeProvider clock, Func<IReadOnlyCollection<T>, Task> handOver, TimeSpan? interval = null) : IDisposable
{
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
                await handOver(taken);
                await Task.Delay(pause, clock, end.Token);
            }
        }
        catch (Exception gone) when (gone is OperationCanceledException or ObjectDisposedException)
        {
            // The screen was closed meanwhile.
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
