using HelpDesk.Domain.Tickets;

namespace HelpDesk.Domain.Email;

/// <summary>All that decides which ticket a mail belongs to. Every address is normalised.</summary>
public sealed record ThreadFacts
{
    /// <summary>Who is named in From. Only exactly one is a sender; nobody is guessed among several.</summary>
    public required IReadOnlyList<string> Senders { get; init; }

    public MailVerdict Verdict { get; init; }

    /// <summary>The sender is the address of an agent who may still answer; false for one who was disabled.</summary>
    public bool IsActiveAgent { get; init; }

    public MachineKind Machine { get; init; }

    /// <summary>How often the sender pointed at tickets that they have no part in, within <see cref="SubjectGuesses.Window"/>.</summary>
    public int Misses { get; init; }

    /// <summary>
    /// The tickets that the mail points at. Those under the same hint stand in the order in which they count: References
    /// from right to left.
    /// </summary>
    public IReadOnlyList<ThreadCandidate> Candidates { get; init; } = [];
}

/// <summary>One ticket that a mail points at.</summary>
/// <param name="Hint">How.</param>
/// <param name="Ticket">The ticket as the hint names it, which may have been merged since.</param>
public sealed record ThreadCandidate(ThreadHint Hint, ThreadTicket Ticket)
{
    /// <summary>For one of our ids: everybody to whom the mail under it went. Whoever got it knows the id.</summary>
    public IReadOnlyCollection<string> SentTo { get; init; } = [];
}

/// <summary>A ticket with those who take part in it.</summary>
public sealed record ThreadTicket
{
    public required long Id { get; init; }

    /// <summary>Its inbox sends through the mailbox that the mail came in by.</summary>
    public bool IsOfMailbox { get; init; } = true;

    public bool IsClosed { get; init; }

    /// <summary>The ticket that it went up in; null while it stands for itself.</summary>
    public ThreadTicket? MergedInto { get; init; }

    /// <summary>The addresses that its customer has proven.</summary>
    public IReadOnlyCollection<string> Proven { get; init; } = [];

    /// <summary>The addresses that its customer only claims.</summary>
    public IReadOnlyCollection<string> Claimed { get; init; } = [];

    /// <summary>Who stood in To or Cc of a message that an agent sent.</summary>
    public IReadOnlyCollection<string> Addressed { get; init; } = [];

    /// <summary>The collaborators whom an agent accepted. Whom only an inbound mail named is none.</summary>
    public IReadOnlyCollection<string> Collaborators { get; init; } = [];
}
