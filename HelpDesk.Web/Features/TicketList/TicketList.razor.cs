using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Events;
using HelpDesk.Web.Live;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web.Virtualization;

namespace HelpDesk.Web.Features.TicketList;

/// <summary>The rows of one view. A live event repaints one row, or the window when rows come, go or move.</summary>
public sealed partial class TicketList
{
    private readonly CancellationTokenSource gone = new();
    private Dictionary<long, RowSlot> slots = [];
    private Virtualize<RowSlot>? rows;
    private TicketFilter? filter;
    private Coalescer<long>? changes;
    private IDisposable? listening;
    private int? total;

    [CascadingParameter]
    public required Actor Me { get; set; }

    /// <summary>Key of the view.</summary>
    [Parameter, EditorRequired]
    public string ViewKey { get; set; } = "";

    /// <summary>Number of the open ticket.</summary>
    [Parameter]
    public long? Selected { get; set; }

    [Parameter]
    public string? Search { get; set; }

    [Parameter]
    public bool OnlyWaiting { get; set; }

    [Inject]
    private TicketListQuery Query { get; set; } = default!;

    [Inject]
    private TicketSearchQuery Searching { get; set; } = default!;

    [Inject]
    private Feed Feed { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    private TicketView View => TicketView.Of(ViewKey);

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
            changes = new Coalescer<long>(Clock, ids => InvokeAsync(() => PatchAsync(ids)));
            listening = Feed.Listen(Hear);
        }
    }

    protected override async Task OnParametersSetAsync()
    {
        var found = Search is null ? null : await Searching.FindAsync(Search, gone.Token);
        var next = new TicketFilter(View, Me.Id, OnlyWaiting, found);
        if (filter is null || filter with { Found = null } != next with { Found = null } || found is not null)
        {
            filter = next;
            await RefreshAsync();
        }
    }

    private string HrefOf(TicketRow row) => Search is null ? $"/tickets/{View.Key}/{row.Number}" : $"/tickets/{View.Key}/{row.Number}?q={Uri.EscapeDataString(Search)}";

    private async ValueTask<ItemsProviderResult<RowSlot>> LoadAsync(ItemsProviderRequest request)
    {
        var (window, count) = await Query.WindowAsync(filter!, request.StartIndex, request.Count, request.CancellationToken);
        request.CancellationToken.ThrowIfCancellationRequested();
        slots = window.ToDictionary(row => row.Id, Place);
        if (total != count)
        {
            total = count;
            StateHasChanged();
        }

        return new ItemsProviderResult<RowSlot>([.. window.Select(row => slots[row.Id])], count);
    }

    // The same ticket keeps its place object, so that its component is kept too.
    private RowSlot Place(TicketRow row)
    {
        var slot = slots.GetValueOrDefault(row.Id) ?? new RowSlot(row);
        slot.Show(row);
        return slot;
    }

    private void Hear(LiveEvent happened)
    {
        var shown = happened.Type is EventType.TicketCreated or EventType.TicketChanged or EventType.MessageAdded
            || (happened.Type == EventType.AgentRead && happened.ActorId == Me.Id);
        if (shown && (happened.TicketId ?? happened.SubjectId) is { } ticketId)
        {
            changes!.Add(ticketId);
        }
    }

    private async Task PatchAsync(IReadOnlyCollection<long> ticketIds)
    {
        var fresh = (await Query.RowsAsync(filter!, ticketIds, gone.Token)).ToDictionary(row => row.Id);
        var stay = ticketIds.All(id => fresh.TryGetValue(id, out var row)
            ? slots.TryGetValue(id, out var slot) && PlaceOf(slot.Row) == PlaceOf(row)
            : !slots.ContainsKey(id));
        if (!stay)
        {
            await RefreshAsync();
            return;
        }

        foreach (var row in fresh.Values)
        {
            slots[row.Id].Show(row);
        }
    }

    private (DateTimeOffset?, DateTimeOffset) PlaceOf(TicketRow row) =>
        (filter!.IsByChange ? null : row.WaitingSince, row.WaitingSince is null || filter.IsByChange ? row.UpdatedAt : default);

    private async Task RefreshAsync()
    {
        if (rows is not null)
        {
            await rows.RefreshDataAsync();
            StateHasChanged();
        }
    }
}
