using HelpDesk.Domain.Chat;

namespace HelpDesk.Web.Channels.Chat;

/// <summary>Who will answer and when, as one visitor reads it.</summary>
internal sealed record VisitorStatus(
    string State, int? EtaSeconds, string? EtaText, DateTimeOffset? OpensAt, string? OpensText, int? QueuePosition, string? Agent)
{
    /// <param name="availability">What holds for everybody.</param>
    /// <param name="language">The visitor's.</param>
    /// <param name="timeZone">The visitor's.</param>
    /// <param name="agent">The name of the agent who has the visitor's ticket; null when nobody has.</param>
    /// <param name="now">The instant of reading.</param>
    public static VisitorStatus Of(Availability availability, string language, string? timeZone, string? agent, DateTimeOffset now) => new(
        availability.State.ToString().ToLowerInvariant(),
        availability.Reply?.EtaSeconds,
        StatusTexts.Eta(availability, language),
        availability.OpensAt,
        StatusTexts.Opens(availability, language, timeZone, now),
        QueuePosition: null,
        agent);
}
