using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Events;
using HelpDesk.Web.Live;
using Microsoft.AspNetCore.Components;

namespace HelpDesk.Web.Features.TicketList;

/// <summary>The views with their live counts.</summary>
public sealed partial class Views
{
    private readonly CancellationTokenSource gone = new();
    private IReadOnlyDictionary<string, int> counts = new Dictionary<string, int>(StringComparer.Ordinal);
    private Coalescer<EventType>? changes;
    private IDisposable? listening;

    [CascadingParameter]
    public required Actor Me { get; set; }

    [Parameter]
    public string Title { get; set; } = "";

    [Parameter, EditorRequired]
    public string Selected { get; set; } = "";

    [Inject]
    private TicketListQuery Query { get; set; } = default!;

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

    protected override async Task OnInitializedAsync()
    {
        if (RendererInfo.IsInteractive)
        {
            changes = new Coalescer<EventType>(Clock, _ => InvokeAsync(CountAgainAsync), TimeSpan.FromMilliseconds(250));
            listening = Feed.Listen(Hear);
        }

        counts = await Query.CountsAsync(Me.Id, gone.Token);
    }

    private void Hear(LiveEvent happened)
    {
        if (happened.Type is EventType.TicketCreated or EventType.TicketChanged or EventType.MessageAdded)
        {
            changes!.Add(happened.Type);
        }
    }

    private async Task CountAgainAsync()
    {
        counts = await Query.CountsAsync(Me.Id, gone.Token);
        StateHasChanged();
    }
}
