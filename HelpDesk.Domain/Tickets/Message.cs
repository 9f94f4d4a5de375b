namespace HelpDesk.Domain.Tickets;

/// <summary>One entry of a ticket's timeline. Made only by the verbs of <see cref="Ticket"/>, which number it.</summary>
public sealed class Message
{
    private readonly List<Delivery> deliveries = [];
    private readonly List<Attachment> attachments = [];

    private Message()
    {
    }

    internal Message(Ticket ticket, int seq, MessageDraft draft, DateTimeOffset now)
    {
        Ticket = ticket;
        Seq = seq;
        Kind = draft.Kind;
        Direction = draft.Direction;
        AuthorKind = draft.AuthorKind;
        AuthorId = draft.AuthorId;
        Channel = draft.Channel;
        BodyText = draft.Text;
        BodyHtml = draft.Html;
        QuotedText = draft.QuotedText;
        QuotedHtml = draft.QuotedHtml;
        RawMailId = draft.RawMailId;
        MachineKind = draft.Machine;
        ClientKey = draft.ClientKey;
        Ask = draft.Ask;
        Content = draft.Content;
        ActivityType = draft.Activity?.Type;
        ActivityFrom = draft.Activity?.From;
        ActivityTo = draft.Activity?.To;
        CreatedAt = now;
    }

    public long Id { get; private set; }

    public string PublicId { get; private set; } = "";

    public long TicketId { get; private set; }

    public Ticket Ticket { get; private set; } = null!;

    /// <summary>Position in the ticket, from 1 without gaps.</summary>
    public int Seq { get; private set; }

    public MessageKind Kind { get; private set; }

    public Direction Direction { get; private set; }

    public AuthorKind AuthorKind { get; private set; }

    /// <summary>Row of the customer or agent who wrote it; 0 for bot and system.</summary>
    public long AuthorId { get; private set; }

    public Channel Channel { get; private set; }

    public string BodyText { get; private set; } = "";

    /// <summary>Sanitised; null where the text is all there is.</summary>
    public string? BodyHtml { get; private set; }

    /// <summary>What a mail repeats of earlier ones, folded on screen; null where it repeats nothing.</summary>
    public string? QuotedText { get; private set; }

    /// <summary>The same as sanitised HTML; null where the mail is plain text.</summary>
    public string? QuotedHtml { get; private set; }

    public long? RawMailId { get; private set; }

    /// <summary>Chosen by the sender; the same key by the same author is the same message.</summary>
    public string? ClientKey { get; private set; }

    public MachineKind MachineKind { get; private set; }

    public MessageAsk Ask { get; private set; }

    /// <summary>What it carries beside its text; null for a plain message.</summary>
    public MessageContent? Content { get; private set; }

    public ActivityType? ActivityType { get; private set; }

    public string? ActivityFrom { get; private set; }

    public string? ActivityTo { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset? EditedAt { get; private set; }

    public DateTimeOffset? RedactedAt { get; private set; }

    public IReadOnlyCollection<Delivery> Deliveries => deliveries;

    public IReadOnlyCollection<Attachment> Attachments => attachments;

    /// <summary>
    /// Plans one way of reaching the customer. This row is the outbox: nothing is ever sent inline.
    /// </summary>
    /// <exception cref="InvalidOperationException">The message is not public: invariant 6.</exception>
    public Delivery Deliver(Channel channel, string recipient, DeliveryState state, DateTimeOffset? dueAt, DateTimeOffset now) =>
        Plan(new Delivery(this, channel, recipient, state, dueAt, now));

    /// <summary>Plans a mail to one of those whom the message goes to; together they get one mail.</summary>
    /// <exception cref="InvalidOperationException">The message is not public: invariant 6.</exception>
    public Delivery Mail(string recipient, RecipientRole role, DateTimeOffset dueAt, DateTimeOffset now) =>
        Plan(new Delivery(this, Channel.Email, recipient, DeliveryState.Queued, dueAt, now) { Role = role });

    /// <summary>The customer has answered what it carries.</summary>
    public void Answer(MessageContent content) => Content = content;

    /// <summary>Hangs an uploaded file on the message.</summary>
    public void Attach(Attachment attachment) => attachments.Add(attachment);

    private Delivery Plan(Delivery delivery)
    {
        if (Kind != MessageKind.Public)
        {
            throw new InvalidOperationException("A note or an activity is never delivered to a customer.");
        }

        deliveries.Add(delivery);
        return delivery;
    }
}

/// <summary>What the verbs of a ticket hand to a new message.</summary>
internal sealed record MessageDraft(
    MessageKind Kind,
    Direction Direction,
    AuthorKind AuthorKind,
    long AuthorId,
    Channel Channel,
    string Text)
{
    public string? ClientKey { get; init; }

    public MessageAsk Ask { get; init; }

    public MessageContent? Content { get; init; }

    public Activity? Activity { get; init; }

    public string? Html { get; init; }

    public string? QuotedText { get; init; }

    public string? QuotedHtml { get; init; }

    public long? RawMailId { get; init; }

    public MachineKind Machine { get; init; }
}
