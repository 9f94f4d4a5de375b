namespace HelpDesk.Domain.Chat;

/// <summary>Lets the browser that holds a visitor key read and write one ticket (invariant 11).</summary>
public sealed class VisitorAccess
{
    private VisitorAccess()
    {
    }

    public VisitorAccess(string visitorKey, Tickets.Ticket ticket)
    {
        VisitorKey = visitorKey;
        Ticket = ticket;
    }

    public string VisitorKey { get; private set; } = "";

    public long TicketId { get; private set; }

    public Tickets.Ticket Ticket { get; private set; } = null!;
}

/// <summary>
/// A personal link that resumes one ticket on any device. Reusable; it lapses 30 days after the ticket's last message or
/// when revoked. Only the hash of its token is kept.
/// </summary>
public sealed class ChatLink
{
    /// <summary>How long after the ticket's last change a link still opens it.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    private ChatLink()
    {
    }

    public ChatLink(Tickets.Ticket ticket, string tokenHash, DateTimeOffset now)
    {
        Ticket = ticket;
        TokenHash = tokenHash;
        CreatedAt = now;
    }

    public long Id { get; private set; }

    public long TicketId { get; private set; }

    public Tickets.Ticket Ticket { get; private set; } = null!;

    /// <summary>SHA-256 of the token, in lower-case hexadecimal digits.</summary>
    public string TokenHash { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset? RevokedAt { get; private set; }

    public void Revoke(DateTimeOffset now) => RevokedAt ??= now;
}
