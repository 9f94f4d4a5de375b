namespace HelpDesk.Domain.Customers;

/// <summary>What agents should know about a customer, beyond one ticket. Never shown to customers.</summary>
public sealed class CustomerNote
{
    private CustomerNote()
    {
    }

    public CustomerNote(long customerId, long agentId, string text, DateTimeOffset now)
    {
        CustomerId = customerId;
        AgentId = agentId;
        Text = text;
        CreatedAt = now;
    }

    public long Id { get; private set; }

    public long CustomerId { get; private set; }

    public long AgentId { get; private set; }

    public string Text { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; private set; }
}
