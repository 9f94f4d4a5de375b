using HelpDesk.Domain.Tickets;

namespace HelpDesk.Web.Features.TicketList;

/// <summary>One line of the list: exactly what it shows.</summary>
public sealed record TicketRow(
    long Id,
    long Number,
    string Subject,
    string Preview,
    string Customer,
    Channel Channel,
    StatusCategory Category,
    Priority Priority,
    DateTimeOffset? WaitingSince,
    DateTimeOffset UpdatedAt,
    string? Assignee,
    string? Tag,
    bool IsUnread,
    bool IsRinging);

/// <summary>
/// A place in the list that keeps its component while its content changes, so that one live event repaints one row.
/// </summary>
public sealed class RowSlot(TicketRow row)
{
    public event Action? Changed;

    public TicketRow Row { get; private set; } = row;

    public void Show(TicketRow next)
    {
        if (Row != next)
        {
            Row = next;
            Changed?.Invoke();
        }
    }
}
