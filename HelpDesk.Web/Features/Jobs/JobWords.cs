using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Work;
using Microsoft.Extensions.Localization;

namespace HelpDesk.Web.Features.Jobs;

/// <summary>How the page of jobs names what it shows.</summary>
internal static class JobWords
{
    /// <summary>The states whose counts stand above the list.</summary>
    public static readonly IReadOnlyList<DeliveryState> Counted = [DeliveryState.Queued, DeliveryState.Deferred, DeliveryState.Sent, DeliveryState.Failed, DeliveryState.Superseded];

    public static string Of(IStringLocalizer L, DeadlineKind kind) => kind switch
    {
        DeadlineKind.PresenceLost => L["The customer counts as gone"],
        DeadlineKind.ChatInactive => L["The chat becomes inactive"],
        DeadlineKind.IdleReminder => L["The customer is asked whether they are there"],
        DeadlineKind.ChatEnd => L["The idle chat ends"],
        DeadlineKind.Unanswered => L["The unanswered chat goes on by e-mail"],
        DeadlineKind.CloseSolved => L["The solved ticket closes"],
        DeadlineKind.IndexHistory => L["Older messages become findable by a new name or address"],
    };

    public static string Of(IStringLocalizer L, DeliveryState state) => state switch
    {
        DeliveryState.Queued => L["Waiting"],
        DeliveryState.Sending => L["Leaving"],
        DeliveryState.Deferred => L["Tried again later"],
        DeliveryState.Sent => L["Sent"],
        DeliveryState.Delivered => L["Arrived"],
        DeliveryState.Read => L["Read by the customer"],
        DeliveryState.Bounced => L["Came back"],
        DeliveryState.Failed => L["Failed"],
        DeliveryState.Superseded => L["Read in the chat first"],
    };
}
