using System.Text.RegularExpressions;
using HelpDesk.Tests.Support;
using HelpDesk.Web.Api;
using HelpDesk.Web.Http;

namespace HelpDesk.Tests.Web.Api;

/// <summary>What we tell about the API is what it does: the OpenAPI document and the guide.</summary>
public sealed partial class DescriptionTests
{
    [Fact]
    public async Task The_document_tells_who_may_call_and_what_is_refused()
    {
        await using var desk = await ApiDesk.StartAsync();
        var answer = await desk.AskAsync("GET", "/openapi/v1.json", null);
        answer.Status.ShouldBe(200);
        var paths = answer.Json["paths"]!.AsObject();

        paths.Select(path => path.Key).ShouldBe(
            [
                "/api/v1/tickets", "/api/v1/tickets/{number}", "/api/v1/tickets/{number}/messages", "/api/v1/attachments/{id}",
                "/api/v1/customers", "/api/v1/customers/{id}", "/api/v1/agents", "/api/v1/kpis/now", "/api/v1/mail/inbound",
            ],
            ignoreOrder: true);
        foreach (var operation in paths.SelectMany(path => path.Value!.AsObject()).Where(entry => entry.Key is "get" or "post" or "patch").Select(entry => entry.Value!))
        {
            var name = operation["operationId"]!.GetValue<string>();
            operation["summary"]!.GetValue<string>().ShouldNotBeEmpty();
            operation["description"]!.GetValue<string>().ShouldContain("Needs the scope `");
            operation["security"]![0]!["token"].ShouldNotBeNull(name);
            foreach (var status in new[] { "401", "403", "429" })
            {
                operation["responses"]![status]!["content"]!["application/problem+json"]!["schema"]!["$ref"]!.GetValue<string>().ShouldBe("#/components/schemas/Problem", name);
            }

            if (operation["requestBody"]?["content"]?.AsObject() is { } content)
            {
                // A mail is no JSON.
                content.Single().Key.ShouldBe(name == "takeMail" ? "message/rfc822" : "application/json");
                (content["application/json"]?["example"] is not null).ShouldBe(name != "takeMail", name);
            }
        }

        answer.Json["components"]!["securitySchemes"]!["token"]!["scheme"]!.GetValue<string>().ShouldBe("bearer");
        answer.Json["components"]!["schemas"]!["Ticket"]!["properties"]!["waitingSince"]!["format"]!.GetValue<string>().ShouldBe("date-time");
        answer.Json["components"]!["schemas"]!.AsObject().Select(schema => schema.Key).ShouldNotContain(name => name.EndsWith("View", StringComparison.Ordinal) || name.EndsWith("Body", StringComparison.Ordinal));
        answer.Json["x-problems"]!.AsObject().Select(problem => problem.Key).ShouldBe(ProblemCodes.All.Keys, ignoreOrder: true);
        answer.Text.ShouldNotContain("version\":{");
        answer.Text.ShouldNotContain("teamGiven");
        answer.Text.ShouldNotContain("caller", Case.Insensitive);
    }

    [Fact]
    public async Task The_examples_of_the_document_can_be_sent()
    {
        await using var desk = await ApiDesk.StartAsync();
        var token = await desk.TokenAsync(agent: desk.Bo);
        await desk.OpenAsync(token);
        var customer = (await desk.AskAsync("GET", "/api/v1/customers", token)).Json["items"]![0]!["id"]!.GetValue<string>();
        var paths = (await desk.AskAsync("GET", "/openapi/v1.json", null)).Json["paths"]!.AsObject();
        foreach (var (path, operations) in paths)
        {
            foreach (var (method, operation) in operations!.AsObject().Where(entry => entry.Value?["requestBody"]?["content"]?["application/json"] is not null))
            {
                var url = path.Replace("{number}", "1001", StringComparison.Ordinal).Replace("{id}", customer, StringComparison.Ordinal);
                var answer = await desk.AskAsync(method.ToUpperInvariant(), url, token, operation!["requestBody"]!["content"]!["application/json"]!["example"]!.ToJsonString());
                answer.Status.ShouldBeOneOf([200, 201], $"{method} {path}: {answer.Text}");
            }
        }
    }

    [Fact]
    public async Task Every_example_of_the_guide_runs()
    {
        await using var desk = await ApiDesk.StartAsync();
        var examples = Shell().Matches(await File.ReadAllTextAsync(Checkout.File("docs", "api.md")));
        examples.Count.ShouldBeGreaterThan(8);
        var environment = new Dictionary<string, string>
        {
            ["PATH"] = Environment.GetEnvironmentVariable("PATH") ?? "",
            ["HELPDESK_URL"] = desk.Url,
            ["HELPDESK_TOKEN"] = await desk.TokenAsync(agent: desk.Bo),
        };
        foreach (Match example in examples)
        {
            await using var shell = new RunningProgram("/bin/bash", ["-euo", "pipefail", "-c", example.Groups["text"].Value], Checkout.Root, environment);
            var code = await shell.ExitAsync(TimeSpan.FromSeconds(30));
            code.ShouldBe(0, $"{example.Value}\n{shell.Output}");
        }
    }

    [Fact]
    public async Task The_guide_names_every_scope_and_every_code()
    {
        var guide = await File.ReadAllTextAsync(Checkout.File("docs", "api.md"));

        ProblemCodes.All.Keys.Concat(Scopes.All.Keys).Where(word => !guide.Contains($"`{word}`", StringComparison.Ordinal)).ShouldBeEmpty();
        ProblemCodes.All.ShouldAllBe(entry => ProblemCodes.StatusOf(entry.Key) == entry.Value.Status);
    }

    [GeneratedRegex("^```sh\n(?<text>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Shell();
}
