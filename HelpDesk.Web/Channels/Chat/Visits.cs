using HelpDesk.Web.Actions.Chats;
using HelpDesk.Web.Live;

namespace HelpDesk.Web.Channels.Chat;

/// <summary>
/// Counts the open streams of each visitor. The first that comes and the last that goes are noted in the chat, the last
/// one after a moment: a page that reloads has not left.
/// </summary>
internal sealed class Visits(TrackPresence track, OpenPages pages, TimeProvider clock, ILogger<Visits> logger)
{
    /// <summary>So many pages of one visitor may listen at once.</summary>
    public const int MaxStreams = 8;

    private static readonly TimeSpan Reload = TimeSpan.FromSeconds(2);

    // From writing without a stream to the page that listens.
    private static readonly TimeSpan Arrival = TimeSpan.FromSeconds(10);

    private readonly Lock gate = new();
    private readonly Dictionary<string, Visit> open = new(StringComparer.Ordinal);

    /// <summary>A page begins to listen; null when too many do.</summary>
    /// <param name="visitor">Whose page.</param>
    /// <param name="isKnown">False for somebody who has never written: there is no chat to note it in.</param>
    /// <param name="poke">Called when the visitor has written, from whichever page.</param>
    public IDisposable? Enter(Visitor visitor, bool isKnown, Action poke)
    {
        lock (gate)
        {
            var visit = Of(visitor);
            if (visit.Streams.Count >= MaxStreams)
            {
                return null;
            }

            // The site may have signed meanwhile who they are.
            visit.Visitor = visitor;
            visit.Streams.Add(poke);
            pages.Open(visitor.Key, visitor.LinkedTicketId, visitor.ExternalId);
            visit.IsKnown |= isKnown;
            _ = visit.IsKnown ? TellAsync(visit, TimeSpan.Zero) : Task.CompletedTask;
            return new Leave(() => Exit(visit, poke));
        }
    }

    /// <summary>The visitor wrote: their streams look for what is new, also a new ticket, on whichever device.</summary>
    public void Wrote(Visitor visitor)
    {
        lock (gate)
        {
            var visit = Of(visitor);
            visit.IsKnown = true;
            visit.Streams.ForEach(poke => poke());
            if (visitor.ExternalId is { } person)
            {
                open.Values.Where(other => other != visit && other.Visitor.ExternalId == person).ToList().ForEach(other => other.Streams.ForEach(poke => poke()));
            }

            if (visit.Streams.Count == 0)
            {
                visit.Told = null;
                if (!visit.IsAwaited)
                {
                    visit.IsAwaited = true;
                    _ = TellAsync(visit, Arrival);
                }
            }
        }
    }

    private void Exit(Visit visit, Action poke)
    {
        lock (gate)
        {
            visit.Streams.Remove(poke);
            if (visit.Streams.Count == 0)
            {
                pages.Close(visit.Visitor.Key, visit.Visitor.LinkedTicketId, visit.Visitor.ExternalId);
                _ = TellAsync(visit, Reload);
            }
        }
    }

    private Visit Of(Visitor visitor)
    {
        if (!open.TryGetValue(visitor.Key, out var visit))
        {
            open[visitor.Key] = visit = new Visit(visitor);
        }

        return visit;
    }

    // One after another for each visitor, so that the last word is the right one.
    private async Task TellAsync(Visit visit, TimeSpan after)
    {
        try
        {
            if (after > TimeSpan.Zero)
            {
                await Task.Delay(after, clock);
            }

            await visit.Turn.WaitAsync();
            try
            {
                if (Change(visit) is { } isHere)
                {
                    await track.RunAsync(visit.Visitor, isHere, CancellationToken.None);
                }

                Forget(visit);
            }
            finally
            {
                visit.Turn.Release();
            }
        }
        catch (Exception failure)
        {
            // The edge: nobody waits for this. The next coming or going, or the next start, puts it right.
            logger.LogPresenceLost(failure);
        }
    }

    private bool? Change(Visit visit)
    {
        lock (gate)
        {
            visit.IsAwaited = false;
            var isHere = visit.Streams.Count > 0;
            if (visit.Told == isHere || !visit.IsKnown)
            {
                return null;
            }

            visit.Told = isHere;
            return isHere;
        }
    }

    private void Forget(Visit visit)
    {
        lock (gate)
        {
            if (visit.Streams.Count == 0 && open.TryGetValue(visit.Visitor.Key, out var present) && ReferenceEquals(present, visit))
            {
                open.Remove(visit.Visitor.Key);
            }
        }
    }

    private sealed class Visit(Visitor visitor)
    {
        public Visitor Visitor { get; set; } = visitor;

        public List<Action> Streams { get; } = new(1);

        public SemaphoreSlim Turn { get; } = new(1, 1);

        public bool IsKnown { get; set; }

        /// <summary>Whether it will soon be looked whether a page listens, after a message from one that did not.</summary>
        public bool IsAwaited { get; set; }

        /// <summary>What was noted last; null when nothing was, or when it may no longer hold.</summary>
        public bool? Told { get; set; }
    }

    private sealed class Leave(Action leave) : IDisposable
    {
        private Action? leave = leave;

        public void Dispose() => Interlocked.Exchange(ref leave, null)?.Invoke();
    }
}
