using HelpDesk.Domain.Agents;

namespace HelpDesk.Domain.Tickets;

public sealed partial class Ticket
{
    /// <summary>What stands in the place of a subject that was erased.</summary>
    public const string NoSubject = "—";

    /// <summary>
    /// Takes subject and facts away, as the only change that a closed ticket knows. One that waited for somebody is solved:
    /// there is nobody left to answer.
    /// </summary>
    public void Empty(DateTimeOffset now)
    {
        (Subject, Attributes, UpdatedAt) = (NoSubject, [], now);
        if (IsOpen && MergedIntoId is null)
        {
            Become(StatusCategory.Solved, Actor.System, now);
        }
    }
}
