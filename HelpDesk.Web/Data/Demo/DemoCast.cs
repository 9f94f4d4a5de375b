using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Customers;
using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Work;

namespace HelpDesk.Web.Data.Demo;

/// <summary>Who and where: agents, teams, inboxes and customers, all saved, so that they have ids.</summary>
internal sealed record DemoCast(
    IReadOnlyDictionary<string, Agent> Agents,
    IReadOnlyDictionary<string, Team> Teams,
    IReadOnlyDictionary<Channel, Inbox> Inboxes,
    IReadOnlyDictionary<DemoPerson, Customer> Customers)
{
    /// <summary>Name, what language they answer best, team: Lucía and Théo take orders, Nora and Théo technical questions.</summary>
    public static readonly (string Name, string Language, string[] Teams)[] Roles =
    [
        ("Lucía Ferrer", "es", ["orders"]), ("Théo Marchand", "fr", ["orders", "technical"]), ("Nora Whitfield", "en", ["technical"]),
    ];

    /// <summary>The member of a team who answers this language best; else its first.</summary>
    public Agent For(string team, string language)
    {
        var members = Roles.Where(role => role.Teams.Contains(team)).ToList();
        return Agents[(members.Find(role => role.Language == language) is { Name: not null } best ? best : members[0]).Name];
    }

    public Assignee Assignee(Agent agent) =>
        new(agent.Id, agent.Name, [.. Teams.Values.Where(team => team.Members.Any(member => member.AgentId == agent.Id)).Select(team => team.Id)]);
}
