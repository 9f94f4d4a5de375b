using HelpDesk.Domain.Work;
using Microsoft.Extensions.Localization;

namespace HelpDesk.Web.Features.Jobs;

/// <summary>How the page of jobs names what it shows.</summary>
internal static class JobWords
{
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
}
