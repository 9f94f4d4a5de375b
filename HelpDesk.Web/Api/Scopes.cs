using HelpDesk.Domain.Agents;

namespace HelpDesk.Web.Api;

/// <summary>The scopes of a token, as the contract writes them, and the permissions they stand for.</summary>
internal static class Scopes
{
    public static IReadOnlyDictionary<string, Permission> All { get; } = new Dictionary<string, Permission>
    {
        ["tickets:read"] = Permission.ReadTickets,
        ["tickets:write"] = Permission.WriteTickets,
        ["customers:read"] = Permission.ReadCustomers,
        ["customers:write"] = Permission.WriteCustomers,
        ["agents:read"] = Permission.ReadAgents,
        ["kpis:read"] = Permission.ReadKpis,
        ["mail:write"] = Permission.WriteMail,
    };

    /// <summary>Reads a list with commas (<c>tickets:read,kpis:read</c>). False when it is empty or names an unknown scope.</summary>
    public static bool TryParse(string text, out Permission scopes)
    {
        scopes = Permission.None;
        foreach (var word in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!All.TryGetValue(word, out var scope))
            {
                return false;
            }

            scopes |= scope;
        }

        return scopes != Permission.None;
    }

    /// <summary>The scope that gives a permission, for messages; empty for what no token may do.</summary>
    public static string Of(Permission permission) =>
        string.Join(", ", All.Where(scope => permission.HasFlag(scope.Value)).Select(scope => scope.Key));
}
