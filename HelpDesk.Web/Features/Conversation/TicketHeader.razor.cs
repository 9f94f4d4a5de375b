using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Tickets;
using HelpDesk.Web.Actions.Chats;
using HelpDesk.Web.Actions.Tickets;
using HelpDesk.Web.Ui;
using Microsoft.AspNetCore.Components;

namespace HelpDesk.Web.Features.Conversation;

/// <summary>What the ticket is and who has it; every change can be taken back for 15 seconds.</summary>
public sealed partial class TicketHeader
{
    private IReadOnlyList<AgentChoice> agents = [];
    private IReadOnlyList<string> knownTags = [];
    private string newTag = "";

    [CascadingParameter]
    public required Actor Me { get; set; }

    [Parameter, EditorRequired]
    public required TicketHead Head { get; set; }

    [Parameter]
    public IReadOnlyList<Watcher> Watchers { get; set; } = [];

    [Parameter, EditorRequired]
    public string Back { get; set; } = "";

    [Inject]
    private ChoicesQuery Choices { get; set; } = default!;

    [Inject]
    private SetStatus SetStatus { get; set; } = default!;

    [Inject]
    private Assign Assign { get; set; } = default!;

    [Inject]
    private SetPriority SetPriority { get; set; } = default!;

    [Inject]
    private SetTags SetTags { get; set; } = default!;

    [Inject]
    private MarkSeen MarkSeen { get; set; } = default!;

    [Inject]
    private EndChat EndChat { get; set; } = default!;

    [Inject]
    private Notices Notices { get; set; } = default!;

    private bool IsClosed => Head.Category == StatusCategory.Closed;

    private IEnumerable<StatusCategory> Reachable =>
        TicketTransitions.From(Head.Category).Where(category => category != StatusCategory.Closed && (category != StatusCategory.New || Head.Category == StatusCategory.New));

    protected override async Task OnInitializedAsync()
    {
        agents = await Choices.AgentsAsync(CancellationToken.None);
        knownTags = await Choices.TagsAsync(CancellationToken.None);
    }

    private Task SolveAsync() => SetStatusAsync(StatusCategory.Solved);

    private Task SetStatusAsync(StatusCategory category)
    {
        var number = Head.Number;

        // Never back to new: what was new is open afterwards.
        var before = Head.Category == StatusCategory.New ? StatusCategory.Open : Head.Category;
        return Notices.RunAsync(
            () => SetStatus.RunAsync(Me, number, TicketStatus.KeyOf(category), CancellationToken.None),
            L["#{0} is {1}", number, L.Status(category)],
            () => SetStatus.RunAsync(Me, number, TicketStatus.KeyOf(before), CancellationToken.None));
    }

    private Task AssignAsync(long? agentId, string? name)
    {
        var (number, before) = (Head.Number, Head.AssigneeId);
        return Notices.RunAsync(
            () => Assign.RunAsync(Me, number, agentId, CancellationToken.None),
            name is null ? L["#{0} belongs to nobody", number] : L["#{0} belongs to {1}", number, name],
            () => Assign.RunAsync(Me, number, before, CancellationToken.None));
    }

    private Task PrioritiseAsync(Priority priority)
    {
        var (number, before) = (Head.Number, Head.Priority);
        return Notices.RunAsync(
            () => SetPriority.RunAsync(Me, number, priority, CancellationToken.None),
            L["#{0} has priority {1}", number, L.Priority(priority)],
            () => SetPriority.RunAsync(Me, number, before, CancellationToken.None));
    }

    private Task AddTagAsync()
    {
        var added = newTag;
        newTag = "";
        return string.IsNullOrWhiteSpace(added) ? Task.CompletedTask : SetTagsAsync(Head.Tags.Append(added));
    }

    private Task SetTagsAsync(IEnumerable<string> tags)
    {
        var (number, before, after) = (Head.Number, Head.Tags, tags.ToList());
        return Notices.RunAsync(
            () => SetTags.RunAsync(Me, number, after, CancellationToken.None),
            L["Tags of #{0} changed", number],
            () => SetTags.RunAsync(Me, number, before, CancellationToken.None));
    }

    private Task EndChatAsync() => Notices.RunAsync(
        () => EndChat.RunAsync(Me, Head.Number, CancellationToken.None),
        L["The chat of #{0} has ended", Head.Number]);

    private Task UnreadAsync() => Notices.RunAsync(
        () => MarkSeen.UnreadAsync(Me, Head.Number, CancellationToken.None),
        L["#{0} is unread again", Head.Number]);
}
