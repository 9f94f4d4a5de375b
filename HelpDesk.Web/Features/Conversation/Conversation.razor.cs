using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Events;
using HelpDesk.Domain.Tickets;
using HelpDesk.Web.Live;
using Microsoft.AspNetCore.Components;

namespace HelpDesk.Web.Features.Conversation;

/// <summary>The timeline of one ticket with its head and composer, kept up to date for everybody who looks at it.</summary>
public sealed partial class Conversation
{
    private readonly CancellationTokenSource gone = new();
    private readonly HashSet<long> touched = [];
    private List<TimelineMessage> messages = [];
    private List<TimelineItem> items = [];
    private Watchers watchers = default!;
    private Coalescer<long>? changes;
    private IDisposable? listening;
    private TicketHead? head;
    private Landing lands = new(false, "");
    private int? readOnOpening;
    private long? wanted;
    private int opening;
    private bool missing;
    private bool customerTyping;

    [CascadingParameter]
    public required Actor Me { get; set; }

    [CascadingParameter]
    public required TimeZoneInfo Zone { get; set; }

    [Parameter, EditorRequired]
    public long Number { get; set; }

    /// <summary>Where a phone goes back to.</summary>
    [Parameter, EditorRequired]
    public string Back { get; set; } = "";

    /// <summary>Tells the page which ticket and customer are on screen.</summary>
    [Parameter]
    public EventCallback<TicketHead?> HeadChanged { get; set; }

    [Inject]
    private ConversationQuery Query { get; set; } = default!;

    [Inject]
    private Feed Feed { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    private string? Closed => head?.Category == StatusCategory.Closed
        ? L["This ticket is closed. A new message of the customer opens a follow-up."].Value
        : null;

    // As Audience says it: a chat that goes on is copied to nobody who was not named.
    private string Others => head is { Chat.IsLive: true } or null ? "" : string.Join(' ', head.Usual);

    private int LastForeignSeq => messages.FindLast(message => message.Kind == MessageKind.Public && !IsMine(message))?.Seq ?? 0;

    public async ValueTask DisposeAsync()
    {
        await gone.CancelAsync();
        Leave();
        gone.Dispose();
    }

    protected override void OnInitialized() => watchers = new Watchers(Feed, Clock, Me);

    protected override async Task OnParametersSetAsync()
    {
        if (wanted == Number)
        {
            return;
        }

        wanted = Number;
        Leave();
        await OpenAsync(Number, ++opening);
    }

    // Whoever goes on to another ticket meanwhile must not find this one under its address.
    private async Task OpenAsync(long number, int turn)
    {
        var opened = await Query.HeadAsync(number, Me.Id, gone.Token);
        if (turn != opening)
        {
            return;
        }

        missing = opened is null;
        if (opened is null)
        {
            head = null;
            await HeadChanged.InvokeAsync(null);
            return;
        }

        Listen(opened.Id);
        var latest = await Query.BeforeAsync(opened.Id, int.MaxValue, gone.Token);
        if (turn != opening)
        {
            return;
        }

        messages = latest;
        readOnOpening = opened.ReadSeq > 0 ? opened.ReadSeq : null;
        Show(opened);
        await HeadChanged.InvokeAsync(opened);
    }

    private void Listen(long ticketId)
    {
        if (!RendererInfo.IsInteractive)
        {
            return;
        }

        changes = new Coalescer<long>(Clock, _ => InvokeAsync(CatchUpAsync));
        listening = Feed.Listen(ticketId, Hear);
        watchers.Enter(ticketId, () => _ = InvokeAsync(ShowPassing));
    }

    private void Leave()
    {
        listening?.Dispose();
        changes?.Dispose();
        watchers.Leave();
        (listening, changes, customerTyping) = (null, null, false);
    }

    private void Hear(LiveEvent happened)
    {
        lock (touched)
        {
            if (happened is { Type: EventType.DeliveryChanged or EventType.MessageAnswered, MessageId: { } messageId })
            {
                touched.Add(messageId);
            }
        }

        var relevant = happened.TicketId is not null ? happened.Type != EventType.AgentRead : happened.SubjectId == head?.CustomerId && happened.Type == EventType.CustomerChanged;
        if (relevant)
        {
            changes?.Add(0);
        }
    }

    private async Task CatchUpAsync()
    {
        if (head is not { } shown)
        {
            return;
        }

        long[] changed;
        lock (touched)
        {
            changed = [.. touched];
            touched.Clear();
        }

        var fresh = await Query.SinceAsync(shown.Id, messages.Count > 0 ? messages[^1].Seq : 0, changed, gone.Token);
        var next = await Query.HeadAsync(shown.Number, Me.Id, gone.Token);
        if (next is not null && head?.Id == next.Id)
        {
            Merge(fresh);
            customerTyping &= !fresh.Exists(message => message.AuthorKind == AuthorKind.Customer);
            Show(next with { ReadSeq = shown.ReadSeq });
            StateHasChanged();
            await HeadChanged.InvokeAsync(head);
        }
    }

    private void Merge(List<TimelineMessage> fresh)
    {
        var bySeq = messages.ToDictionary(message => message.Seq);
        fresh.ForEach(message => bySeq[message.Seq] = message);
        messages = [.. bySeq.Values.OrderBy(message => message.Seq)];
    }

    private async Task EarlierAsync()
    {
        var (shown, first) = (head!, messages[0].Seq);
        var earlier = await Query.BeforeAsync(shown.Id, first, gone.Token);
        if (head?.Id == shown.Id && messages.Count > 0 && messages[0].Seq == first)
        {
            messages = [.. earlier, .. messages];
            Show(head);
        }
    }

    private void Show(TicketHead next)
    {
        head = next;
        lands = Landing.Of(next, L, Clock.GetUtcNow());
        items = TimelineBuilder.Build(messages, readOnOpening, Zone);
    }

    private void ShowPassing()
    {
        customerTyping = watchers.CustomerIsTyping;
        StateHasChanged();
    }

    private bool IsMine(TimelineMessage message) => message.AuthorKind == AuthorKind.Agent && message.AuthorId == Me.Id;
}
