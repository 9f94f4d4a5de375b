using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Work;

namespace HelpDesk.Domain.Chat;

/// <summary>
/// Which timers a chat session needs as it stands. Pure: the deadlines in the database are made to agree with this after
/// every change, so that no timer is ever forgotten or left behind.
/// </summary>
public static class IdlePolicy
{
    /// <summary>
    /// The least time between "are you still there?" and the end: whoever needs it longer to find and press a button is not
    /// cut off (WCAG 2.2, 2.2.1).
    /// </summary>
    public static readonly TimeSpan TimeToAnswer = TimeSpan.FromSeconds(20);

    /// <summary>Refuses durations that would end a chat before its customer could say that they are still there.</summary>
    /// <exception cref="RuleException">The end comes too soon after the reminder (<c>end-after</c>).</exception>
    public static void Ensure(ChatPolicy policy)
    {
        if (policy.EndAfter - policy.IdleReminderAfter < TimeToAnswer)
        {
            throw new RuleException("end-after", "The chat must end at least {0} seconds after the reminder, so that the customer can say “I’m still here”.", (int)TimeToAnswer.TotalSeconds);
        }
    }

    /// <summary>
    /// The deadlines of a session. Whoever waits for us is never reminded: the idle clock runs only while the customer is
    /// waited for, from the last public message or "I'm still here". When nobody waits (the ticket is solved) the chat
    /// ends without a reminder.
    /// </summary>
    /// <returns>Kind and instant; empty once the session has ended.</returns>
    public static Dictionary<DeadlineKind, DateTimeOffset> Plan(ChatSession session, Ticket ticket, ChatPolicy policy)
    {
        var plan = new Dictionary<DeadlineKind, DateTimeOffset>();
        if (!session.IsLive)
        {
            return plan;
        }

        if (session is { AwaySince: { } away, LeftAt: null })
        {
            plan[DeadlineKind.PresenceLost] = away + policy.PresenceLostAfter;
        }

        if (ticket.WaitingOn == WaitingOn.Customer)
        {
            PlanIdle(plan, session, ticket, policy);
        }
        else if (ticket.WaitingSince is { } waiting)
        {
            PlanUnanswered(plan, session, waiting, policy);
        }
        else
        {
            plan[DeadlineKind.ChatEnd] = Latest(ticket.SolvedAt ?? session.QueuedAt, session.HereAt) + policy.EndAfter;
        }

        return plan;
    }

    private static void PlanIdle(Dictionary<DeadlineKind, DateTimeOffset> plan, ChatSession session, Ticket ticket, ChatPolicy policy)
    {
        var quiet = Latest(ticket.LastAgentMessageAt ?? session.QueuedAt, session.HereAt);
        if (session.State == ChatState.Active)
        {
            plan[DeadlineKind.ChatInactive] = quiet + policy.InactiveAfter;
        }

        if (session.RemindedAt is null && policy.IdleReminderAfter < policy.EndAfter)
        {
            plan[DeadlineKind.IdleReminder] = quiet + policy.IdleReminderAfter;
        }

        plan[DeadlineKind.ChatEnd] = quiet + policy.EndAfter;
    }

    // A chat that was begun anew while an older message still waits gets the whole time again.
    private static void PlanUnanswered(Dictionary<DeadlineKind, DateTimeOffset> plan, ChatSession session, DateTimeOffset waiting, ChatPolicy policy)
    {
        plan[DeadlineKind.Unanswered] = Latest(waiting, session.QueuedAt) + policy.UnansweredToEmailAfter;
        if (session.LeftAt is { } left)
        {
            plan[DeadlineKind.ChatEnd] = left + policy.EndAfter;
        }
    }

    private static DateTimeOffset Latest(DateTimeOffset one, DateTimeOffset? other) => other > one ? other.Value : one;
}
