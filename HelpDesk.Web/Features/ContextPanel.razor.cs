using HelpDesk.Domain.Events;
using HelpDesk.Web.Features.Customers;
using HelpDesk.Web.Live;
using Microsoft.AspNetCore.Components;

namespace HelpDesk.Web.Features;

/// <summary>Beside a conversation: numbers, the customer's record, past tickets with a look inside.</summary>
public sealed partial class ContextPanel
{
    private readonly CancellationTokenSource gone = new();
    private Coalescer<bool>? changes;
    private IDisposable? listening;
    private CustomerRecord? record;

    [Parameter, EditorRequired]
    public long TicketId { get; set; }

    [Parameter, EditorRequired]
    public long Number { get; set; }

    [Parameter, EditorRequired]
    public long CustomerId { get; set; }

    [Parameter, EditorRequired]
    public string View { get; set; } = "";

    /// <summary>Number of the ticket that is looked into; null shows the customer.</summary>
    [Parameter]
    public long? Peek { get; set; }

    [Inject]
    private CustomerQuery Query { get; set; } = default!;

    [Inject]
    private Feed Feed { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    private IReadOnlyList<PastTicket> Others => [.. record!.Tickets.Where(ticket => ticket.Id != TicketId)];

    public void Dispose()
    {
        gone.Cancel();
        listening?.Dispose();
        changes?.Dispose();
    }

    protected override void OnInitialized()
    {
        if (RendererInfo.IsInteractive)
        {
            changes = new Coalescer<bool>(Clock, _ => InvokeAsync(RefreshAsync), TimeSpan.FromMilliseconds(250));
            listening = Feed.Listen(Hear);
        }
    }

    protected override async Task OnParametersSetAsync()
    {
        if (record?.Id != CustomerId)
        {
            record = await Query.FindAsync(CustomerId, gone.Token);
        }
    }

    private string Here(long? peek) => $"/tickets/{View}/{Number}{(peek is null ? "" : $"?panel=ticket-{peek}")}";

    private void Hear(LiveEvent happened)
    {
        var isOurs = happened.Type == EventType.CustomerChanged && happened.SubjectId == CustomerId;
        var isTheirTicket = happened.Type is EventType.TicketCreated or EventType.TicketChanged or EventType.MessageAdded
            && (happened.TicketId == TicketId || happened.Type == EventType.TicketCreated || record?.Tickets.Any(ticket => ticket.Id == happened.TicketId) == true);
        if (isOurs || isTheirTicket)
        {
            changes!.Add(true);
        }
    }

    private async Task RefreshAsync()
    {
        record = await Query.FindAsync(CustomerId, gone.Token);
        StateHasChanged();
    }
}
