using HelpDesk.Domain.Email;

namespace HelpDesk.Domain.Tickets;

/// <summary>How far one delivery has come.</summary>
public enum DeliveryState
{
    /// <summary>Waits for its instant.</summary>
    Queued,

    /// <summary>A worker holds it until its lease ends.</summary>
    Sending,

    /// <summary>Failed for now and is tried again.</summary>
    Deferred,
    Sent,
    Delivered,
    Read,
    Bounced,

    /// <summary>Given up; the reason stands in <see cref="Delivery.Error"/>.</summary>
    Failed,

    /// <summary>No longer needed: the customer read the message elsewhere first.</summary>
    Superseded,
}

/// <summary>Where a recipient stands in the head of a mail.</summary>
public enum RecipientRole
{
    To,
    Cc,

    /// <summary>In no header of any copy.</summary>
    Bcc,

    /// <summary>Was the customer's address and is no longer: nothing goes there, and no mail names it.</summary>
    Former,
}

/// <summary>One way of bringing one message to one recipient. The table of deliveries is the outbox.</summary>
public sealed class Delivery
{
    private Delivery()
    {
    }

    internal Delivery(Message message, Channel channel, string recipient, DeliveryState state, DateTimeOffset? dueAt, DateTimeOffset now)
    {
        Message = message;
        Ticket = message.Ticket;
        Channel = channel;
        Recipient = recipient;
        State = state;
        DueAt = dueAt;
        StateAt = now;
    }

    public long Id { get; private set; }

    public long MessageId { get; private set; }

    public Message Message { get; private set; } = null!;

    public long TicketId { get; private set; }

    public Ticket Ticket { get; private set; } = null!;

    public Channel Channel { get; private set; }

    /// <summary>An address; empty for the chat.</summary>
    public string Recipient { get; private set; } = "";

    public RecipientRole Role { get; init; }

    public DeliveryState State { get; private set; }

    /// <summary>When <see cref="State"/> was reached.</summary>
    public DateTimeOffset StateAt { get; private set; }

    public int Attempts { get; private set; }

    /// <summary>When sending was first tried; null before.</summary>
    public DateTimeOffset? FirstTriedAt { get; private set; }

    /// <summary>When it is to be sent; null when it no longer waits.</summary>
    public DateTimeOffset? DueAt { get; private set; }

    /// <summary>Until when a worker may hold it; another takes it over afterwards.</summary>
    public DateTimeOffset? LeaseUntil { get; private set; }

    public string? ProviderMessageId { get; private set; }

    /// <summary>Why it failed, was deferred or came back, in the server's words.</summary>
    public string? Error { get; private set; }

    /// <summary>What the server said when it took the mail; null where no server was asked.</summary>
    public string? Response { get; private set; }

    /// <summary>
    /// True when its message goes to several people by mail: they get one mail, with one id. What was superseded, because
    /// an address changed, makes nobody a second one, and neither does an address that was the customer's. Needs the
    /// message's deliveries.
    /// </summary>
    public bool IsShared
    {
        get
        {
            var mails = Message.Deliveries.Where(other => other is { Channel: Channel.Email, Role: not RecipientRole.Former }).ToList();
            return mails.Exists(mail => mail.Role != RecipientRole.To) || mails.Count(mail => mail.State != DeliveryState.Superseded) > 1;
        }
    }

    /// <summary>
    /// The state as agents are told it: trying again is "deferred" only after a quarter of an hour, because most of what is
    /// refused at first gets through within it.
    /// </summary>
    /// <param name="state">The state as it is stored.</param>
    /// <param name="firstTriedAt">When sending was first tried; null before.</param>
    /// <param name="now">The instant of the telling.</param>
    public static DeliveryState Told(DeliveryState state, DateTimeOffset? firstTriedAt, DateTimeOffset now) => state switch
    {
        DeliveryState.Deferred or DeliveryState.Sending => now - firstTriedAt >= MailRetry.TellAfter ? DeliveryState.Deferred : DeliveryState.Sending,
        _ => state,
    };

    /// <summary>
    /// Takes it for sending until the lease ends. The id it leaves under is fixed before the first attempt, so that every
    /// further attempt is the same mail.
    /// </summary>
    public void Lease(string providerMessageId, DateTimeOffset until, DateTimeOffset now)
    {
        Become(DeliveryState.Sending, now);
        ProviderMessageId = providerMessageId;
        LeaseUntil = until;
        FirstTriedAt ??= now;
        Attempts++;
    }

    /// <summary>Lets it wait longer, without an attempt.</summary>
    public void Postpone(DateTimeOffset dueAt) => DueAt = dueAt;

    /// <summary>Whoever holds it found that it was read meanwhile: it does not leave.</summary>
    public void Withdraw(DateTimeOffset now) => Settle(DeliveryState.Superseded, now);

    /// <param name="now">The instant.</param>
    /// <param name="response">The server's words; null where no server was asked.</param>
    public void Sent(DateTimeOffset now, string? response = null)
    {
        Settle(DeliveryState.Sent, now);
        Error = null;
        Response = response;
    }

    /// <summary>It had left and came back. Returns false when it is known already, or never left.</summary>
    public bool Bounce(string error, DateTimeOffset now)
    {
        if (State is not (DeliveryState.Sent or DeliveryState.Delivered or DeliveryState.Sending or DeliveryState.Deferred))
        {
            return false;
        }

        Settle(DeliveryState.Bounced, now);
        Error = error;
        return true;
    }

    /// <summary>Marks a message in the chat as read. Returns false when it was already.</summary>
    public bool Read(DateTimeOffset now)
    {
        if (State == DeliveryState.Read)
        {
            return false;
        }

        Settle(DeliveryState.Read, now);
        return true;
    }

    /// <summary>Cancels what has not gone out. Returns false when it is too late.</summary>
    public bool Supersede(DateTimeOffset now)
    {
        if (State is not (DeliveryState.Queued or DeliveryState.Deferred))
        {
            return false;
        }

        Settle(DeliveryState.Superseded, now);
        return true;
    }

    /// <summary>
    /// Sends what has not gone out to another address of the same person: as a mail of its own, with attempts of its own.
    /// Returns false when it is too late.
    /// </summary>
    public bool Redirect(string recipient, DateTimeOffset now)
    {
        if (State is not (DeliveryState.Queued or DeliveryState.Deferred))
        {
            return false;
        }

        Become(DeliveryState.Queued, now);
        (Recipient, ProviderMessageId, Error, FirstTriedAt, Attempts) = (recipient, null, null, null, 0);
        return true;
    }

    public void Defer(string error, DateTimeOffset dueAt, DateTimeOffset now)
    {
        Become(DeliveryState.Deferred, now);
        Error = error;
        DueAt = dueAt;
        LeaseUntil = null;
    }

    public void Fail(string error, DateTimeOffset now)
    {
        Settle(DeliveryState.Failed, now);
        Error = error;
    }

    /// <summary>Puts a failed delivery back in the queue at the wish of a person. Returns false when it did not fail, or has nowhere to go.</summary>
    public bool Retry(DateTimeOffset now)
    {
        if (State is not (DeliveryState.Failed or DeliveryState.Bounced) || Role == RecipientRole.Former)
        {
            return false;
        }

        Become(DeliveryState.Queued, now);
        DueAt = now;
        Attempts = 0;
        FirstTriedAt = null;
        Error = null;
        return true;
    }

    private void Settle(DeliveryState state, DateTimeOffset now)
    {
        Become(state, now);
        DueAt = null;
        LeaseUntil = null;
    }

    private void Become(DeliveryState state, DateTimeOffset now)
    {
        State = state;
        StateAt = now;
    }
}
