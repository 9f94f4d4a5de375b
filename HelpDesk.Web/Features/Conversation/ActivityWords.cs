using HelpDesk.Domain.Tickets;
using HelpDesk.Web.Ui;
using Microsoft.Extensions.Localization;

namespace HelpDesk.Web.Features.Conversation;

/// <summary>Events of the timeline as sentences in the agent's language.</summary>
internal static class ActivityWords
{
    public static string Say(this IStringLocalizer L, Activity activity, string who) => activity.Type switch
    {
        ActivityType.TicketCreated => L["{0} opened the ticket", who],
        ActivityType.StatusChanged => L["{0} changed the status from {1} to {2}", who, L.Key(activity.From), L.Key(activity.To)],
        ActivityType.Reopened => L["{0} reopened the ticket", who],
        ActivityType.Assigned when activity.To == who => L["{0} took the ticket", who],
        ActivityType.Assigned => L["{0} gave the ticket to {1}", who, activity.To ?? ""],
        ActivityType.Unassigned => L["{0} took the assignee off", who],
        ActivityType.TeamChanged => L["{0} moved the ticket to team {1}", who, activity.To ?? ""],
        ActivityType.PriorityChanged => L["{0} changed the priority to {1}", who, L.PriorityKey(activity.To)],
        ActivityType.SubjectChanged => L["{0} changed the subject to “{1}”", who, activity.To ?? ""],
        ActivityType.TagsChanged => L["{0} changed the tags to {1}", who, activity.To is { Length: > 0 } tags ? tags : "–"],
        ActivityType.FollowUpOpened => L["Follows up {0}", activity.From ?? ""],
        ActivityType.RelatedFound => L["Possibly related to {0}: the mail names it, but its sender has no part in it", activity.To ?? ""],
        ActivityType.CustomersMerged => L["The address is proven: {0} and {1} are one customer", activity.From ?? "", activity.To ?? ""],
        ActivityType.CustomersNotMerged => L["{0} proved an address of {1}, but your system knows them as two people", activity.From ?? "", activity.To ?? ""],
        ActivityType.CustomersJoined => L["{0} merged the records of {1} and {2}", who, activity.From ?? L.Customer(""), activity.To ?? L.Customer("")],
        ActivityType.CustomersParted => L["{0} took the records of {1} and {2} apart", who, activity.From ?? L.Customer(""), activity.To ?? L.Customer("")],
        ActivityType.ParticipantAccepted => L["{0} lets {1} take part", who, activity.To ?? ""],
        _ => L.SayOfChat(activity, who),
    };

    private static string SayOfChat(this IStringLocalizer L, Activity activity, string who) => activity.Type switch
    {
        ActivityType.ChatStarted => L["{0} started a chat", who],
        ActivityType.ChatAccepted => L["{0} joined the chat", activity.To ?? who],
        ActivityType.CustomerLeft => L["The customer left the page"],
        ActivityType.CustomerReturned => L["The customer came back"],
        ActivityType.ChatInactive => L["The customer has gone quiet"],
        ActivityType.ChatEnded => L["The chat ended ({0})", L.EndedBy(activity.To)],
        ActivityType.ChatMissed => L["Nobody answered in time; the chat goes on by e-mail"],
        ActivityType.ContactGiven => L["{0} left an address: {1}", who, activity.To ?? ""],
        ActivityType.ChatRated when activity.From is { Length: > 0 } comment => L["{0} rated the chat {1} of 5: “{2}”", who, activity.To ?? "", comment],
        ActivityType.ChatRated => L["{0} rated the chat {1} of 5", who, activity.To ?? ""],
        ActivityType.FormAnswered => L["{0} filled in “{1}”", who, activity.To ?? ""],
        ActivityType.ProactiveAnswered => L["{0} answers the message of the chat: “{1}”", who, activity.To ?? ""],
        ActivityType.TalkNowAsked => L["{0} wants to talk to somebody now", who],
        ActivityType.CallBackAsked when activity.From is { Length: > 0 } time => L["{0} wants to be called ({1}):", who, time],
        ActivityType.CallBackAsked => L["{0} wants to be called:", who],
        ActivityType.WentOnByMail => L["{0} goes on by e-mail: {1}", who, activity.To ?? ""],
        ActivityType.MailedToCustomer => L["Mailed to {0}", activity.To ?? ""],
        ActivityType.MailNotDelivered => L["The mail to {0} was not delivered: {1}", activity.From ?? "", activity.To ?? ""],
        _ => activity.ToString(),
    };

    private static string Key(this IStringLocalizer L, string? key) =>
        Enum.GetValues<StatusCategory>().Where(category => TicketStatus.KeyOf(category) == key).Select(L.Status).FirstOrDefault() ?? key ?? "";

    private static string PriorityKey(this IStringLocalizer L, string? key) =>
        Enum.TryParse<Priority>(key, ignoreCase: true, out var priority) ? L.Priority(priority) : key ?? "";

    private static string EndedBy(this IStringLocalizer L, string? by) => by?.ToLowerInvariant() switch
    {
        "agent" => L["by an agent"],
        "customer" => L["by the customer"],
        "idle" => L["for idleness"],
        _ => L["by itself"],
    };
}
