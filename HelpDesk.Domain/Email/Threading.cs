namespace HelpDesk.Domain.Email;

/// <summary>
/// Finds the ticket of a mail. What a mail points at is never enough, because anybody can write anything: each candidate
/// is held against what the sender is to that ticket (the participant test).
/// </summary>
public static class Threading
{
    /// <summary>
    /// The first candidate that the sender has a part in. Whoever has no part in it joins by a signed hint, as a stranger;
    /// by an unsigned one they get a ticket of their own beside it.
    /// </summary>
    public static ThreadDecision Decide(ThreadFacts facts)
    {
        var candidates = facts.Candidates.Where(candidate => candidate.Ticket.IsOfMailbox).OrderBy(candidate => candidate.Hint).ToList();
        if (facts.Senders is not [var sender])
        {
            return Apart(candidates.FirstOrDefault(), SenderStanding.Unknown);
        }

        foreach (var candidate in candidates)
        {
            var standing = StandingOf(sender, facts, candidate);
            if (standing != SenderStanding.Stranger || IsSigned(candidate.Hint))
            {
                return Land(candidate, standing);
            }
        }

        return Apart(candidates.FirstOrDefault(), SenderStanding.Customer);
    }

    /// <summary>True for what only we can have made.</summary>
    public static bool IsSigned(ThreadHint hint) => hint is ThreadHint.ReplyAddress or ThreadHint.InReplyTo or ThreadHint.References;

    // What the receiving server holds for forged is nobody's word.
    private static SenderStanding StandingOf(string sender, ThreadFacts facts, ThreadCandidate candidate)
    {
        if (facts.Verdict == MailVerdict.Fail)
        {
            return SenderStanding.Stranger;
        }

        var tickets = Chain(candidate.Ticket);
        return tickets.Exists(ticket => ticket.Proven.Contains(sender)) ? SenderStanding.Customer
            : IsSigned(candidate.Hint) && tickets.Exists(ticket => ticket.Claimed.Contains(sender)) ? SenderStanding.Claimant
            : IsAgent(sender, facts, candidate) ? SenderStanding.Agent
            : tickets.Exists(ticket => ticket.Collaborators.Contains(sender)) ? SenderStanding.Collaborator
            : tickets.Exists(ticket => ticket.Addressed.Contains(sender)) ? SenderStanding.Addressed
            : SenderStanding.Stranger;
    }

    /// <summary>
    /// An agent speaks for the desk, so the id must have been theirs to know: the mail under it went to them. Where it went
    /// to others as well, they know it too, and only the receiving server can tell who writes.
    /// </summary>
    private static bool IsAgent(string sender, ThreadFacts facts, ThreadCandidate candidate) =>
        facts.IsActiveAgent
        && candidate.Hint is ThreadHint.InReplyTo or ThreadHint.References
        && candidate.SentTo.Contains(sender)
        && (facts.Verdict == MailVerdict.Pass || candidate.SentTo.All(address => address == sender));

    private static ThreadDecision Land(ThreadCandidate candidate, SenderStanding standing)
    {
        var ticket = Chain(candidate.Ticket)[^1];
        return (ticket.IsClosed, standing) switch
        {
            (false, _) => new(ThreadLanding.Join, ticket.Id, candidate.Hint, standing),

            // A follow-up belongs to the customer: nobody else opens one in their name.
            (true, SenderStanding.Stranger) => Apart(candidate, SenderStanding.Customer),
            (true, _) => new(ThreadLanding.FollowUp, ticket.Id, candidate.Hint, standing),
        };
    }

    private static ThreadDecision Apart(ThreadCandidate? beside, SenderStanding standing) =>
        new(ThreadLanding.NewTicket, null, beside?.Hint ?? ThreadHint.None, standing, beside is null ? null : Chain(beside.Ticket)[^1].Id);

    // From the ticket as it was named to the one it went up in. A circle, which must not be, ends where it closes.
    private static List<ThreadTicket> Chain(ThreadTicket named)
    {
        var chain = new List<ThreadTicket>();
        for (var ticket = named; ticket is not null && !chain.Exists(known => known.Id == ticket.Id); ticket = ticket.MergedInto)
        {
            chain.Add(ticket);
        }

        return chain;
    }
}
