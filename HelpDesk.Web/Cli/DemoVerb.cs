using System.CommandLine;
using System.Text.Json;
using HelpDesk.Web.Data.Demo;

namespace HelpDesk.Web.Cli;

/// <summary><c>demo</c>.</summary>
internal sealed class DemoVerb : IVerb
{
    private readonly Option<string> world = new("--world")
    {
        Description = $"Which: {string.Join(", ", DemoWorld.Names)}.",
        DefaultValueFactory = _ => DemoWorld.BusyMonday,
    };

    private readonly Option<bool> remove = new("--remove") { Description = "Removes every sample, and nothing else." };
    private readonly Option<bool> json = new("--json") { Description = "For programs." };

    public IReadOnlyList<Option> Options => [world, remove, json];

    public async Task<int> RunAsync(Call call, CancellationToken ct)
    {
        await using var app = await call.Desk.OpenAsync(call.Settings, ct);
        var demo = app.Services.GetRequiredService<DemoWorld>();
        var removes = call.Parsed.GetValue(remove);
        var counts = removes ? await demo.RemoveAsync(ct) : await demo.CreateAsync(call.Parsed.GetRequiredValue(world), ct);
        await call.Output.WriteLineAsync(call.Parsed.GetValue(json)
            ? JsonSerializer.Serialize(counts, JsonSerializerOptions.Web)
            : $"{(removes ? "removed" : "made")} {counts.Customers} customers, {counts.Tickets} tickets, {counts.Messages} messages");
        return ExitCode.Done;
    }
}
