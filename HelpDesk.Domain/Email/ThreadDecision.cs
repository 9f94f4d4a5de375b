namespace HelpDesk.Domain.Email;

/// <summary>Where a mail lands.</summary>
public enum ThreadLanding
{
    /// <summary>In a ticket of its own.</summary>
    NewTicket,

    /// <summary>In a ticket that is there.</summary>
    Join,

    /// <summary>In a ticket that goes on where a closed one ended.</summary>
    FollowUp,
}

/// <summary>Where a mail lands, and why: stored with it and shown to agents.</summary>
/// <param name="Landing">The kind of place.</param>
/// <param name="TicketId">The ticket to join or to follow; null for a new ticket.</param>
/// <param name="Hint">What pointed there, or to the related ticket.</param>
/// <param name="Standing">What the sender is to the ticket; for a new one its customer, unless nobody can be guessed.</param>
/// <param name="RelatedId">For a new ticket, the one that was pointed at by somebody who has no part in it.</param>
public sealed record ThreadDecision(ThreadLanding Landing, long? TicketId, ThreadHint Hint, SenderStanding Standing, long? RelatedId = null);
