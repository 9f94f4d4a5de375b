using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Events;
using HelpDesk.Web.Actions.Kpis;
using HelpDesk.Web.Live;
using Microsoft.AspNetCore.Components;

namespace HelpDesk.Web.Features;

public sealed partial class RestingPane
{
    private readonly CancellationTokenSource gone = new();
    private Coalescer<bool>? changes;
    private IDisposable? listening;
    private TeamNumbers? team;
    private DateTimeOffset? longestSince;

    [CascadingParameter]
    public required Actor Me { get; set; }

    [Inject]
    private TeamNow TeamNow { get; set; } = default!;

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
            changes = new Coalescer<bool>(Clock, _ => InvokeAsync(RefreshAsync), TimeSpan.FromSeconds(1));
            listening = Feed.Listen(Hear);
        }

        await LoadAsync();
    }

    private void Hear(LiveEvent happened)
    {
        if (happened.Type is EventType.TicketCreated or EventType.TicketChanged or EventType.MessageAdded)
        {
            changes!.Add(true);
        }
    }

    private async Task RefreshAsync()
    {
        await LoadAsync();
        StateHasChanged();
    }

    private async Task LoadAsync()
    {
        team = await TeamNow.RunAsync(Me, gone.Token);
        longestSince = Clock.GetUtcNow() - team.LongestWait;
    }
}
