using Microsoft.Extensions.Localization;

namespace HelpDesk.Web.Features.TicketList;

internal static class ViewNames
{
    public static string Name(this IStringLocalizer L, TicketView view) => view.Key switch
    {
        "mine" => L["Mine"],
        "unassigned" => L["Unassigned"],
        "pending" => L["Pending"],
        "solved" => L["Solved"],
        _ => L["All open"],
    };

    /// <summary>One sentence for a view that holds nothing.</summary>
    public static string Nothing(this IStringLocalizer L, TicketView view) => view.Key switch
    {
        "mine" => L["Nothing of yours is open. Take one from Unassigned."],
        "unassigned" => L["Every open ticket has somebody."],
        "pending" => L["Nothing waits for a customer or a third party."],
        "solved" => L["Nothing has been solved yet."],
        _ => L["Nobody is waiting. New tickets appear here by themselves."],
    };
}
