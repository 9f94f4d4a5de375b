namespace HelpDesk.Web.Settings;

/// <summary>The section <c>Chat</c>: each value applies where an inbox does not say otherwise.</summary>
internal sealed record ChatOptions
{
    public const string Section = "Chat";

    public TimeSpan ReplyTime { get; init; }

    public TimeSpan UnansweredToEmailAfter { get; init; }

    public TimeSpan StaleToEmailAfter { get; init; }

    public TimeSpan EmailInterval { get; init; }

    public int EmailMaxMessages { get; init; }

    public TimeSpan PresenceLostAfter { get; init; }

    public TimeSpan InactiveAfter { get; init; }

    public TimeSpan IdleReminderAfter { get; init; }

    public TimeSpan EndAfter { get; init; }

    public TimeSpan RingFor { get; init; }
}
