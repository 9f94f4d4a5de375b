using HelpDesk.Domain.Agents;

namespace HelpDesk.Domain.Tickets;

public sealed partial class Ticket
{
    /// <summary>The tag of what no person wrote.</summary>
    public const string Spam = "spam";

    /// <summary>
    /// A machine filled in what no person sees: the ticket says so, and nobody need look at it. One that an agent has
    /// answered stays with them. Needs the tags loaded. Returns false when there is nothing to mark.
    /// </summary>
    public bool MarkSpam(DateTimeOffset now)
    {
        if (Category == StatusCategory.Closed || !SetTags(tags.Select(tag => tag.Name).Append(Spam), Actor.System, now))
        {
            return false;
        }

        if (IsOpen && LastAgentMessageAt is null)
        {
            Become(StatusCategory.Solved, Actor.System, now);
        }

        return true;
    }
}
