using System.ComponentModel;
using System.Text.Json.Serialization;

namespace HelpDesk.Web.Api;

/// <summary>A ticket to be opened.</summary>
internal sealed record NewTicketBody
{
    [Description("Whom it belongs to: by `id`, or by `email` and perhaps `name`.")]
    public NewTicketCustomer? Customer { get; init; }

    [Description("The start of the text where it is missing.")]
    public string? Subject { get; init; }

    [Description("The first message.")]
    public string? Text { get; init; }

    [Description("`customer`: the customer asks, an agent is waited for. `agent`: an agent writes first, and the text is mailed to the customer; needs a token of an agent.")]
    public string? From { get; init; }

    [Description("Key or id of the inbox; the first one where it is missing.")]
    public string? Inbox { get; init; }

    [Description("Id of the team; the inbox's where it is missing.")]
    public string? Team { get; init; }

    [Description("Id of an agent.")]
    public string? Assignee { get; init; }

    [Description("low, normal, high or urgent.")]
    public string? Priority { get; init; }

    public IReadOnlyList<string>? Tags { get; init; }
}

internal sealed record NewTicketCustomer(string? Id, string? Email, string? Name);

/// <summary>What is to change on a ticket; a field that is missing stays.</summary>
internal sealed record TicketChangesBody
{
    public string? Status { get; init; }

    public string? Subject { get; init; }

    public string? Priority { get; init; }

    [Description("All tags it has afterwards.")]
    public IReadOnlyList<string>? Tags { get; init; }

    [Description("Id of a team, or null for none.")]
    public string? Team
    {
        get;
        init
        {
            field = value;
            TeamGiven = true;
        }
    }

    [Description("Id of an agent, or null for nobody.")]
    public string? Assignee
    {
        get;
        init
        {
            field = value;
            AssigneeGiven = true;
        }
    }

    [JsonIgnore]
    public bool TeamGiven { get; private init; }

    [JsonIgnore]
    public bool AssigneeGiven { get; private init; }
}
