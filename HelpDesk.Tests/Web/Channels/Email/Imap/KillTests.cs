using System.Globalization;
using HelpDesk.Domain.Email;
using HelpDesk.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Xunit.Abstractions;

namespace HelpDesk.Tests.Web.Channels.Email.Imap;

/// <summary>The real program, ended with <c>kill -9</c> while it takes mail in, again and again.</summary>
public sealed class KillTests(ITestOutputHelper output)
{
    [Fact]
    public Task Killed_ten_times_it_stores_each_mail_once() => KillAsync(kills: 10, mails: 300);

    [Fact]
    [Trait("Category", "Long")]
    public Task Killed_a_hundred_times_it_stores_each_mail_once() => KillAsync(kills: 100, mails: 3_000);

    private async Task KillAsync(int kills, int mails)
    {
        var seed = Random.Shared.Next();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {seed}"));
        var random = new Random(seed);

        // Without a password there is nothing that only the keys of the running program could read.
        await using var desk = await MailDesk.CreateAsync(secret: "");
        desk.Imap.Secret = "";
        await desk.LookAsync();
        for (var i = 0; i < mails; i++)
        {
            desk.Inbox.Append(FakeFolder.Write(MailDesk.Count(i), string.Create(CultureInfo.InvariantCulture, $"{i}@example.com")), TimeProvider.System.GetUtcNow());
        }

        for (var kill = 1; kill <= kills; kill++)
        {
            // Some time between the first and the last mail of this run, and then at any instant.
            var until = (mails * (kill - 1) / kills) + 1 + random.Next(mails / kills);
            await using var program = Start(desk);
            await Eventually.BeTrueAsync(async () => await StoredAsync(desk) >= until || program.HasExited, $"{until} mails, {program.Output}", TimeSpan.FromSeconds(60));
            program.HasExited.ShouldBeFalse(program.Output);
            await program.KillAsync();
        }

        await using var last = Start(desk);
        await Eventually.BeTrueAsync(async () => (await desk.FolderAsync()).LastUid == mails, "everything is stored", TimeSpan.FromSeconds(120));
        (await desk.RowsAsync()).Select(row => row.Hash).Order(StringComparer.Ordinal)
            .ShouldBe(desk.Inbox.Mails.Select(mail => MailDesk.HashOf(mail.Content)).Order(StringComparer.Ordinal));
        (await desk.SubjectsAsync()).Count.ShouldBe(mails);
        (await desk.RowsAsync()).ShouldAllBe(row => row.State != RawMailState.Quarantined);
    }

    private static Task<int> StoredAsync(MailDesk desk) => desk.World.ReadAsync(db => db.RawMails.CountAsync());

    private static RunningProgram Start(MailDesk desk) => new(
        "dotnet",
        [Path.Combine(AppContext.BaseDirectory, "helpdesk.dll"), "--data", desk.World.Data, "--urls", $"http://127.0.0.1:{Ports.Free()}"],
        desk.World.Data);
}
