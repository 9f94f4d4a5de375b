using System.CommandLine;
using HelpDesk.Domain;
using HelpDesk.Domain.Agents;
using HelpDesk.Web.Actions.Tokens;
using HelpDesk.Web.Api;

namespace HelpDesk.Web.Cli;

/// <summary><c>token create</c>: prints the token and nothing else, for scripts.</summary>
internal sealed class CreateTokenVerb : IVerb
{
    private static readonly string Known = string.Join(", ", Scopes.All.Keys);

    private readonly Option<string> name = new("--name") { Description = "What it is for.", Required = true };
    private readonly Option<string> scopes = new("--scopes") { Description = $"With commas: {Known}.", Required = true };
    private readonly Option<string> agent = new("--agent") { Description = "The address of the agent it acts as; without, it acts as the desk and may not write to customers." };

    public IReadOnlyList<Option> Options => [name, scopes, agent];

    public async Task<int> RunAsync(Call call, CancellationToken ct)
    {
        if (!Scopes.TryParse(call.Parsed.GetRequiredValue(scopes), out var permissions))
        {
            throw new RuleException("scopes", $"--scopes takes one or more of {Known}, with commas.");
        }

        await using var app = await call.Desk.OpenAsync(call.Settings, ct);
        var token = Api.Tokens.New();
        await app.Services.GetRequiredService<CreateToken>()
            .RunAsync(Actor.System, call.Parsed.GetRequiredValue(name), Api.Tokens.Hash(token), permissions, call.Parsed.GetValue(agent), ct);
        await call.Output.WriteLineAsync(token);
        return ExitCode.Done;
    }
}
