using System.CommandLine;
using HelpDesk.Domain;
using HelpDesk.Domain.Agents;
using HelpDesk.Migrations;
using HelpDesk.Web.Access;
using HelpDesk.Web.Actions.Setup;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Cli;

/// <summary><c>create-admin</c>.</summary>
internal sealed class CreateAdminVerb : IVerb
{
    private readonly Option<string> email = new("--email") { Description = "The address to sign in with.", Required = true };
    private readonly Option<string> name = new("--name") { Description = "The name that customers see.", Required = true };
    private readonly Option<string> password = new("--password") { Description = "Without it, a link to set one is printed, good for 24 hours." };

    public IReadOnlyList<Option> Options => [email, name, password];

    public async Task<int> RunAsync(Call call, CancellationToken ct)
    {
        await using var app = await call.Desk.OpenAsync(call.Settings, ct);
        var chosen = call.Parsed.GetValue(password);
        var id = await app.Services.GetRequiredService<CreateAdmin>()
            .RunAsync(Actor.System, call.Parsed.GetRequiredValue(email), call.Parsed.GetRequiredValue(name), chosen, ct);
        if (chosen is null)
        {
            await call.Output.WriteLineAsync(await Links.MakeAsync(app, id, LinkKind.Invite));
        }

        return ExitCode.Done;
    }
}

/// <summary><c>reset-password</c>.</summary>
internal sealed class ResetPasswordVerb : IVerb
{
    private readonly Option<string> email = new("--email") { Description = "Whose password.", Required = true };

    public IReadOnlyList<Option> Options => [email];

    public async Task<int> RunAsync(Call call, CancellationToken ct)
    {
        await using var app = await call.Desk.OpenAsync(call.Settings, ct);
        var address = call.Parsed.GetRequiredValue(email).Trim().ToLowerInvariant();
        await using var db = await app.Services.GetRequiredService<IDbContextFactory<HelpDeskDb>>().CreateDbContextAsync(ct);
        var agent = await db.Agents.AsNoTracking().SingleOrDefaultAsync(row => row.Email == address, ct)
            ?? throw new RuleException("agent", $"There is no agent {address}.");
        await call.Output.WriteLineAsync(await Links.MakeAsync(app, agent.Id, LinkKind.Reset));
        return ExitCode.Done;
    }
}

internal static class Links
{
    public static async Task<string> MakeAsync(WebApplication app, long loginId, LinkKind kind)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return Desk.Address(app, await scope.ServiceProvider.GetRequiredService<OneTimeLinks>().MakeAsync(loginId, kind));
    }
}
