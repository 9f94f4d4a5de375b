namespace HelpDesk.Domain.Chat;

/// <summary>The durations in force for one inbox (contract, Settings).</summary>
public sealed record ChatPolicy
{
    /// <summary>What customers are told to expect before reply times are measured.</summary>
    public TimeSpan ReplyTime { get; init; } = TimeSpan.FromMinutes(5);

    public TimeSpan UnansweredToEmailAfter { get; init; } = TimeSpan.FromMinutes(5);

    public TimeSpan StaleToEmailAfter { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The least time between two mails to the same customer about one ticket.</summary>
    public TimeSpan EmailInterval { get; init; } = TimeSpan.FromMinutes(15);

    public int EmailMaxMessages { get; init; } = 10;

    public TimeSpan PresenceLostAfter { get; init; } = TimeSpan.FromSeconds(45);

    public TimeSpan InactiveAfter { get; init; } = TimeSpan.FromMinutes(10);

    public TimeSpan IdleReminderAfter { get; init; } = TimeSpan.FromMinutes(15);

    public TimeSpan EndAfter { get; init; } = TimeSpan.FromMinutes(30);

    public TimeSpan RingFor { get; init; } = TimeSpan.FromSeconds(30);

    public TimeSpan CloseSolvedAfter { get; init; } = TimeSpan.FromDays(4);
}
