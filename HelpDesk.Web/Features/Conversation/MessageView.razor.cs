using HelpDesk.Domain.Tickets;
using Microsoft.AspNetCore.Components;

namespace HelpDesk.Web.Features.Conversation;

public sealed partial class MessageView
{
    private const int LongText = 2_500;

    [Parameter, EditorRequired]
    public required TimelineMessage Message { get; set; }

    [Parameter, EditorRequired]
    public string Author { get; set; } = "";

    [Parameter]
    public bool IsRun { get; set; }

    [Parameter]
    public bool EndsRun { get; set; }

    [Parameter]
    public bool IsMine { get; set; }

    private string Side => Message switch
    {
        { Kind: MessageKind.Note } => "note",
        { AuthorKind: AuthorKind.Customer } => "in",
        _ => "out",
    };

    private bool IsLong => Message.Text.Length > LongText || Message.Text.AsSpan().Count('\n') > 25;

    private int MailedTo => Message.Deliveries.Where(delivery => delivery.Channel == Channel.Email).Select(delivery => delivery.Recipient).Distinct().Count();

    // Under the last of a run; a failure always; never what was not needed.
    private IEnumerable<DeliveryView> Shown => Message.Deliveries.Where(delivery =>
        delivery.State is DeliveryState.Failed or DeliveryState.Bounced or DeliveryState.Deferred
        || (delivery.State != DeliveryState.Superseded && (EndsRun || delivery.Channel == Channel.Email)));

    private static string Size(long bytes) => bytes switch
    {
        < 1_000 => $"{bytes} B",
        < 1_000_000 => $"{bytes / 1_000} kB",
        _ => $"{bytes / 1_000_000.0:0.#} MB",
    };
}
