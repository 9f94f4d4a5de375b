using HelpDesk.Domain.Tickets;
using HelpDesk.Web.Ui;
using Microsoft.Extensions.Localization;

namespace HelpDesk.Web.Features.Conversation;

/// <summary>Where a reply will reach the customer, said before it is written.</summary>
internal sealed record Landing(bool IsMail, string Text)
{
    public static Landing Of(TicketHead head, IStringLocalizer L, DateTimeOffset now) => head switch
    {
        { Chat: { IsLive: true, LeftAt: null } } => new(false, L["Chat — visitor online"]),
        { Chat: { IsLive: true, LeftAt: { } left }, Address: not null } => new(true, L["E-mail — visitor left {0} ago", Words.Span(now - left)]),
        { Chat: not null, Address: not null } => new(true, L["Chat and e-mail to {0}", head.Address]),
        { Chat: not null } => new(false, L["Chat — shown when the visitor returns"]),
        { Address: not null } => new(true, L["E-mail to {0}", head.Address]),
        _ => new(false, L["No address known yet"]),
    };
}
