using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Events;
using HelpDesk.Web.Live;
using Microsoft.AspNetCore.Components;

namespace HelpDesk.Web.Ui;

/// <summary>
/// Tells an administrator about mailboxes that do not work: at once when one says so, and as time passes, because the
/// longest silence is the one in which nothing happens.
/// </summary>
public sealed partial class MailAlarm : IDisposable
{
    private const int LooksBetween = 60;

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource gone = new();
    private MailTroubles troubles = MailTroubles.None;
    private IDisposable? listening;
    private volatile bool hasNews;

    [Parameter, EditorRequired]
    public required Actor Me { get; set; }

    /// <summary>The page that it leads to is open.</summary>
    [Parameter]
    public bool IsThere { get; set; }

    [Inject]
    internal MailAlarms Alarms { get; set; } = null!;

    [Inject]
    internal Feed Feed { get; set; } = null!;

    [Inject]
    internal TimeProvider Clock { get; set; } = null!;

    private int Count => troubles.Alarms > 0 ? troubles.Alarms : troubles.Failing;

    private string? Sentence => troubles switch
    {
        { Alarms: 1 } => L["A mailbox has not worked for a while: please look"].Value,
        { Alarms: > 1 } => L["{0} mailboxes have not worked for a while: please look", troubles.Alarms].Value,
        { Failing: 1 } => L["A mailbox does not answer; it is tried again by itself"].Value,
        { Failing: > 1 } => L["{0} mailboxes do not answer; they are tried again by themselves", troubles.Failing].Value,
        _ => null,
    };

    public void Dispose()
    {
        listening?.Dispose();
        gone.Cancel();
        gone.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        if (RendererInfo.IsInteractive)
        {
            listening = Feed.Listen(happened => hasNews |= happened.Type is EventType.MailboxChanged);
            _ = FollowAsync(gone.Token);
        }

        troubles = await Alarms.CountAsync(Me, gone.Token);
    }

    private async Task FollowAsync(CancellationToken ct)
    {
        using var ticks = new PeriodicTimer(Look, Clock);
        try
        {
            for (var quiet = 1; await ticks.WaitForNextTickAsync(ct); quiet++)
            {
                if (hasNews || quiet == LooksBetween)
                {
                    (hasNews, quiet) = (false, 0);
                    await InvokeAsync(RecountAsync);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The page was left.
        }
    }

    private async Task RecountAsync()
    {
        var now = await Alarms.CountAsync(Me, gone.Token);
        if (now != troubles)
        {
            troubles = now;
            StateHasChanged();
        }
    }
}
