using System.Collections.Concurrent;
using HelpDesk.Domain.Agents;
using HelpDesk.Web.Live;

namespace HelpDesk.Web.Features.Conversation;

/// <summary>Another agent in front of the same ticket.</summary>
public sealed record Watcher(long AgentId, string Name, bool IsReplying);

/// <summary>
/// Who else looks at a ticket and who writes. Everybody says so on coming and every 20 seconds; who has been silent for 50
/// seconds has gone without saying. Nothing of it is stored.
/// </summary>
internal sealed class Watchers(Feed feed, TimeProvider clock, Actor me)
{
    private static readonly TimeSpan Repeat = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Forget = TimeSpan.FromSeconds(50);
    private static readonly TimeSpan TypingLasts = TimeSpan.FromSeconds(6);

    private readonly ConcurrentDictionary<long, (string Name, DateTimeOffset SeenAt, DateTimeOffset TypedAt)> others = new();
    private long ticketId;
    private DateTimeOffset customerTypedAt;
    private Action? changed;
    private IDisposable? overhearing;
    private ITimer? timer;

    public IReadOnlyList<Watcher> Others => [.. others
        .OrderBy(other => other.Value.Name, StringComparer.CurrentCulture)
        .Select(other => new Watcher(other.Key, other.Value.Name, clock.GetUtcNow() - other.Value.TypedAt < TypingLasts))];

    public bool CustomerIsTyping => clock.GetUtcNow() - customerTypedAt < TypingLasts;

    public void Enter(long ticket, Action onChange)
    {
        ticketId = ticket;
        changed = onChange;
        overhearing = feed.Overhear(ticket, Hear);
        Say(AsideType.AgentViewing);
        timer = clock.CreateTimer(_ => Tick(), null, Repeat, TimeSpan.FromSeconds(2));
    }

    public void Leave()
    {
        if (overhearing is null)
        {
            return;
        }

        overhearing.Dispose();
        overhearing = null;
        timer?.Dispose();
        others.Clear();
        customerTypedAt = default;
        Say(AsideType.AgentGone);
    }

    private void Say(AsideType type) => feed.Say(new Aside(type, ticketId, me.Id, me.Name));

    private void Hear(Aside aside)
    {
        if (aside.Type == AsideType.CustomerTyping)
        {
            customerTypedAt = clock.GetUtcNow();
        }
        else if (aside.ActorId == me.Id || !Note(aside))
        {
            return;
        }

        changed?.Invoke();
    }

    // Returns whether the screen changes. Who is new here is told that we are here too.
    private bool Note(Aside aside)
    {
        var now = clock.GetUtcNow();
        if (aside.Type == AsideType.AgentGone)
        {
            return others.TryRemove(aside.ActorId, out _);
        }

        if (aside.Type is not (AsideType.AgentViewing or AsideType.AgentTyping))
        {
            return false;
        }

        var known = others.TryGetValue(aside.ActorId, out var before);
        others[aside.ActorId] = (aside.Name, now, aside.Type == AsideType.AgentTyping ? now : before.TypedAt);
        if (!known)
        {
            Say(AsideType.AgentViewing);
        }

        return !known || aside.Type == AsideType.AgentTyping;
    }

    private int ticks;

    private void Tick()
    {
        var now = clock.GetUtcNow();
        if (++ticks % 10 == 1)
        {
            Say(AsideType.AgentViewing);
        }

        foreach (var (id, other) in others)
        {
            if (now - other.SeenAt > Forget)
            {
                others.TryRemove(id, out _);
            }
        }

        if (!others.IsEmpty || (customerTypedAt != default && !CustomerIsTyping))
        {
            customerTypedAt = CustomerIsTyping ? customerTypedAt : default;
            changed?.Invoke();
        }
    }
}
