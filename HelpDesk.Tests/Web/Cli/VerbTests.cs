using System.Text.Json;
using HelpDesk.Domain.Agents;
using HelpDesk.Migrations;
using HelpDesk.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Tests.Web.Cli;

public sealed class VerbTests : IAsyncDisposable
{
    private readonly TempFolder data = new();

    public async ValueTask DisposeAsync()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        await data.DisposeAsync();
    }

    [Fact]
    public async Task The_first_administrator_can_be_made_before_the_first_start_and_set_a_password_by_the_link()
    {
        var (code, output) = await RunAsync("create-admin", "--email", "Ann@Example.com", "--name", "Ann");
        code.ShouldBe(0, output);
        var link = new Uri(output.Trim());

        await using var app = new TestApp(data.Path, null).Start();
        using var client = app.Anonymous();
        using var set = await client.PostFormAsync(link.PathAndQuery, new() { ["password"] = "correct horse battery" });
        set.Headers.Location!.ToString().ShouldEndWith("/");
        await using var db = await app.Get<IDbContextFactory<HelpDeskDb>>().CreateDbContextAsync();
        (await db.Agents.SingleAsync()).Role.ShouldBe(Role.Administrator);
        (await db.Inboxes.SingleAsync()).Key.ShouldBe("web");
        (await db.Teams.Include(team => team.Members).SingleAsync()).Members.Count.ShouldBe(1);
        (await db.Workspaces.SingleAsync()).CalendarId.ShouldNotBeNull();
    }

    [Fact]
    public async Task Samples_are_no_foundation_and_their_removal_leaves_the_desk_standing()
    {
        (await RunAsync("demo", "--world", "busy-monday")).Code.ShouldBe(0);
        (await RunAsync("create-admin", "--email", "ann@example.com", "--name", "Ann")).Code.ShouldBe(0);
        (await RunAsync("demo", "--remove")).Code.ShouldBe(0);

        await using var app = new TestApp(data.Path, null).Start();
        await using var db = await app.Get<IDbContextFactory<HelpDeskDb>>().CreateDbContextAsync();
        (await db.Inboxes.SingleAsync()).Key.ShouldBe("web");
        (await db.Teams.SingleAsync()).Name.ShouldBe("Support");
        (await db.Agents.SingleAsync()).Name.ShouldBe("Ann");
    }

    [Fact]
    public async Task Verbs_work_beside_a_running_server()
    {
        await using var app = new TestApp(data.Path, null).Start();
        await app.AddAgentAsync("Ann", Role.Administrator);

        var (code, token) = await RunAsync("token", "create", "--name", "shop", "--scopes", "tickets:read,kpis:read", "--agent", "ann@example.com");
        code.ShouldBe(0, token);
        token.Trim().ShouldStartWith("hd_live_");
        await using var db = await app.Get<IDbContextFactory<HelpDeskDb>>().CreateDbContextAsync();
        var row = await db.ApiTokens.SingleAsync();
        row.Hash.ShouldNotContain(token.Trim());
        row.Scopes.ShouldBe(Permission.ReadTickets | Permission.ReadKpis);

        var (again, link) = await RunAsync("reset-password", "--email", "ann@example.com");
        again.ShouldBe(0, link);
        using var client = app.Anonymous();
        (await client.GetStringAsync(new Uri(new Uri(link.Trim()).PathAndQuery, UriKind.Relative))).ShouldContain("Set your password");
    }

    [Theory]
    [InlineData("migrate")]
    [InlineData("serve")]
    public async Task A_running_server_keeps_a_second_one_out(string verb)
    {
        await using var app = new TestApp(data.Path, null).Start();
        var (code, output) = await RunAsync(verb, "--urls", $"http://127.0.0.1:{Ports.Free()}");
        code.ShouldBe(1);
        output.ShouldContain("Another helpdesk is using");
    }

    [Theory]
    [InlineData(0, "version")]
    [InlineData(0, "--help")]
    [InlineData(0, "token", "create", "--help")]
    [InlineData(2, "serf")]
    [InlineData(2, "create-admin", "--name", "Ann")]
    [InlineData(2, "token", "create", "--scopess", "x")]
    [InlineData(1, "create-admin", "--email", "no address", "--name", "Ann")]
    [InlineData(1, "create-admin", "--email", "a@b.co", "--name", "Ann", "--password", "Password123!")]
    [InlineData(1, "token", "create", "--name", "x", "--scopes", "everything")]
    [InlineData(1, "reset-password", "--email", "nobody@example.com")]
    public async Task The_exit_code_says_how_it_went(int expected, params string[] words)
    {
        var (code, output) = await RunAsync(words);
        code.ShouldBe(expected, output);
    }

    [Fact]
    public async Task The_doctor_finds_a_sound_database_sound()
    {
        (await RunAsync("migrate")).Code.ShouldBe(0);

        var (code, output) = await RunAsync("doctor");
        code.ShouldBe(0, output);
        output.ShouldContain("pass  database");
    }

    [Fact]
    public async Task The_doctor_answers_programs()
    {
        var (code, output) = await RunAsync("doctor", "--json", "--PublicUrl=http://desk.example.com");
        code.ShouldBe(3, output);
        var checks = JsonDocument.Parse(output).RootElement.GetProperty("checks");
        checks.GetProperty("data folder").GetProperty("status").GetString().ShouldBe("pass");
        checks.GetProperty("address").GetProperty("status").GetString().ShouldBe("warn");
    }

    [Fact]
    public async Task A_dry_migration_changes_nothing()
    {
        var (code, output) = await RunAsync("migrate", "--dry-run");
        code.ShouldBe(0, output);
        output.ShouldContain("would apply");
        File.Exists(Path.Combine(data.Path, "helpdesk.db")).ShouldBeFalse();
    }

    [Fact]
    public async Task Told_to_stop_the_server_ends_well()
    {
        var port = Ports.Free();
        await using var server = Start("--urls", $"http://127.0.0.1:{port}");
        await Eventually.BeTrueAsync(() => server.Output.Contains("/setup#token=", StringComparison.Ordinal), "a link to set up", TimeSpan.FromSeconds(60));
        server.Output.ShouldContain($"data in {data.Path}");

        await server.TerminateAsync();

        (await server.ExitAsync(TimeSpan.FromSeconds(10))).ShouldBe(0, server.Output);
    }

    private async Task<(int Code, string Output)> RunAsync(params string[] words)
    {
        await using var program = Start(words);
        var code = await program.ExitAsync(TimeSpan.FromMinutes(1));
        return (code, program.Output);
    }

    private RunningProgram Start(params string[] words) =>
        new(Path.Combine(AppContext.BaseDirectory, "helpdesk"), [.. words, "--data", data.Path], data.Path);
}
