using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Customers;

namespace HelpDesk.Domain.Tickets;

/// <summary>
/// The aggregate: one matter of one customer, whatever the channels. A chat is a session on it, a mail a message of it.
/// Each aspect stands in a file of its own; every change leaves an activity in the timeline.
/// </summary>
public sealed partial class Ticket
{
    private readonly List<Message> messages = [];

    private Ticket()
    {
    }

    /// <summary>Opens a ticket in status new.</summary>
    /// <param name="number">The next of the sequence; people see it, it is never used again.</param>
    /// <param name="customer">Whom it belongs to.</param>
    /// <param name="inboxId">Where it arrived.</param>
    /// <param name="origin">The channel of the first message.</param>
    /// <param name="subject">One line; the start of the first message where nobody gave one.</param>
    /// <param name="now">The instant of creation.</param>
    public Ticket(long number, Customer customer, long inboxId, Channel origin, string subject, DateTimeOffset now)
    {
        Number = number;
        Customer = customer;
        InboxId = inboxId;
        OriginChannel = origin;
        Subject = subject;
        CreatedAt = now;
        UpdatedAt = now;
    }

    public long Id { get; private set; }

    public long Number { get; private set; }

    public string Subject { get; private set; } = "";

    public long CustomerId { get; private set; }

    public Customer Customer { get; private set; } = null!;

    public long InboxId { get; private set; }

    public string? Type { get; private set; }

    public Channel OriginChannel { get; private set; }

    /// <summary>Free fields, name to value.</summary>
    public Dictionary<string, string> Attributes { get; private set; } = [];

    public long? MergedIntoId { get; private set; }

    public long? FollowUpOfId { get; private set; }

    public DateTimeOffset? SnoozedUntil { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>The instant of the last message or change.</summary>
    public DateTimeOffset UpdatedAt { get; private set; }

    /// <summary>Rises with every change: the concurrency token, and the API's ETag.</summary>
    public int Version { get; private set; }

    /// <summary>True for a ticket of a demo world.</summary>
    public bool IsSample { get; private set; }

    /// <summary>The messages that were loaded or added in this unit of work, not all there are.</summary>
    public IReadOnlyCollection<Message> Messages => messages;

    /// <summary>Marks a ticket that belongs to a demo world.</summary>
    public void MarkSample() => IsSample = true;

    /// <summary>Records that this ticket goes on where a closed one ended, with its team and tags.</summary>
    public void Follow(Ticket closed, Actor who, DateTimeOffset now)
    {
        FollowUpOfId = closed.Id;
        TeamId = closed.TeamId;
        Attributes = new Dictionary<string, string>(closed.Attributes, StringComparer.Ordinal);
        foreach (var tag in closed.Tags)
        {
            tags.Add(new TicketTag(tag.Name));
        }

        Log(new Activity(ActivityType.FollowUpOpened, From: $"#{closed.Number}", To: $"#{Number}"), who, now);
    }

    /// <summary>A page says this of the matter. Returns false when nothing changes.</summary>
    /// <exception cref="RuleException">That would be too many (<c>too_many</c>).</exception>
    public bool Tell(IReadOnlyDictionary<string, string?> claims, DateTimeOffset now)
    {
        EnsureNotClosed();
        if (PageClaims.Set(Attributes, claims) is not { } after)
        {
            return false;
        }

        (Attributes, UpdatedAt) = (after, now);
        return true;
    }

    /// <summary>Changes the subject. Returns false when it stays.</summary>
    public bool Rename(string subject, Actor who, DateTimeOffset now)
    {
        EnsureNotClosed();
        if (Subject == subject)
        {
            return false;
        }

        Log(new Activity(ActivityType.SubjectChanged, Subject, subject), who, now);
        Subject = subject;
        return true;
    }

    /// <summary>Changes the priority. Returns false when it stays.</summary>
    public bool Prioritise(Priority priority, Actor who, DateTimeOffset now)
    {
        EnsureNotClosed();
        if (Priority == priority)
        {
            return false;
        }

        Log(new Activity(ActivityType.PriorityChanged, Priority.ToString(), priority.ToString()), who, now);
        Priority = priority;
        return true;
    }

    /// <summary>Writes an activity into the timeline.</summary>
    public Message Log(Activity activity, Actor who, DateTimeOffset now) =>
        Add(new MessageDraft(MessageKind.Activity, Direction.None, who.Kind, who.Id, OriginChannel, activity.ToString()) { Activity = activity }, now);

    private Message Add(MessageDraft draft, DateTimeOffset now)
    {
        var message = new Message(this, ++LastSeq, draft, now);
        messages.Add(message);
        Touch(now);
        return message;
    }

    private void Touch(DateTimeOffset now)
    {
        UpdatedAt = now;
        Version++;
    }

    private void EnsureNotClosed() => Refuse(Category == StatusCategory.Closed || MergedIntoId is not null);

    private void EnsureNotMerged() => Refuse(MergedIntoId is not null);

    private static void Refuse(bool isOver)
    {
        if (isOver)
        {
            throw new RuleException("closed", "This ticket is closed. Open a follow-up instead.");
        }
    }
}
