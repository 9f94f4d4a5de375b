using System.Globalization;
using HelpDesk.Domain.Customers;
using HelpDesk.Domain.Tickets;
using HelpDesk.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Xunit.Abstractions;

namespace HelpDesk.Tests.Web.Outbox;

/// <summary>
/// The real program, ended with <c>kill -9</c> while it sends, at every point of the conversation with the server. Nothing
/// is lost. Nobody gets a second copy but of a mail whose answer was on its way when the kill fell, and that under one id.
/// </summary>
public sealed class KilledSendingTests(ITestOutputHelper output)
{
    private static readonly (SmtpPhase Phase, bool Before)[] Points =
    [
        (SmtpPhase.Ehlo, true), (SmtpPhase.Mail, true), (SmtpPhase.Rcpt, true), (SmtpPhase.Data, true), (SmtpPhase.Dot, true), (SmtpPhase.Dot, false),
    ];

    [Fact]
    public Task Killed_ten_times_while_sending_it_loses_nothing() => KillAsync(kills: 10);

    [Fact]
    [Trait("Category", "Long")]
    public Task Killed_a_hundred_times_while_sending_it_loses_nothing() => KillAsync(kills: 100);

    private async Task KillAsync(int kills)
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        var mails = kills * 10;
        await using var server = new ScriptedSmtp();
        await using var world = await World.CreateAsync();
        await WriteAsync(world, mails);
        var inWindow = new List<string>();
        for (var kill = 0; kill < kills; kill++)
        {
            await using var program = Start(world, server);
            await KillAtAsync(server, program, Points[kill % Points.Length], 1 + random.Next(6));
            inWindow.AddRange(await UncommittedAsync(world, server));
            await LetLeasesEndAsync(world);
        }

        await using var last = Start(world, server);
        await Eventually.BeTrueAsync(() => IsQuietAsync(world), $"everything is sent: {last.Output}", TimeSpan.FromSeconds(120));
        var copies = server.Mails.Where(mail => mail.Taken).GroupBy(IdOf).ToDictionary(group => group.Key, group => group.Count());
        var recipients = server.Mails.Where(mail => mail.Taken).SelectMany(mail => mail.Recipients).Distinct().Count();
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"seed {seed}: {kills} kills, {mails} mails, {mails - recipients} lost, {inWindow.Count} killed between the server's 250 and our commit, {copies.Values.Sum() - copies.Count} second copies"));

        recipients.ShouldBe(mails);
        copies.Count.ShouldBe(mails, "every copy of a mail has the same id");
        copies.ShouldAllBe(mail => mail.Value <= 1 + inWindow.Count(id => id == mail.Key));
        await CheckAsync(world, mails);
    }

    // Ends the program when the server stands at this point for the n-th time.
    private static async Task KillAtAsync(ScriptedSmtp server, RunningProgram program, (SmtpPhase Phase, bool Before) point, int times)
    {
        var reached = new TaskCompletionSource();
        var killed = new TaskCompletionSource();
        async Task ReachAsync(SmtpPhase phase, bool before)
        {
            if ((phase, before) == point && Interlocked.Decrement(ref times) <= 0 && reached.TrySetResult() && before)
            {
                await killed.Task;
                throw new IOException("The program is gone.");
            }
        }

        server.Before = phase => ReachAsync(phase, before: true);
        server.After = phase => ReachAsync(phase, before: false);
        await Eventually.BeTrueAsync(() => reached.Task.IsCompleted || program.HasExited, $"{point}: {program.Output}", TimeSpan.FromSeconds(60));
        await program.KillAsync();
        killed.SetResult();
        server.Before = server.After = _ => Task.CompletedTask;
    }

    private static Task<int> WriteAsync(World world, int mails) => world.WriteAsync(async db =>
    {
        var now = world.Clock.GetUtcNow();
        for (var i = 0; i < mails; i++)
        {
            var customer = new Customer($"c{i}", "en", now);
            customer.Claim(IdentityType.Email, $"c{i}@example.com", now).Verify(IdentityProof.Agent, now);
            var ticket = new Ticket(5_000 + i, customer, world.Inbox.Id, Channel.Email, "Late", now);
            db.Tickets.Add(ticket);
            ticket.Announce("It leaves today.", Channel.Email, MessageAsk.None, now).Mail($"c{i}@example.com", RecipientRole.To, now, now);
        }

        return await db.SaveChangesAsync();
    });

    private static RunningProgram Start(World world, ScriptedSmtp server) => new(
        "dotnet",
        [
            Path.Combine(AppContext.BaseDirectory, "helpdesk.dll"), "--data", world.Data, "--urls", $"http://127.0.0.1:{Ports.Free()}",
            "--Mail:Outgoing:Host=127.0.0.1", string.Create(CultureInfo.InvariantCulture, $"--Mail:Outgoing:Port={server.Port}"), "--Mail:Outgoing:Security=none",
            "--Mail:Outgoing:From=support@example.com",
        ],
        world.Data);

    // The server has them, and we do not know it: these, and only these, may be sent again.
    private static async Task<List<string>> UncommittedAsync(World world, ScriptedSmtp server)
    {
        var sending = await world.ReadAsync(db => db.Deliveries.Where(row => row.State == DeliveryState.Sending).Select(row => row.ProviderMessageId!).ToListAsync());
        var taken = server.Mails.Where(mail => mail.Taken).Select(IdOf).ToHashSet();
        return sending.FindAll(taken.Contains);
    }

    private static string IdOf(SmtpMail mail) => Mail.Parse(mail.Data)["Message-ID"]!.Trim('<', '>');

    // A minute passes.
    private static Task<int> LetLeasesEndAsync(World world) => world.WriteAsync(db =>
        db.Deliveries.Where(row => row.LeaseUntil != null).ExecuteUpdateAsync(set => set.SetProperty(row => row.LeaseUntil, world.Clock.GetUtcNow())));

    private static async Task<bool> IsQuietAsync(World world) => !await world.ReadAsync(db => db.Deliveries.AnyAsync(row => row.DueAt != null));

    private static async Task CheckAsync(World world, int mails)
    {
        (await world.ReadAsync(db => db.Deliveries.CountAsync(row => row.State == DeliveryState.Sent && row.Response != null))).ShouldBe(mails);
        var told = await world.ReadAsync(db => db.Messages.Where(row => row.ActivityType == ActivityType.MailedToCustomer)
            .GroupBy(row => row.TicketId).Select(group => group.Count()).ToListAsync());
        told.Count.ShouldBe(mails);
        told.ShouldAllBe(count => count == 1);
    }
}
