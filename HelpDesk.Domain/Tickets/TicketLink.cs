namespace HelpDesk.Domain.Tickets;

/// <summary>How two tickets belong together.</summary>
public enum TicketLinkType
{
    Related,
    Parent,
    Duplicate,
    FollowUp,
    SplitFrom,
}

/// <summary>Joins two tickets.</summary>
public sealed class TicketLink
{
    private TicketLink()
    {
    }

    public TicketLink(long fromTicketId, long toTicketId, TicketLinkType type)
    {
        FromTicketId = fromTicketId;
        ToTicketId = toTicketId;
        Type = type;
    }

    public long FromTicketId { get; private set; }

    public long ToTicketId { get; private set; }

    public TicketLinkType Type { get; private set; }
}
