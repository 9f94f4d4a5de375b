using System.Globalization;
using HelpDesk.Domain.Tickets;
using HelpDesk.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Xunit.Abstractions;

namespace HelpDesk.Tests.Web.Jobs;

/// <summary>The real program, ended with <c>kill -9</c> in the middle of due work, again and again.</summary>
public sealed class KillTests(ITestOutputHelper output)
{
    [Fact]
    public Task Killed_three_times_it_does_each_thing_once() => KillAsync(kills: 3, chats: 120);

    [Fact]
    [Trait("Category", "Long")]
    public Task Killed_thirty_times_it_does_each_thing_once() => KillAsync(kills: 30, chats: 900);

    private async Task KillAsync(int kills, int chats)
    {
        var seed = Random.Shared.Next();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {seed}"));
        var random = new Random(seed);
        await using var world = await World.CreateAsync();
        await Task.WhenAll(Enumerable.Range(0, chats).Select(i => WaitsAsync(world, i)));
        for (var kill = 1; kill <= kills; kill++)
        {
            // Some time between the first and the last effect of this run.
            var until = (chats * (kill - 1) / kills) + 1 + random.Next(chats / kills);
            await using var program = Start(world);
            await Eventually.BeTrueAsync(() => Done(world) >= until || program.HasExited, $"{until} mails, {program.Output}", TimeSpan.FromSeconds(60));
            await program.KillAsync();
            await LetLeasesEndAsync(world);
        }

        await using var last = Start(world);
        await Eventually.BeTrueAsync(() => IsQuietAsync(world), "everything is done", TimeSpan.FromSeconds(120));
        await CheckAsync(world, chats);
    }

    private static async Task WaitsAsync(World world, int i)
    {
        var customer = world.Customer($"c{i}");
        var ticket = (await customer.WritesAsync("Hello")).Ticket;
        await customer.LeavesAddressAsync(ticket, $"c{i}@example.com");
        await customer.ClosesThePageAsync();
    }

    private static RunningProgram Start(World world) => new(
        "dotnet",
        [Path.Combine(AppContext.BaseDirectory, "helpdesk.dll"), "--data", world.Data, "--urls", $"http://127.0.0.1:{Ports.Free()}"],
        world.Data);

    private static int Done(World world) => Mail.Files(world.Data).Count;

    // A minute passes.
    private static Task<int> LetLeasesEndAsync(World world) => world.WriteAsync(async db =>
        await db.Deadlines.Where(row => row.LeaseUntil != null).ExecuteUpdateAsync(set => set.SetProperty(row => row.LeaseUntil, world.Clock.GetUtcNow()))
        + await db.Deliveries.Where(row => row.LeaseUntil != null).ExecuteUpdateAsync(set => set.SetProperty(row => row.LeaseUntil, world.Clock.GetUtcNow())));

    private static async Task<bool> IsQuietAsync(World world) =>
        await world.ReadAsync(db => db.Deadlines.CountAsync()) + await world.ReadAsync(db => db.Deliveries.CountAsync(row => row.DueAt != null)) == 0;

    private static async Task CheckAsync(World world, int chats)
    {
        var mails = Mail.In(world);
        mails.Count.ShouldBe(chats);
        mails.Select(mail => mail["To"]).Distinct().Count().ShouldBe(chats);
        (await CountAsync(world, ActivityType.ChatMissed)).ShouldAllBe(count => count == 1);
        var mailed = await CountAsync(world, ActivityType.MailedToCustomer);
        mailed.Count.ShouldBe(chats);
        mailed.ShouldAllBe(count => count == 1);
        var apologies = await world.ReadAsync(db => db.Messages.CountAsync(row => row.AuthorKind == AuthorKind.System && row.Kind == MessageKind.Public));
        apologies.ShouldBe(chats);
        (await world.ReadAsync(db => db.Deliveries.CountAsync(row => row.Channel == Channel.Email && row.State == DeliveryState.Sent))).ShouldBe(chats);
    }

    private static Task<List<int>> CountAsync(World world, ActivityType type) => world.ReadAsync(db =>
        db.Messages.Where(row => row.ActivityType == type).GroupBy(row => row.TicketId).Select(group => group.Count()).ToListAsync());
}
