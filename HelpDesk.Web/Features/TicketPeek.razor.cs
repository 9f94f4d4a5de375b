using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Events;
using HelpDesk.Web.Features.Conversation;
using HelpDesk.Web.Live;
using Microsoft.AspNetCore.Components;

namespace HelpDesk.Web.Features;

/// <summary>A look into another ticket of the same customer, kept up to date while it is open.</summary>
public sealed partial class TicketPeek
{
    private readonly CancellationTokenSource gone = new();
    private Coalescer<bool>? changes;
    private IDisposable? listening;
    private TicketHead? head;
    private List<TimelineItem> items = [];

    [CascadingParameter]
    public required Actor Me { get; set; }

    [CascadingParameter]
    public required TimeZoneInfo Zone { get; set; }

    [Parameter, EditorRequired]
    public long Number { get; set; }

    [Parameter, EditorRequired]
    public string View { get; set; } = "";

    [Parameter, EditorRequired]
    public string Back { get; set; } = "";

    [Parameter, EditorRequired]
    public string Customer { get; set; } = "";

    [Inject]
    private ConversationQuery Query { get; set; } = default!;

    [Inject]
    private Feed Feed { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    public void Dispose()
    {
        gone.Cancel();
        listening?.Dispose();
        changes?.Dispose();
    }

    protected override void OnInitialized() => changes = new Coalescer<bool>(Clock, _ => InvokeAsync(RefreshAsync));

    protected override async Task OnParametersSetAsync()
    {
        if (head?.Number == Number)
        {
            return;
        }

        listening?.Dispose();
        items = [];
        head = await Query.HeadAsync(Number, Me.Id, gone.Token);
        if (head is { } opened && RendererInfo.IsInteractive)
        {
            listening = Feed.Listen(opened.Id, Hear);
        }

        await ReadAsync();
    }

    private void Hear(LiveEvent happened)
    {
        if (happened.Type != EventType.AgentRead)
        {
            changes!.Add(true);
        }
    }

    private async Task RefreshAsync()
    {
        head = await Query.HeadAsync(Number, Me.Id, gone.Token);
        await ReadAsync();
        StateHasChanged();
    }

    private async Task ReadAsync()
    {
        var messages = head is null ? [] : await Query.BeforeAsync(head.Id, int.MaxValue, gone.Token);
        items = TimelineBuilder.Build(messages, null, Zone);
    }
}
