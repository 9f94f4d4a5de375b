using HelpDesk.Web.Live;

namespace HelpDesk.Web.Channels.Chat;

/// <summary>
/// Notes for one stream that there is something to look for. It keeps no events, only that there were some: the log is the
/// queue, so a slow reader costs nothing and misses nothing.
/// </summary>
internal sealed class Ears : IDisposable
{
    private readonly SemaphoreSlim bell = new(0, 1);
    private readonly List<IDisposable> listening = [];
    private readonly Feed feed;
    private readonly IDisposable toStatus;
    private HashSet<long> tickets = [];
    private volatile Aside? typing;
    private int hasNews;

    public Ears(Feed feed)
    {
        this.feed = feed;
        toStatus = feed.Overhear(null, HearStatus);
    }

    /// <summary>Listens to these tickets, and no longer to others.</summary>
    public void Follow(IReadOnlyCollection<long> wanted)
    {
        if (tickets.SetEquals(wanted))
        {
            return;
        }

        StopListening();
        tickets = [.. wanted];
        foreach (var ticket in wanted)
        {
            listening.Add(feed.Listen(ticket, Hear));
            listening.Add(feed.Overhear(ticket, HearTyping));
        }
    }

    /// <summary>Something happened that stands in the log, or was said to this visitor alone.</summary>
    public void Ring()
    {
        Volatile.Write(ref hasNews, 1);
        Wake();
    }

    /// <summary>
    /// False when nothing but the status may have changed since the last call: that concerns everybody at once, and nobody
    /// has to look into the log for it.
    /// </summary>
    public bool TakeNews() => Interlocked.Exchange(ref hasNews, 0) != 0;

    /// <returns>False when nothing happened for so long.</returns>
    public Task<bool> WaitAsync(TimeSpan atMost, CancellationToken ct) => bell.WaitAsync(atMost, ct);

    /// <summary>Who began to type since the last call; null when nobody did.</summary>
    public Aside? TakeTyping() => Interlocked.Exchange(ref typing, null);

    public void Dispose()
    {
        toStatus.Dispose();
        StopListening();
        bell.Dispose();
    }

    private void Wake()
    {
        try
        {
            bell.Release();
        }
        catch (Exception rung) when (rung is SemaphoreFullException or ObjectDisposedException)
        {
            // It rings already, or nobody is there any more.
        }
    }

    // What concerns no ticket is told to everybody, and is nothing for a customer.
    private void Hear(LiveEvent happened)
    {
        if (happened.TicketId is not null)
        {
            Ring();
        }
    }

    private void HearTyping(Aside said)
    {
        if (said.Type == AsideType.AgentTyping)
        {
            typing = said;
            Ring();
        }
    }

    private void HearStatus(Aside said)
    {
        if (said.Type == AsideType.Status)
        {
            Wake();
        }
    }

    private void StopListening()
    {
        listening.ForEach(ticket => ticket.Dispose());
        listening.Clear();
    }
}
