using HelpDesk.Domain.Hours;

namespace HelpDesk.Domain.Chat;

/// <summary>What a customer is told about who is there.</summary>
public enum AvailabilityState
{
    /// <summary>Within opening hours, and somebody can take a chat now.</summary>
    Online,

    /// <summary>Within opening hours, but nobody can.</summary>
    Away,

    /// <summary>Outside opening hours.</summary>
    Closed,
}

/// <summary>Who will answer and when, before a word is typed. Nothing is ever hidden because nobody is there.</summary>
/// <param name="State">What is shown.</param>
/// <param name="Reply">How soon an answer comes; null when closed.</param>
/// <param name="OpensAt">The next opening; null unless closed.</param>
public sealed record Availability(AvailabilityState State, ReplyEstimate? Reply, DateTimeOffset? OpensAt)
{
    /// <summary>Decides the state.</summary>
    /// <param name="calendar">The inbox's calendar, else the team's, else the workspace's; null is always open.</param>
    /// <param name="agentsThere">Agents online for this inbox and, with routing, under capacity.</param>
    /// <param name="reply">What to expect while it is open.</param>
    /// <param name="now">The instant of asking.</param>
    public static Availability At(Calendar? calendar, int agentsThere, ReplyEstimate reply, DateTimeOffset now)
    {
        if (calendar is not null && !WorkingTime.IsOpen(calendar, now))
        {
            return new(AvailabilityState.Closed, null, WorkingTime.NextOpening(calendar, now));
        }

        return new(agentsThere > 0 ? AvailabilityState.Online : AvailabilityState.Away, reply, null);
    }
}
