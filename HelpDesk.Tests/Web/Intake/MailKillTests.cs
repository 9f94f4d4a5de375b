using System.Globalization;
using HelpDesk.Domain.Email;
using HelpDesk.Domain.Tickets;
using HelpDesk.Tests.Support;
using HelpDesk.Web.Channels.Email;
using Microsoft.EntityFrameworkCore;
using Xunit.Abstractions;

namespace HelpDesk.Tests.Web.Intake;

/// <summary>The real program, ended with <c>kill -9</c> in the middle of its mail, again and again: none lost, none doubled.</summary>
public sealed class MailKillTests(ITestOutputHelper output)
{
    [Fact]
    public Task Killed_three_times_it_takes_each_mail_once() => KillAsync(kills: 3, mails: 300);

    [Fact]
    [Trait("Category", "Long")]
    public Task Killed_thirty_times_it_takes_each_mail_once() => KillAsync(kills: 30, mails: 3_000);

    private async Task KillAsync(int kills, int mails)
    {
        var seed = Random.Shared.Next();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {seed}"));
        var random = new Random(seed);
        await using var world = await World.CreateAsync();
        await world.OpenMailAsync();
        for (var i = 0; i < mails; i++)
        {
            using var mail = new MemoryStream(new Eml($"c{i}@example.com") { Id = $"<{i}@mail.example>", Text = $"Mail {i}" }.Bytes);
            await world.Get<MailDoor>().TakeAsync(mail, MailSource.Pipe, null, CancellationToken.None);
        }

        for (var kill = 1; kill <= kills; kill++)
        {
            var until = (mails * (kill - 1) / kills) + 1 + random.Next(mails / kills / 2);
            await using var program = Start(world);
            await Eventually.BeTrueAsync(async () => await TakenAsync(world) >= until || program.HasExited, $"{until} mails, {program.Output}", TimeSpan.FromSeconds(90));
            await program.KillAsync();
            await LetLeasesEndAsync(world);
        }

        await using var last = Start(world);
        await Eventually.BeTrueAsync(async () => await TakenAsync(world) == mails, "everything is taken", TimeSpan.FromSeconds(180));
        (await world.ReadAsync(db => db.Tickets.CountAsync())).ShouldBe(mails);
        (await world.ReadAsync(db => db.MailMetas.Select(meta => meta.InternetMessageId).Distinct().CountAsync())).ShouldBe(mails);
        (await world.ReadAsync(db => db.Messages.CountAsync(message => message.Direction == Direction.In))).ShouldBe(mails);
    }

    private static RunningProgram Start(World world) => new(
        "dotnet",
        [Path.Combine(AppContext.BaseDirectory, "helpdesk.dll"), "--data", world.Data, "--urls", $"http://127.0.0.1:{Ports.Free()}", "--Mail:AutoReply=false"],
        world.Data);

    private static Task<int> TakenAsync(World world) => world.ReadAsync(db => db.RawMails.CountAsync(row => row.State == RawMailState.Taken));

    // A minute passes.
    private static Task<int> LetLeasesEndAsync(World world) => world.WriteAsync(db => db.RawMails.Where(row => row.LeaseUntil != null)
        .ExecuteUpdateAsync(set => set.SetProperty(row => row.LeaseUntil, world.Clock.GetUtcNow()).SetProperty(row => row.Attempts, 0)));
}
