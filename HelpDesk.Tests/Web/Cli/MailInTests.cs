using HelpDesk.Domain.Email;
using HelpDesk.Domain.Tickets;
using HelpDesk.Migrations;
using HelpDesk.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Tests.Web.Cli;

/// <summary><c>helpdesk mail-in</c>, as a mail server of this machine calls it.</summary>
public sealed class MailInTests : IAsyncDisposable
{
    private const string Address = "--Mail:Outgoing:From=support@acme.example";

    private static readonly Eml Hello = new("Ann <ann@example.com>");

    private readonly TempFolder data = new();

    public async ValueTask DisposeAsync()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        await data.DisposeAsync();
    }

    [Fact]
    public async Task Without_a_server_it_keeps_the_mail_and_reads_it_if_asked_to_wait()
    {
        (await RunAsync(Hello.Bytes, Address)).ShouldBe((0, ""));
        (await RunAsync((Hello with { From = "Bob <bob@example.com>", Id = "<2@mail.example>" }).Bytes, Address, "--wait")).ShouldBe((0, "ticket 1001"));

        await using var db = Open();
        (await db.RawMails.OrderBy(row => row.Id).Select(row => row.State).ToListAsync()).ShouldBe([RawMailState.Stored, RawMailState.Taken]);
        (await db.Inboxes.SingleAsync(inbox => inbox.Key == "mail")).Channel.ShouldBe(Channel.Email);
    }

    [Fact]
    public async Task Beside_a_server_the_mail_becomes_a_ticket_at_once()
    {
        await using var app = new TestApp(data.Path, null) { Settings = { ["Mail:Outgoing:From"] = "support@acme.example" } }.Start();

        var (code, output) = await RunAsync(Hello.Bytes, Address, "--inbox", "mail");

        code.ShouldBe(0, output);
        await Eventually.BeTrueAsync(async () => await ReadAsync(app, db => db.Tickets.AnyAsync()), "a ticket", TimeSpan.FromSeconds(20));
        (await RunAsync((Hello with { Id = "<2@mail.example>" }).Bytes, Address, "--wait")).Output.ShouldStartWith("ticket ");
    }

    [Theory]
    [InlineData("there is no mail inbox")]
    [InlineData("There is no mail inbox sales.", Address, "--inbox", "sales")]
    public async Task What_could_not_be_kept_is_to_be_sent_again(string because, params string[] words)
    {
        var (code, output) = await RunAsync(Hello.Bytes, words);

        code.ShouldBe(75);
        output.ShouldContain(because, Case.Insensitive);
    }

    [Fact]
    public async Task Nothing_on_standard_input_is_no_mail() => (await RunAsync([], Address)).Code.ShouldBe(75);

    private static async Task<T> ReadAsync<T>(TestApp app, Func<HelpDeskDb, Task<T>> read)
    {
        await using var db = await app.Get<IDbContextFactory<HelpDeskDb>>().CreateDbContextAsync();
        return await read(db);
    }

    private SqliteDb Open() => new(new DbContextOptionsBuilder<SqliteDb>().UseSqlite($"Data Source={Path.Combine(data.Path, "helpdesk.db")}").Options);

    private async Task<(int Code, string Output)> RunAsync(byte[] mail, params string[] words)
    {
        await using var program = new RunningProgram(
            Path.Combine(AppContext.BaseDirectory, "helpdesk"), ["mail-in", .. words, "--data", data.Path], data.Path, input: mail);
        var code = await program.ExitAsync(TimeSpan.FromMinutes(1));
        return (code, program.Output.Trim());
    }
}
