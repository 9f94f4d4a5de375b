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

    private bool IsLong => Message.Mail?.HasHtml != true && (Message.Text.Length > LongText || Message.Text.AsSpan().Count('\n') > 25);

    // What stands on a card is not shown a second time.
    private List<FileView> Files =>
        [.. Message.Files.Where(file => Message.Content?.Cards.Any(card => card.Image == file.Id) != true)];

    private int MailedTo => Message.Deliveries.Where(delivery => delivery.Channel == Channel.Email).Select(delivery => delivery.Recipient).Distinct().Count();

    // Under the last of a run; a failure always; never what was not needed.
    private IEnumerable<DeliveryView> Shown => Message.Deliveries.Where(delivery =>
        delivery.State is DeliveryState.Failed or DeliveryState.Bounced or DeliveryState.Deferred
        || (delivery.State != DeliveryState.Superseded && (EndsRun || delivery.Channel == Channel.Email)));

    // The frame shows what we may not measure: its text tells how high it will be, roughly.
    private static int HeightOf(string text)
    {
        const int line = 21;
        const int letters = 80;
        var lines = text.Split('\n').Sum(row => 1 + (row.Length / letters));
        return Math.Clamp((lines + 2) * line, 3 * line, 24 * line);
    }

    private static string Size(long bytes) => bytes switch
    {
        < 1_000 => $"{bytes} B",
        < 1_000_000 => $"{bytes / 1_000} kB",
        _ => $"{bytes / 1_000_000.0:0.#} MB",
    };
}
