namespace HelpDesk.Domain.Agents;

/// <summary>What an actor may do. The API's scopes are these, written as in the contract (<c>tickets:read</c>).</summary>
[Flags]
public enum Permission
{
    None = 0,
    ReadTickets = 1,
    WriteTickets = 2,
    ReadCustomers = 4,
    WriteCustomers = 8,
    ReadAgents = 16,
    ReadKpis = 32,
    WriteMail = 64,

    /// <summary>Settings, agents, inboxes, jobs and everything else that changes how the desk works.</summary>
    Administer = 128,

    /// <summary>All that an agent does in the workspace.</summary>
    Agent = ReadTickets | WriteTickets | ReadCustomers | WriteCustomers | ReadAgents | ReadKpis,

    /// <summary>Everything.</summary>
    Administrator = Agent | WriteMail | Administer,
}
