using System.Diagnostics;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using HelpDesk.Domain.Email;
using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Work;
using HelpDesk.Migrations;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Benchmarks;

/// <summary>Mails that became tickets: handed in one by one, and read from a backlog.</summary>
internal sealed class MailIn
{
    private const int Backlog = 5_000;

    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly DbContextOptions<SqliteDb> options;
    private readonly Desk desk;

    private MailIn(Desk desk)
    {
        this.desk = desk;
        options = new DbContextOptionsBuilder<SqliteDb>().UseSqlite($"Data Source={Path.Combine(desk.Data, "helpdesk.db")};Default Timeout=60").Options;
    }

    public static async Task MeasureAsync(Desk desk)
    {
        Report.Section("Mail, from the hand-in until the ticket stands");
        var mails = new MailIn(desk);
        var inbox = await mails.OpenAsync();
        var taken = await mails.OneByOneAsync();
        Report.Rate("one after the other", taken.Count / Measured.TotalSeconds);
        Report.Distribution("from the hand-in to the ticket", taken);
        var work = desk.ProcessorTime;
        Report.Rate($"from a backlog of {Backlog:N0}", await mails.BacklogAsync(inbox));
        Report.Line("processor time of the server", $"{(desk.ProcessorTime - work).TotalMilliseconds / Backlog:0.00} ms", "a mail");
        Report.Rate("bound: SQLite commits of one row, synchronous=FULL", Bounds.Commits(desk.Data));
    }

    private async Task<long> OpenAsync()
    {
        await using var db = new SqliteDb(options);
        var inbox = db.Inboxes.Add(new Inbox("mail", "E-mail", Channel.Email)).Entity;
        await db.SaveChangesAsync();
        db.MailAccounts.Add(new MailAccount(inbox.Id, "support@bench.example"));
        await db.SaveChangesAsync();
        return inbox.Id;
    }

    private async Task<List<double>> OneByOneAsync()
    {
        using var http = new HttpClient { BaseAddress = new Uri(desk.Url) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer", await desk.CallAsync("token", "create", "--name", "bench", "--scopes", "mail:write"));
        var taken = new List<double>();
        for (var began = Stopwatch.StartNew(); began.Elapsed < Measured;)
        {
            var sent = Stopwatch.GetTimestamp();
            using var content = new ByteArrayContent(Mail(taken.Count));
            content.Headers.ContentType = new MediaTypeHeaderValue("message/rfc822");
            using var answer = await http.PostAsync("/api/v1/mail/inbound", content);
            answer.EnsureSuccessStatusCode();
            await WaitAsync(TimeSpan.FromMilliseconds(1));
            taken.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
        }

        return taken;
    }

    private async Task<double> BacklogAsync(long inbox)
    {
        var now = TimeProvider.System.GetUtcNow();
        var rows = Enumerable.Range(0, Backlog).Select(i => Store(inbox, Mail(1_000_000 + i), now)).ToList();
        await using (var db = new SqliteDb(options))
        {
            db.RawMails.AddRange(rows);
            await db.SaveChangesAsync();
        }

        var began = Stopwatch.StartNew();
        await WaitAsync(TimeSpan.FromMilliseconds(50));
        return Backlog / began.Elapsed.TotalSeconds;
    }

    private RawMail Store(long inbox, byte[] mail, DateTimeOffset now)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(mail));
        var path = Path.Combine(desk.Data, "mail", hash[..2], hash);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, mail);
        return new RawMail(inbox, MailSource.Pipe, hash, mail.Length, now);
    }

    private async Task WaitAsync(TimeSpan pause)
    {
        for (var began = Stopwatch.StartNew(); began.Elapsed < Patience; await Task.Delay(pause))
        {
            await using var db = new SqliteDb(options);
            if (!await db.RawMails.AnyAsync(row => row.DueAt != null))
            {
                return;
            }
        }

        throw new TimeoutException("The mail is not read.");
    }

    private static byte[] Mail(int number) => Encoding.ASCII.GetBytes($"""
        From: Customer {number} <c{number}@example.com>
        To: support@bench.example
        Subject: Where is my order {number}?
        Message-ID: <{number}.bench@mail.example>
        Date: Mon, 2 Mar 2026 10:00:00 +0000
        Content-Type: text/plain; charset=utf-8

        A message of the usual length: where is my order, please? It should have come on Monday.

        """.ReplaceLineEndings("\r\n"));
}
