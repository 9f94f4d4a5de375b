namespace HelpDesk.Domain.Agents;

/// <summary>Whether an agent can be given chats. Customers see "online" while at least one agent is.</summary>
public enum Presence
{
    Offline,
    Away,
    Online,
}
