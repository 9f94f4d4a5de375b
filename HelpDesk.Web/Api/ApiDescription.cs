using System.Text.Json.Nodes;
using HelpDesk.Web.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace HelpDesk.Web.Api;

/// <summary>The OpenAPI document: who may call, what can be refused, and examples that can be tried.</summary>
internal static class ApiDescription
{
    private const string Version = "v1";
    private const string Security = "token";
    private const string ProblemSchema = "Problem";

    public static IServiceCollection AddApiDescription(this IServiceCollection services) => services.AddOpenApi(Version, options =>
    {
        options.ShouldInclude = endpoint => endpoint.RelativePath?.StartsWith("api/v1", StringComparison.Ordinal) == true;
        options.CreateSchemaReferenceId = type => NameOf(OpenApiOptions.CreateDefaultSchemaReferenceId(type));
        options.AddDocumentTransformer((document, _, _) => Task.FromResult(Describe(document)));
        options.AddOperationTransformer((operation, context, _) => Task.FromResult(Describe(operation, context)));
    });

    private static string? NameOf(string? name) =>
        name?.Replace("View", "", StringComparison.Ordinal).Replace("Body", "", StringComparison.Ordinal);

    private static OpenApiDocument Describe(OpenApiDocument document)
    {
        document.Info = new OpenApiInfo
        {
            Title = "HelpDesk REST API",
            Version = Version,
            Description = "Tickets, messages, customers, agents and the team's numbers. Times are UTC (RFC 3339). Unknown fields are ignored, and new ones may be added at any time.",
        };

        // Relative: the same document serves every address the program answers at.
        document.Servers = [new OpenApiServer { Url = "/" }];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [Security] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                BearerFormat = "hd_live_…",
                Description = "Made by `helpdesk token create --name NAME --scopes tickets:read,tickets:write [--agent EMAIL]`. It acts as its agent, or as the desk itself.",
            },
        };
        document.Components.Schemas ??= new Dictionary<string, IOpenApiSchema>();
        document.Components.Schemas[ProblemSchema] = ProblemShape();
        document.Extensions ??= new Dictionary<string, IOpenApiExtension>();
        document.Extensions["x-problems"] = new JsonNodeExtension(new JsonObject(ProblemCodes.All.Select(entry =>
            KeyValuePair.Create<string, JsonNode?>(entry.Key, new JsonObject { ["status"] = entry.Value.Status, ["title"] = entry.Value.Title }))));
        return document;
    }

    private static OpenApiOperation Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var scope = context.Description.ActionDescriptor.EndpointMetadata.OfType<NeededScope>().Single();
        operation.Description = $"{operation.Description} Needs the scope `{Scopes.Of(scope.Permission)}`.".Trim();
        operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Security, context.Document)] = [] }];
        foreach (var header in Headers(operation.OperationId, context.Description.HttpMethod))
        {
            operation.Parameters ??= [];
            operation.Parameters.Add(header);
        }

        operation.Responses ??= [];
        foreach (var status in Refusals(context.Description))
        {
            operation.Responses[$"{status}"] = Refusal(status, context.Document);
        }

        ApiExamples.Add(operation);
        return operation;
    }

    private static IEnumerable<OpenApiParameter> Headers(string? operation, string? method)
    {
        if (method == HttpMethods.Post)
        {
            yield return Header(Idempotency.Header, "Up to 200 characters of your own. The same request under the same key within 24 hours has one effect and one answer.");
        }

        if (operation == "changeTicket")
        {
            yield return Header("If-Match", "The ETag you know; another present one is refused with 412.");
        }

        if (operation == "readTicket")
        {
            yield return Header("If-None-Match", "The ETag you have; 304 when it is still the present one.");
        }
    }

    private static OpenApiParameter Header(string name, string description) => new()
    {
        Name = name,
        In = ParameterLocation.Header,
        Description = description,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
    };

    private static IEnumerable<int> Refusals(Microsoft.AspNetCore.Mvc.ApiExplorer.ApiDescription endpoint)
    {
        var writes = endpoint.HttpMethod != HttpMethods.Get;
        var names = endpoint.RelativePath!.Contains('{', StringComparison.Ordinal);
        int[] always = [401, 403, 429];
        int[] onlyWrites = [400, 409, 415, 422];
        return [.. always, .. writes ? onlyWrites : [422], .. names ? [404] : Array.Empty<int>(), .. endpoint.HttpMethod == HttpMethods.Patch ? [412] : Array.Empty<int>()];
    }

    private static OpenApiResponse Refusal(int status, OpenApiDocument? document) => new()
    {
        Description = ProblemCodes.SentenceOf(status),
        Content = new Dictionary<string, OpenApiMediaType>
        {
            ["application/problem+json"] = new() { Schema = new OpenApiSchemaReference(ProblemSchema, document) },
        },
    };

    private static OpenApiSchema ProblemShape() => new()
    {
        Type = JsonSchemaType.Object,
        Description = "A refusal (RFC 9457). Test `code`; `x-problems` in this document lists all of them.",
        Required = new HashSet<string> { "type", "title", "status", "detail", "code", "traceId" },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["type"] = Text("Where the code is explained."),
            ["title"] = Text("What the code means."),
            ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer },
            ["detail"] = Text("A sentence about this case."),
            ["code"] = Text("A stable word."),
            ["traceId"] = Text("Under which the server's log tells more."),
            ["errors"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Description = "What is wrong with which field.",
                AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = JsonSchemaType.String } },
            },
        },
    };

    private static OpenApiSchema Text(string description) => new() { Type = JsonSchemaType.String, Description = description };
}
