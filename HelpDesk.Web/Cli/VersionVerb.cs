using System.CommandLine;
using System.Text.Json;
using HelpDesk.Web.Data;

namespace HelpDesk.Web.Cli;

/// <summary><c>version</c>.</summary>
internal sealed class VersionVerb : IVerb
{
    private readonly Option<bool> json = new("--json") { Description = "For programs." };

    public IReadOnlyList<Option> Options => [json];

    public async Task<int> RunAsync(Call call, CancellationToken ct)
    {
        var runtime = Environment.Version.ToString();
        await call.Output.WriteLineAsync(call.Parsed.GetValue(json)
            ? JsonSerializer.Serialize(new { version = ProgramVersion.Text, runtime })
            : $"helpdesk {ProgramVersion.Text} (.NET {runtime})");
        return ExitCode.Done;
    }
}
