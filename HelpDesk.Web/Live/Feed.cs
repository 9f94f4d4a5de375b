using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using HelpDesk.Domain.Events;

namespace HelpDesk.Web.Live;

/// <summary>A committed event, as circuits and streams receive it. It says what changed; the reader loads what it shows.</summary>
internal sealed record LiveEvent(
    long Id, EventType Type, long? TicketId, long? MessageId, long? SubjectId, int? Seq, long ActorId, DateTimeOffset At);

/// <summary>What is said in passing and never stored.</summary>
internal enum AsideType
{
    /// <summary>The customer is typing.</summary>
    CustomerTyping,

    /// <summary>An agent is typing a reply.</summary>
    AgentTyping,

    /// <summary>An agent has the ticket open.</summary>
    AgentViewing,

    /// <summary>An agent has left the ticket.</summary>
    AgentGone,

    /// <summary>The availability shown to customers may have changed.</summary>
    Status,
}

/// <summary>Something said in passing.</summary>
/// <param name="Type">What it is.</param>
/// <param name="TicketId">The ticket it concerns; null for all.</param>
/// <param name="ActorId">The agent or customer.</param>
/// <param name="Name">The actor's name, for display.</param>
internal sealed record Aside(AsideType Type, long? TicketId, long ActorId, string Name);

/// <summary>
/// Hands events to whoever listens in this process. Handlers run on the announcer's thread: they only note or enqueue, and
/// never throw or wait. The language is the listener's own, whoever announces.
/// </summary>
internal sealed class Feed
{
    private readonly Topic<LiveEvent> events = new();
    private readonly Topic<Aside> asides = new();

    /// <summary>Listens to everything (a ticket list, the team's numbers).</summary>
    public IDisposable Listen(Action<LiveEvent> handler) => events.Add(null, InOwnLanguage(handler));

    /// <summary>Listens to one ticket.</summary>
    public IDisposable Listen(long ticketId, Action<LiveEvent> handler) => events.Add(ticketId, InOwnLanguage(handler));

    /// <summary>Listens to what is said in passing about one ticket, or about all with null.</summary>
    public IDisposable Overhear(long? ticketId, Action<Aside> handler) => asides.Add(ticketId, InOwnLanguage(handler));

    public void Announce(LiveEvent happened) => events.Send(happened.TicketId, happened);

    public void Say(Aside aside) => asides.Send(aside.TicketId, aside);

    // A screen repaints from here on, and the announcer's thread speaks the server's language or another agent's.
    private static Action<T> InOwnLanguage<T>(Action<T> handler)
    {
        var (formats, words) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        return item =>
        {
            var (otherFormats, otherWords) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (formats, words);
            handler(item);
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (otherFormats, otherWords);
        };
    }

    /// <summary>Handlers by ticket; those without a ticket hear everything, and everybody hears what concerns no ticket.</summary>
    private sealed class Topic<T>
    {
        private readonly ConcurrentDictionary<long, ImmutableArray<Action<T>>> byTicket = new();
        private ImmutableArray<Action<T>> general = [];

        public Leave Add(long? ticketId, Action<T> handler)
        {
            if (ticketId is not { } id)
            {
                ImmutableInterlocked.Update(ref general, (list, added) => list.Add(added), handler);
                return new Leave(() => ImmutableInterlocked.Update(ref general, (list, gone) => list.Remove(gone), handler));
            }

            byTicket.AddOrUpdate(id, [handler], (_, list) => list.Add(handler));
            return new Leave(() => Remove(id, handler));
        }

        public void Send(long? ticketId, T item)
        {
            Call(general, item);
            if (ticketId is not { } id)
            {
                foreach (var list in byTicket.Values)
                {
                    Call(list, item);
                }
            }
            else if (byTicket.TryGetValue(id, out var handlers))
            {
                Call(handlers, item);
            }
        }

        private static void Call(ImmutableArray<Action<T>> handlers, T item)
        {
            foreach (var handler in handlers)
            {
                handler(item);
            }
        }

        private void Remove(long id, Action<T> handler)
        {
            while (byTicket.TryGetValue(id, out var list))
            {
                var rest = list.Remove(handler);
                var done = rest.IsEmpty
                    ? byTicket.TryRemove(KeyValuePair.Create(id, list))
                    : byTicket.TryUpdate(id, rest, list);
                if (done)
                {
                    return;
                }
            }
        }
    }

    private sealed class Leave(Action leave) : IDisposable
    {
        private Action? leave = leave;

        public void Dispose() => Interlocked.Exchange(ref leave, null)?.Invoke();
    }
}
