namespace HelpDesk.Domain.Work;

/// <summary>What an inbox keeps of those who write to it. No network address is ever kept.</summary>
public sealed record InboxPrivacy
{
    /// <summary>Fewest days after which closed tickets can be emptied.</summary>
    public const int LeastDays = 1;

    /// <summary>Most days, ten years.</summary>
    public const int MostDays = 3_650;

    /// <summary>Every page that a customer wrote from is kept, not only the last.</summary>
    public bool PageTrail { get; init; }

    /// <summary>Closed tickets are emptied so many days after their closing; null keeps them.</summary>
    public int? KeepDays { get; init; }
}
