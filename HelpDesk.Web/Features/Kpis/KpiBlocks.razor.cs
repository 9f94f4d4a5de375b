using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Events;
using HelpDesk.Web.Actions.Kpis;
using HelpDesk.Web.Live;
using Microsoft.AspNetCore.Components;

namespace HelpDesk.Web.Features.Kpis;

/// <summary>The numbers beside a conversation: this ticket, this customer, the team now.</summary>
public sealed partial class KpiBlocks
{
    private readonly CancellationTokenSource gone = new();
    private Coalescer<bool>? changes;
    private IDisposable? listening;
    private TicketKpis? ticket;
    private CustomerKpis? customer;
    private TeamNumbers? team;
    private DateTimeOffset? longestSince;
    private (long, long) shown;

    [CascadingParameter]
    public required Actor Me { get; set; }

    [Parameter, EditorRequired]
    public long TicketId { get; set; }

    [Parameter, EditorRequired]
    public long CustomerId { get; set; }

    [Parameter, EditorRequired]
    public string CustomerPublicId { get; set; } = "";

    [Inject]
    private KpiQuery Query { get; set; } = default!;

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

    protected override void OnInitialized()
    {
        if (RendererInfo.IsInteractive)
        {
            changes = new Coalescer<bool>(Clock, _ => InvokeAsync(RefreshAsync), TimeSpan.FromSeconds(1));
            listening = Feed.Listen(Hear);
        }
    }

    protected override async Task OnParametersSetAsync()
    {
        if (shown != (TicketId, CustomerId))
        {
            shown = (TicketId, CustomerId);
            await LoadAsync();
        }
    }

    private void Hear(LiveEvent happened)
    {
        if (happened.Type is EventType.TicketCreated or EventType.TicketChanged or EventType.MessageAdded or EventType.ChatRated)
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
        ticket = await Query.TicketAsync(TicketId, gone.Token);
        customer = await Query.CustomerAsync(CustomerId, gone.Token);
        team = await TeamNow.RunAsync(Me, gone.Token);
        longestSince = Clock.GetUtcNow() - team.LongestWait;
    }
}
