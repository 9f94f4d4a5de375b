using HelpDesk.Domain.Agents;

namespace HelpDesk.Domain.Tickets;

public sealed partial class Ticket
{
    public long StatusId { get; private set; } = TicketStatus.DefaultId(StatusCategory.New);

    /// <summary>The category of the status, kept beside it so that rules and lists need no second table.</summary>
    public StatusCategory Category { get; private set; } = StatusCategory.New;

    public Priority Priority { get; private set; } = Priority.Normal;

    public DateTimeOffset? SolvedAt { get; private set; }

    public DateTimeOffset? ClosedAt { get; private set; }

    public int ReopenCount { get; private set; }

    /// <summary>True while it is neither solved nor closed.</summary>
    public bool IsOpen => Category is not (StatusCategory.Solved or StatusCategory.Closed);

    /// <summary>True when the table of transitions lets the ticket go there.</summary>
    public bool CanBecome(StatusCategory category) => TicketTransitions.Allows(Category, category);

    /// <summary>Gives the ticket the default status of a category. See <see cref="SetStatus"/>.</summary>
    public bool Become(StatusCategory category, Actor who, DateTimeOffset now) =>
        SetStatus(TicketStatus.DefaultId(category), TicketStatus.KeyOf(category), category, who, now);

    /// <summary>Changes the status. Returns false when it stays.</summary>
    /// <exception cref="RuleException">The table of transitions refuses it (<c>transition</c>).</exception>
    public bool SetStatus(long statusId, string key, StatusCategory category, Actor who, DateTimeOffset now)
    {
        if (StatusId == statusId)
        {
            return false;
        }

        if (!CanBecome(category))
        {
            throw new RuleException("transition", $"A ticket that is {TicketStatus.KeyOf(Category)} cannot become {key}.");
        }

        var reopens = !IsOpen && category is not (StatusCategory.Solved or StatusCategory.Closed);
        Log(new Activity(reopens ? ActivityType.Reopened : ActivityType.StatusChanged, TicketStatus.KeyOf(Category), key), who, now);
        StatusId = statusId;
        Category = category;
        ApplyCategory(reopens, now);
        return true;
    }

    private void ApplyCategory(bool reopens, DateTimeOffset now)
    {
        if (Category == StatusCategory.Solved)
        {
            SolvedAt = now;
            WaitForNobody();
        }
        else if (Category == StatusCategory.Closed)
        {
            ClosedAt = now;
        }
        else if (reopens)
        {
            SolvedAt = null;
            ReopenCount++;
            WaitAgain(now);
        }
    }
}
