using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Work;
using HelpDesk.Migrations;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Benchmarks;

/// <summary>The program on an empty data folder, with one web inbox and one agent, who administers it.</summary>
internal sealed class Desk : IDisposable
{
    public const string Email = "bench@desk.example";
    public const string Password = "a long enough password 1!";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process process;

    private Desk(string program)
    {
        Program = Path.GetFullPath(program);
        Data = Directory.CreateTempSubdirectory("helpdesk-bench-").FullName;
        Url = $"http://127.0.0.1:{FreePort()}";
        process = Process.Start(new ProcessStartInfo(
            Program,
            [
                "--data", Data, "--urls", Url, "--Limits:VisitorMessagesPerMinute", "100000", "--Limits:VisitorsPerAddressPerMinute", "100000",
                "--Limits:VisitorsPerInboxPerMinute", "1000000", "--Limits:MessagesPerInboxPerMinute", "1000000",
                "--Limits:ApiRequestsPerMinute", "1000000", "--Logging:LogLevel:Default", "Warning",
            ]) { WorkingDirectory = Data })!;
    }

    public string Program { get; }

    public string Data { get; }

    public string Url { get; }

    /// <param name="program">The executable.</param>
    /// <param name="past">What is written into the database before anybody is asked; null for an empty desk.</param>
    public static async Task<Desk> StartAsync(string program, Func<HelpDeskDb, Task>? past = null)
    {
        var desk = new Desk(program);
        await desk.AnswersAsync("/healthz/ready");
        await desk.SeedAsync(past);
        await desk.AnswersAsync("/w/v1/inboxes/web");
        return desk;
    }

    /// <summary>What the program prints when it is called with a verb, beside the running server.</summary>
    public async Task<string> CallAsync(params string[] verb)
    {
        using var called = Process.Start(new ProcessStartInfo(Program, [.. verb, "--data", Data]) { RedirectStandardOutput = true, UseShellExecute = false, WorkingDirectory = Data })!;
        var said = await called.StandardOutput.ReadToEndAsync();
        await called.WaitForExitAsync();
        return called.ExitCode == 0 ? said.Trim() : throw new InvalidOperationException($"{verb[0]} ended with {called.ExitCode}.");
    }

    /// <summary>What the server has used of the processors so far.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>Resident bytes, once they have stopped moving much.</summary>
    public async Task<long> SettledMemoryAsync()
    {
        var before = 0L;
        for (var tries = 0; tries < 10; tries++)
        {
            await Task.Delay(TimeSpan.FromSeconds(1.5));
            process.Refresh();
            if (Math.Abs(process.WorkingSet64 - before) < 512 << 10)
            {
                break;
            }

            before = process.WorkingSet64;
        }

        return process.WorkingSet64;
    }

    public void Dispose()
    {
        process.Kill(entireProcessTree: true);
        process.WaitForExit();
        process.Dispose();
        Directory.Delete(Data, recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task AnswersAsync(string path)
    {
        using var http = new HttpClient();
        for (var began = Stopwatch.StartNew(); began.Elapsed < Patience; await Task.Delay(100))
        {
            try
            {
                using var answer = await http.GetAsync(Url + path);
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Not yet.
            }
        }

        throw new TimeoutException($"{Program} does not answer at {Url}{path}.");
    }

    private async Task SeedAsync(Func<HelpDeskDb, Task>? past)
    {
        var options = new DbContextOptionsBuilder<SqliteDb>().UseSqlite($"Data Source={Path.Combine(Data, "helpdesk.db")}").Options;
        await using var db = new SqliteDb(options);
        var login = new Login
        {
            UserName = Email, NormalizedUserName = Email.ToUpperInvariant(), Email = Email, NormalizedEmail = Email.ToUpperInvariant(),
            SecurityStamp = Guid.NewGuid().ToString(), EmailConfirmed = true,
        };
        login.PasswordHash = new PasswordHasher<Login>().HashPassword(login, Password);
        db.Users.Add(login);
        await db.SaveChangesAsync();
        db.Agents.Add(new Agent(login.Id, "Bench", Email, Role.Administrator, TimeProvider.System.GetUtcNow()));
        db.Workspaces.Add(new Workspace("Bench", "en", "UTC"));
        db.Inboxes.Add(new Inbox("web", "Web", Channel.Chat));
        await db.SaveChangesAsync();
        await (past?.Invoke(db) ?? Task.CompletedTask);
    }
}
