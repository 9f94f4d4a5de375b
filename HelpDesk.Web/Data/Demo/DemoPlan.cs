using HelpDesk.Domain.Tickets;

namespace HelpDesk.Web.Data.Demo;

/// <summary>How far a ticket of the demo world has come.</summary>
internal enum DemoEnding
{
    /// <summary>Nobody has looked at it yet.</summary>
    New,

    /// <summary>Answered, and the customer wrote again.</summary>
    Waiting,

    /// <summary>Answered, the customer is silent.</summary>
    Pending,

    /// <summary>Answered, and something else must happen first.</summary>
    OnHold,

    /// <summary>Told to the end; closed by itself when that is long enough ago.</summary>
    Solved,

    /// <summary>Solved, opened again by the customer and solved once more.</summary>
    Reopened,

    /// <summary>A chat outside of hours that went on by e-mail.</summary>
    Missed,
}

/// <summary>Who writes when about what, and what becomes of it.</summary>
/// <param name="LastAt">For what happens just now: the instant of the last turn; null for a ticket of the past.</param>
internal sealed record DemoPlan(DemoPerson Person, DemoStory Story, DateTimeOffset At, DemoEnding Ending, DateTimeOffset? LastAt = null)
{
    /// <summary>How many turns are told: all, or up to the one after which it stands as it stands.</summary>
    public int Turns => Ending switch
    {
        DemoEnding.New => 1,
        DemoEnding.Waiting => Index('C', after: Index('A', 0)),
        DemoEnding.Pending or DemoEnding.OnHold => Index('A', 0),
        _ => Story.Turns.Count,
    };

    public bool IsChat => Story.Channel == Channel.Chat;

    /// <summary>One more than the index of the first such turn from there on; the end when there is none.</summary>
    private int Index(char by, int after)
    {
        var index = Story.Turns.ToList().FindIndex(after, turn => turn.By == by);
        return index < 0 ? Story.Turns.Count : index + 1;
    }
}
