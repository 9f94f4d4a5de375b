using System.CommandLine;
using System.Text.Json;
using HelpDesk.Web.Data;

namespace HelpDesk.Web.Cli;

/// <summary><c>doctor</c>.</summary>
internal sealed class DoctorVerb : IVerb
{
    private readonly Option<bool> json = new("--json") { Description = "For programs." };

    public IReadOnlyList<Option> Options => [json];

    public async Task<int> RunAsync(Call call, CancellationToken ct)
    {
        var assets = EmbeddedAssets.Open();
        await using var app = call.Desk.Build(call.Settings, assets, quiet: true);
        var findings = new Dictionary<string, Check>();
        foreach (var (name, look) in new Doctor(app.Services, app.Configuration, isOneFile: assets is not null).Looks)
        {
            findings[name] = await look(ct);
        }

        await call.Output.WriteLineAsync(call.Parsed.GetValue(json)
            ? JsonSerializer.Serialize(new { version = ProgramVersion.Text, checks = findings }, JsonSerializerOptions.Web)
            : string.Join('\n', findings.Select(pair => $"{pair.Value.Status,-5} {pair.Key}{(pair.Value.Output is null ? "" : ": " + pair.Value.Output)}")));
        return findings.Values.Any(check => check.Status == "fail") ? ExitCode.Failure
            : findings.Values.Any(check => check.Status == "warn") ? ExitCode.Warnings
            : ExitCode.Done;
    }
}
