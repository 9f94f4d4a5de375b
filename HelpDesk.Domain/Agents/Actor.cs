using HelpDesk.Domain.Tickets;

namespace HelpDesk.Domain.Agents;

/// <summary>Who asks. Every action takes the actor first and refuses what the actor may not do.</summary>
/// <param name="Kind">Agent, customer, bot or system.</param>
/// <param name="Id">The row of the agent or customer; 0 for bot and system.</param>
/// <param name="Name">How the actor is named in activities.</param>
/// <param name="Permissions">What the actor may do; a customer has none and is judged by ownership instead.</param>
public sealed record Actor(AuthorKind Kind, long Id, string Name, Permission Permissions)
{
    /// <summary>The desk itself: timers, rules and tokens without an agent.</summary>
    public static Actor System { get; } = new(AuthorKind.System, 0, "HelpDesk", Permission.Administrator);

    /// <summary>A signed-in agent with the permissions of the role.</summary>
    public static Actor For(Agent agent) => new(AuthorKind.Agent, agent.Id, agent.Name, agent.Role.Permissions());

    /// <summary>The customer, who may do nothing but what their own tickets allow.</summary>
    public static Actor Customer(long customerId, string name) => new(AuthorKind.Customer, customerId, name, Permission.None);

    /// <summary>True when the actor is an agent and may be an assignee.</summary>
    public bool IsAgent => Kind == AuthorKind.Agent;

    /// <exception cref="NotAllowedException">The actor lacks one of the permissions.</exception>
    public void Require(Permission permission)
    {
        if ((Permissions & permission) != permission)
        {
            throw new NotAllowedException(permission & ~Permissions);
        }
    }
}
