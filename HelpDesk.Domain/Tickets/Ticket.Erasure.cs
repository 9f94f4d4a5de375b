using HelpDesk.Domain.Agents;

namespace HelpDesk.Domain.Tickets;

public sealed partial class Ticket
{
    /// <summary>What stands in the place of a subject that was erased.</summary>
    public const string NoSubject = "—";

    /// <summary>When what was said here was erased; null while it stands.</summary>
    public DateTimeOffset? EmptiedAt { get; private set; }

    /// <summary>
    /// Takes subject and facts away, as the only change that a closed ticket knows. One that waited for somebody is solved:
    /// there is nobody left to answer.
    /// </summary>
    public void Empty(DateTimeOffset now)
    {
        (Subject, Attributes, UpdatedAt, EmptiedAt) = (NoSubject, [], now, now);
        if (IsOpen && MergedIntoId is null)
        {
            Become(StatusCategory.Solved, Actor.System, now);
        }
    }
}
