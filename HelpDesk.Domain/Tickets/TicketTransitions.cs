namespace HelpDesk.Domain.Tickets;

/// <summary>
/// The one table of status changes. Never back to new; closed is final; only a solved ticket can be closed.
/// Staying within a category (another status of it) is always allowed, except when closed.
/// </summary>
public static class TicketTransitions
{
    private static readonly Dictionary<StatusCategory, StatusCategory[]> Table = new()
    {
        [StatusCategory.New] = [StatusCategory.New, StatusCategory.Open, StatusCategory.Pending, StatusCategory.OnHold, StatusCategory.Solved],
        [StatusCategory.Open] = [StatusCategory.Open, StatusCategory.Pending, StatusCategory.OnHold, StatusCategory.Solved],
        [StatusCategory.Pending] = [StatusCategory.Open, StatusCategory.Pending, StatusCategory.OnHold, StatusCategory.Solved],
        [StatusCategory.OnHold] = [StatusCategory.Open, StatusCategory.Pending, StatusCategory.OnHold, StatusCategory.Solved],
        [StatusCategory.Solved] = [StatusCategory.Open, StatusCategory.Pending, StatusCategory.OnHold, StatusCategory.Solved, StatusCategory.Closed],
        [StatusCategory.Closed] = [],
    };

    /// <summary>Whether a ticket may go from one category to another.</summary>
    public static bool Allows(StatusCategory from, StatusCategory to) => Table[from].Contains(to);

    /// <summary>The categories a ticket may go to, in the order of the enumeration.</summary>
    public static IReadOnlyList<StatusCategory> From(StatusCategory category) => Table[category];
}
