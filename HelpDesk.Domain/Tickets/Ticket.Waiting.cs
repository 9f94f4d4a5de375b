namespace HelpDesk.Domain.Tickets;

public sealed partial class Ticket
{
    /// <summary>The instant of the oldest customer message that nobody has answered; null when none waits.</summary>
    public DateTimeOffset? WaitingSince { get; private set; }

    public WaitingOn WaitingOn { get; private set; }

    /// <summary>The instant of the first public message by an agent; automatic messages do not count.</summary>
    public DateTimeOffset? FirstResponseAt { get; private set; }

    public DateTimeOffset? LastCustomerMessageAt { get; private set; }

    public DateTimeOffset? LastAgentMessageAt { get; private set; }

    private void WaitForAgent(DateTimeOffset now)
    {
        WaitingOn = WaitingOn.Agent;
        WaitingSince ??= now;
        LastCustomerMessageAt = now;
    }

    private void WaitForCustomer(DateTimeOffset now)
    {
        WaitingOn = WaitingOn.Customer;
        WaitingSince = null;
        FirstResponseAt ??= now;
        LastAgentMessageAt = now;
    }

    private void WaitForNobody()
    {
        WaitingOn = WaitingOn.Nobody;
        WaitingSince = null;
    }

    // An agent reopened it: whoever did not have the last word is waited for.
    private void WaitAgain(DateTimeOffset now)
    {
        var answered = LastAgentMessageAt is { } spoke && !(LastCustomerMessageAt > spoke);
        WaitingOn = answered ? WaitingOn.Customer : WaitingOn.Agent;
        WaitingSince = answered ? null : now;
    }
}
