using System.Linq.Expressions;
using HelpDesk.Domain.Tickets;

namespace HelpDesk.Web.Features.TicketList;

/// <summary>One of the lists an agent works through.</summary>
/// <param name="Key">As it stands in the address.</param>
/// <param name="Icon">Its picture.</param>
/// <param name="Holds">Which tickets it shows, for the agent with this id.</param>
internal sealed record TicketView(string Key, string Icon, Func<long, Expression<Func<Ticket, bool>>> Holds)
{
    public static readonly TicketView Mine = new("mine", "user", me => ticket => ticket.AssigneeId == me
        && ticket.Category != StatusCategory.Solved && ticket.Category != StatusCategory.Closed);

    public static readonly TicketView Unassigned = new("unassigned", "tray", _ => ticket => ticket.AssigneeId == null
        && ticket.Category != StatusCategory.Solved && ticket.Category != StatusCategory.Closed);

    public static readonly TicketView Open = new("all", "all", _ => ticket =>
        ticket.Category != StatusCategory.Solved && ticket.Category != StatusCategory.Closed);

    public static readonly TicketView Pending = new("pending", "pause", _ => ticket =>
        ticket.Category == StatusCategory.Pending || ticket.Category == StatusCategory.OnHold);

    public static readonly TicketView Solved = new("solved", "check-circle", _ => ticket =>
        ticket.Category == StatusCategory.Solved || ticket.Category == StatusCategory.Closed);

    /// <summary>In the order of the screen.</summary>
    public static readonly IReadOnlyList<TicketView> All = [Mine, Unassigned, Open, Pending, Solved];

    /// <summary>What is solved is read backwards; everything else by who has waited longest.</summary>
    public bool IsHistory => Key == Solved.Key;

    public static TicketView Of(string? key) => All.FirstOrDefault(view => view.Key == key) ?? Open;
}
