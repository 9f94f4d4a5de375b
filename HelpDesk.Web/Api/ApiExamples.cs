using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace HelpDesk.Web.Api;

/// <summary>Bodies that can be sent as they stand.</summary>
internal static class ApiExamples
{
    private static readonly Dictionary<string, string> Bodies = new()
    {
        ["openTicket"] = """
            { "customer": { "email": "ana@example.com", "name": "Ana" }, "subject": "Invoice 2026-118", "text": "The total is wrong.", "from": "customer", "priority": "high", "tags": ["invoice"] }
            """,
        ["changeTicket"] = """{ "status": "pending", "assignee": null, "tags": ["invoice", "checked"] }""",
        ["writeMessage"] = """{ "kind": "note", "text": "Asked accounting." }""",
        ["changeCustomer"] = """{ "name": "Ana Ruiz", "language": "es", "attributes": { "plan": "gold" } }""",
    };

    public static IEnumerable<string> Operations => Bodies.Keys;

    public static void Add(OpenApiOperation operation)
    {
        if (operation.OperationId is { } name && Bodies.TryGetValue(name, out var text)
            && operation.RequestBody?.Content?.TryGetValue("application/json", out var body) == true)
        {
            body.Example = JsonNode.Parse(text);
        }
    }
}
