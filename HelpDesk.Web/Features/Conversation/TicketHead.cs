using HelpDesk.Domain.Chat;
using HelpDesk.Domain.Customers;
using HelpDesk.Domain.Email;
using HelpDesk.Domain.Tickets;

namespace HelpDesk.Web.Features.Conversation;

/// <summary>What the head of a conversation shows, and what its composer must know.</summary>
public sealed record TicketHead(
    long Id,
    long Number,
    string Subject,
    StatusCategory Category,
    Priority Priority,
    long CustomerId,
    string CustomerPublicId,
    string Customer,
    long? AssigneeId,
    string? Assignee,
    IReadOnlyList<string> Tags,
    string? Address,
    ChatPresence? Chat,
    long? FollowUpOf,
    int LastSeq,
    int ReadSeq)
{
    /// <summary>An agent let others take part.</summary>
    public bool HasOthers { get; init; }

    /// <summary>Whom the next answer is copied to while nobody else is named, as <see cref="Audience"/> says.</summary>
    public IReadOnlyList<string> Usual { get; init; } = [];

    public bool IsOpen => Category is not (StatusCategory.Solved or StatusCategory.Closed);
}

/// <summary>The latest chat of a ticket.</summary>
/// <param name="State">Where it stands.</param>
/// <param name="LeftAt">Since when the customer is gone; null while they are there.</param>
public sealed record ChatPresence(ChatState State, DateTimeOffset? LeftAt)
{
    public bool IsLive => State is not (ChatState.Ended or ChatState.Missed);
}

/// <summary>One message, note or event of the timeline.</summary>
public sealed record TimelineMessage(
    long Id,
    int Seq,
    MessageKind Kind,
    Direction Direction,
    AuthorKind AuthorKind,
    long AuthorId,
    string? Agent,
    Channel Channel,
    string Text,
    string? ClientKey,
    Activity? Activity,
    DateTimeOffset CreatedAt,
    bool IsRedacted,
    IReadOnlyList<DeliveryView> Deliveries,
    IReadOnlyList<FileView> Files)
{
    /// <summary>What a mail says beyond its text; null for what did not come by mail.</summary>
    public MailView? Mail { get; init; }

    /// <summary>What it carries beside its text; null for a plain message.</summary>
    public MessageContent? Content { get; init; }

    /// <summary>True when there is more to show than the text.</summary>
    public bool IsRich => Content is { QuickReplies.Count: > 0 } or { Cards.Count: > 0 } or { Form: not null };
}

/// <summary>What a mail says beyond its visible text, and why it landed here.</summary>
public sealed record MailView
{
    public required string PublicId { get; init; }

    public long Ticket { get; init; }

    /// <summary>An agent has let the sender take part since.</summary>
    public bool IsAccepted { get; init; }

    public string? From { get; init; }

    public string? To { get; init; }

    public string? Cc { get; init; }

    public string Subject { get; init; } = "";

    public ThreadHint Hint { get; init; }

    public SenderStanding Standing { get; init; }

    public MailVerdict Verdict { get; init; }

    public MachineKind Machine { get; init; }

    /// <summary>It has HTML that says more than its text.</summary>
    public bool HasHtml { get; init; }

    /// <summary>Pictures on other servers wait for a click.</summary>
    public bool HasRemotePictures { get; init; }

    /// <summary>What it repeats of earlier mails; null where that is HTML, or nothing.</summary>
    public string? QuotedText { get; init; }

    public bool HasQuotedHtml { get; init; }

    /// <summary>The one address in From, normalised; null where there is none or several.</summary>
    public string? Sender
    {
        get
        {
            var written = From ?? "";
            var bare = written.EndsWith('>') ? written[(written.LastIndexOf('<') + 1)..^1] : written;
            return EmailAddress.TryNormalise(bare, out var address) ? address : null;
        }
    }

    /// <summary>The sender is not the ticket's customer, so the message must say who it is.</summary>
    public bool IsOfAnother => Standing is SenderStanding.Stranger or SenderStanding.Addressed or SenderStanding.Collaborator or SenderStanding.Unknown;
}

/// <param name="Said">Why it failed or waits, or what the server answered when it took it; null where it said nothing.</param>
public sealed record DeliveryView(
    Channel Channel, string Recipient, RecipientRole Role, DeliveryState State, DateTimeOffset StateAt, DateTimeOffset? FirstTriedAt, DateTimeOffset? DueAt, string? Said);

public sealed record FileView(string Id, string Name, string MediaType, long Size)
{
    /// <summary>Only raster pictures are shown in place; everything else is downloaded.</summary>
    public bool IsPicture => MediaType is "image/png" or "image/jpeg" or "image/gif" or "image/webp";
}
