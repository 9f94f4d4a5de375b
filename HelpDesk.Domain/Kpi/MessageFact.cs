namespace HelpDesk.Domain.Kpi;

/// <summary>Who spoke, as far as measuring cares.</summary>
public enum Speaker
{
    Customer,
    Agent,
    Bot,
    System,
}

/// <summary>What measuring needs to know of one message of a timeline, given in the order of the timeline.</summary>
/// <param name="At">When it was written.</param>
/// <param name="By">Who wrote it.</param>
/// <param name="IsPublic">False for notes and activity.</param>
/// <param name="IsMachine">An automatic reply, a bounce, a report, a newsletter.</param>
public readonly record struct MessageFact(DateTimeOffset At, Speaker By, bool IsPublic = true, bool IsMachine = false)
{
    /// <summary>Whether it can begin or end a wait.</summary>
    public bool IsHumanAndPublic => IsPublic && !IsMachine && By is (Speaker.Customer or Speaker.Agent);
}

/// <summary>One wait and its end.</summary>
public readonly record struct Answer(DateTimeOffset AskedAt, DateTimeOffset AnsweredAt)
{
    /// <summary>Wall time from question to answer; never negative, also when clocks disagreed.</summary>
    public TimeSpan Took => AnsweredAt > AskedAt ? AnsweredAt - AskedAt : TimeSpan.Zero;
}
