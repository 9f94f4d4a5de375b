namespace HelpDesk.Domain.Tickets;

/// <summary>What an activity message tells. The screen words it in the agent's language.</summary>
public enum ActivityType
{
    TicketCreated,
    StatusChanged,
    Reopened,
    Assigned,
    Unassigned,
    TeamChanged,
    PriorityChanged,
    SubjectChanged,
    TagsChanged,
    ChatStarted,
    ChatAccepted,
    CustomerLeft,
    CustomerReturned,
    ChatInactive,
    ChatEnded,
    ChatMissed,
    ContactGiven,
    MailedToCustomer,

    /// <summary>A mail will not arrive: from whom it was for, to why.</summary>
    MailNotDelivered,
    FollowUpOpened,

    /// <summary>A mail points at a ticket that its sender has no part in: which.</summary>
    RelatedFound,

    /// <summary>The customer proved an address that another has proven: who went up in whom.</summary>
    CustomersMerged,

    /// <summary>The same, but the two are different people in the site's own system.</summary>
    CustomersNotMerged,

    /// <summary>An agent found that two customers are one person: who went up in whom. Null for a visitor without a name.</summary>
    CustomersJoined,

    /// <summary>An agent took them apart again.</summary>
    CustomersParted,

    /// <summary>An agent lets somebody take part: the address.</summary>
    ParticipantAccepted,

    /// <summary>The customer rated the chat: from what they said about it, to the rating.</summary>
    ChatRated,

    /// <summary>The customer filled in a form: its title.</summary>
    FormAnswered,

    /// <summary>The customer answered a proactive message: what it said.</summary>
    ProactiveAnswered,

    /// <summary>The customer wants somebody in the chat now.</summary>
    TalkNowAsked,

    /// <summary>The customer wants to be called: from when it suits them (null for whenever), to their number.</summary>
    CallBackAsked,

    /// <summary>The customer goes on by mail: the address.</summary>
    WentOnByMail,
}

/// <summary>One thing that happened to a ticket, with the value before and after where there is one.</summary>
/// <param name="Type">What happened.</param>
/// <param name="From">The value before, as people know it (a name, a status key, a number).</param>
/// <param name="To">The value after.</param>
public sealed record Activity(ActivityType Type, string? From = null, string? To = null)
{
    /// <summary>Longest value that is kept, in characters; longer ones (many tags) are cut.</summary>
    public const int MaxLength = 1_000;

    /// <summary>The value before, cut to what is kept.</summary>
    public string? From { get; } = Cut(From);

    /// <summary>The value after, cut to what is kept.</summary>
    public string? To { get; } = Cut(To);

    /// <summary>The activity in plain English, for the API and for search.</summary>
    public override string ToString() => (From, To) switch
    {
        (null, null) => Words(),
        (null, _) => $"{Words()}: {To}",
        (_, null) => $"{Words()}: {From}",
        _ => $"{Words()}: {From} → {To}",
    };

    // Never between the halves of a character.
    private static string? Cut(string? value) => value is null || value.Length <= MaxLength
        ? value
        : value[..(char.IsHighSurrogate(value[MaxLength - 2]) ? MaxLength - 2 : MaxLength - 1)] + "…";

    // "StatusChanged" reads "Status changed".
    private string Words() =>
        string.Concat(Type.ToString().Select((c, i) => i > 0 && char.IsUpper(c) ? $" {char.ToLowerInvariant(c)}" : $"{c}"));
}
