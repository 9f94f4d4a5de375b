using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Events;
using HelpDesk.Web.Live;
using Microsoft.AspNetCore.Components;

namespace HelpDesk.Web.Features.Customers;

/// <summary>The whole record of one customer.</summary>
public sealed partial class CustomerPage
{
    private readonly CancellationTokenSource gone = new();
    private Coalescer<bool>? changes;
    private IDisposable? listening;
    private CustomerRecord? record;
    private MergeDialog? merging;
    private bool missing;

    [CascadingParameter]
    public required Actor Me { get; set; }

    [Parameter]
    public string PublicId { get; set; } = "";

    [Inject]
    private CustomerQuery Query { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

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
            changes = new Coalescer<bool>(Clock, _ => InvokeAsync(RefreshAsync), TimeSpan.FromMilliseconds(250));
            listening = Feed.Listen(Hear);
        }
    }

    protected override async Task OnParametersSetAsync()
    {
        if (record?.PublicId != PublicId)
        {
            await LoadAsync();
            missing = record is null;
        }
    }

    private void Hear(LiveEvent happened)
    {
        if ((happened.Type == EventType.CustomerChanged && happened.SubjectId == record?.Id)
            || (happened.TicketId is { } ticketId && record?.Tickets.Any(ticket => ticket.Id == ticketId) == true))
        {
            changes!.Add(true);
        }
    }

    private async Task RefreshAsync()
    {
        await LoadAsync();
        StateHasChanged();
    }

    // Who went up in another is found there.
    private async Task LoadAsync()
    {
        record = await Query.FindAsync(PublicId, gone.Token);
        if (record?.MergedInto is { } survivor)
        {
            Navigation.NavigateTo($"/customers/{survivor}", replace: true);
        }
    }
}
