using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Events;
using HelpDesk.Domain.Tickets;
using HelpDesk.Web.Actions.Jobs;
using HelpDesk.Web.Live;
using HelpDesk.Web.Ui;
using Microsoft.AspNetCore.Components;

namespace HelpDesk.Web.Features.Outgoing;

/// <summary>What was sent, is due, or was refused, with the servers' words and a way to try again.</summary>
public sealed partial class OutgoingPage : IDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource gone = new();
    private List<OutgoingRow>? rows;
    private IReadOnlyDictionary<OutgoingView, int> counts = new Dictionary<OutgoingView, int>();
    private OutgoingView view;
    private bool hasMore;
    private bool hasServer = true;
    private IDisposable? listening;
    private volatile bool hasNews;

    [CascadingParameter]
    public required Actor Me { get; set; }

    [SupplyParameterFromQuery(Name = "view")]
    public string? View { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    public string? Search { get; set; }

    [Inject]
    internal OutgoingQuery Query { get; set; } = null!;

    [Inject]
    internal RetryDelivery RetryDelivery { get; set; } = null!;

    [Inject]
    internal Notices Notices { get; set; } = null!;

    [Inject]
    internal Feed Feed { get; set; } = null!;

    [Inject]
    internal TimeProvider Clock { get; set; } = null!;

    public void Dispose()
    {
        listening?.Dispose();
        gone.Cancel();
        gone.Dispose();
    }

    protected override void OnInitialized()
    {
        Me.Require(Permission.Administer);
        if (RendererInfo.IsInteractive)
        {
            listening = Feed.Listen(happened => hasNews |= happened.Type == EventType.DeliveryChanged);
            _ = FollowAsync(gone.Token);
        }
    }

    protected override async Task OnParametersSetAsync()
    {
        view = Enum.TryParse<OutgoingView>(View, ignoreCase: true, out var named) && Enum.IsDefined(named) ? named : OutgoingView.Due;
        Search = string.IsNullOrWhiteSpace(Search) ? null : Search.Trim();
        hasServer = await Query.HasServerAsync(CancellationToken.None);
        rows = null;
        await ReloadAsync();
    }

    // Many mails may leave in one second: one look shows them all.
    private async Task FollowAsync(CancellationToken ct)
    {
        using var ticks = new PeriodicTimer(Look, Clock);
        try
        {
            while (await ticks.WaitForNextTickAsync(ct))
            {
                if (hasNews)
                {
                    hasNews = false;
                    await InvokeAsync(ReloadAsync);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The page was left.
        }
    }

    // Whoever has looked further down stays there.
    private async Task ReloadAsync()
    {
        counts = await Query.CountsAsync(CancellationToken.None);
        if (rows is null or { Count: <= OutgoingQuery.Page })
        {
            rows = [.. await Query.FindAsync(view, Search, null, CancellationToken.None)];
            hasMore = rows.Count == OutgoingQuery.Page;
        }

        StateHasChanged();
    }

    private async Task MoreAsync()
    {
        var next = await Query.FindAsync(view, Search, rows![^1], CancellationToken.None);
        rows.AddRange(next);
        hasMore = next.Count == OutgoingQuery.Page;
    }

    private async Task RetryAsync(OutgoingRow row)
    {
        await Notices.RunAsync(() => RetryDelivery.RunAsync(Me, row.Id, CancellationToken.None), L["It is tried again"]);
        rows?.Remove(row);
        await ReloadAsync();
    }

    private string Address(OutgoingView other) =>
        $"/settings/mail?view={Named(other)}{(Search is null ? "" : $"&q={Uri.EscapeDataString(Search)}")}";

    private static string Named(OutgoingView view) => view.ToString().ToLowerInvariant();

    private string Title(OutgoingView of) => of switch
    {
        OutgoingView.Due => L["To be sent"],
        OutgoingView.Sent => L["Sent"],
        OutgoingView.Refused => L["Refused"],
    };

    private string Empty(OutgoingView of) => of switch
    {
        OutgoingView.Due => L["No mail waits to leave."],
        OutgoingView.Sent => L["No mail has left yet."],
        OutgoingView.Refused => L["No mail was refused or came back."],
    };

    private string StateOf(OutgoingRow row) => Delivery.Told(row.State, row.FirstTriedAt, Clock.GetUtcNow()) switch
    {
        DeliveryState.Sending => L["Leaving"],
        DeliveryState.Deferred => row.Attempts == 1 ? L["Tried once"] : L["Tried {0} times", row.Attempts],
        DeliveryState.Failed => L["Not delivered"],
        var state => L.Delivery(state),
    };

    private static string? Tone(OutgoingRow row) => row.State switch
    {
        DeliveryState.Failed or DeliveryState.Bounced => "late",
        DeliveryState.Deferred => "soon",
        _ => "muted",
    };
}
