using System.ComponentModel;
using System.Text.Json.Serialization;

namespace HelpDesk.Web.Api;

/// <summary>A ticket as the API shows it.</summary>
internal sealed record TicketView
{
    [Description("The number people know it by; never used again.")]
    public required long Number { get; init; }

    public required string Subject { get; init; }

    [Description("Key of the status. The default status of each category has the category's name.")]
    public required string Status { get; init; }

    [Description("new, open, pending, on_hold, solved or closed.")]
    public required string Category { get; init; }

    [Description("low, normal, high or urgent.")]
    public required string Priority { get; init; }

    [Description("Of the first message: chat, email or api.")]
    public required string Channel { get; init; }

    [Description("Key of the inbox it arrived in.")]
    public required string Inbox { get; init; }

    [Description("Id of the team, or null.")]
    public required string? Team { get; init; }

    public required AssigneeView? Assignee { get; init; }

    public required TicketCustomerView Customer { get; init; }

    public required IReadOnlyList<string> Tags { get; init; }

    [Description("Whose turn it is: nobody, agent, customer or third_party.")]
    public required string WaitingOn { get; init; }

    [Description("The instant of the oldest customer message that nobody has answered.")]
    public required DateTimeOffset? WaitingSince { get; init; }

    public required DateTimeOffset? FirstResponseAt { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public required DateTimeOffset? SolvedAt { get; init; }

    public required DateTimeOffset? ClosedAt { get; init; }

    public required DateTimeOffset? SnoozedUntil { get; init; }

    public required int ReopenCount { get; init; }

    [Description("Number of the closed ticket that this one goes on from.")]
    public required long? FollowUpOf { get; init; }

    [Description("Number of the ticket that took this one in.")]
    public required long? MergedInto { get; init; }

    /// <summary>The ETag.</summary>
    [JsonIgnore]
    public int Version { get; init; }
}

internal sealed record AssigneeView(string Id, string Name);

internal sealed record TicketCustomerView(string Id, string Name, string? Email);

/// <summary>Which tickets a list shows.</summary>
internal sealed record TicketFilter
{
    [Description("Keys of statuses, with commas between.")]
    public string? Status { get; init; }

    [Description("Categories, with commas between.")]
    public string? Category { get; init; }

    [Description("Id of an agent, or `none`.")]
    public string? Assignee { get; init; }

    [Description("Id of a team, or `none`.")]
    public string? Team { get; init; }

    [Description("Id of a customer.")]
    public string? Customer { get; init; }

    public string? Tag { get; init; }

    [Description("Words that subject, customer or messages contain: among the 500 tickets with the latest matches.")]
    public string? Q { get; init; }
}
