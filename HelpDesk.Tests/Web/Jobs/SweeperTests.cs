using System.Collections.Concurrent;
using HelpDesk.Domain.Chat;
using HelpDesk.Domain.Events;
using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Work;
using HelpDesk.Migrations;
using HelpDesk.Tests.Support;
using HelpDesk.Web.Data;
using HelpDesk.Web.Intake;
using HelpDesk.Web.Jobs;
using HelpDesk.Web.Live;
using HelpDesk.Web.Outbox;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace HelpDesk.Tests.Web.Jobs;

/// <summary>Due rows: each effect once, however many workers there are and however they die.</summary>
public sealed class SweeperTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    [Theory]
    [InlineData(Databases.Sqlite, 2)]
    [InlineData(Databases.Sqlite, 4)]
    [InlineData(Databases.Postgres, 2)]
    [InlineData(Databases.Postgres, 4)]
    public async Task Workers_side_by_side_do_each_thing_once(string database, int workers)
    {
        await using var world = await World.CreateAsync(database);
        const int chats = 200;
        await Task.WhenAll(Enumerable.Range(0, chats).Select(async i =>
        {
            var customer = world.Customer($"c{i}");
            var taken = await customer.WritesAsync("Hello");
            await customer.LeavesAddressAsync(taken.Ticket, $"c{i}@example.com");
        }));
        world.Clock.Advance(TimeSpan.FromHours(1));

        await Task.WhenAll(Enumerable.Range(0, workers).Select(_ => Task.Run(() => DrainAsync(NewWorker(world)))));

        (await world.ReadAsync(db => db.Messages.CountAsync(row => row.ActivityType == ActivityType.ChatMissed))).ShouldBe(chats);
        (await world.ReadAsync(db => db.Messages.CountAsync(row => row.AuthorKind == AuthorKind.System && row.Kind == MessageKind.Public))).ShouldBe(chats);
        (await world.ReadAsync(db => db.Deadlines.CountAsync())).ShouldBe(0);

        // The customers are still on the page: their mails leave when the apology stays unread.
        world.Clock.Advance(Patience);
        await Task.WhenAll(Enumerable.Range(0, workers).Select(_ => Task.Run(() => DrainAsync(NewWorker(world)))));
        Mail.In(world).Count.ShouldBe(chats);
        (await world.ReadAsync(db => db.Messages.CountAsync(row => row.ActivityType == ActivityType.MailedToCustomer))).ShouldBe(chats);
        (await world.ReadAsync(db => db.Deliveries.CountAsync(row => row.Channel == Channel.Email && row.State == DeliveryState.Sent))).ShouldBe(chats);
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task What_a_killed_worker_held_is_taken_over_when_its_lease_ends(string database)
    {
        await using var world = await World.CreateAsync(database);
        await world.Customer("Ann").WritesAsync("Hello");
        world.Clock.Advance(Patience);

        (await world.Get<Claims>().TakeAsync(4, CancellationToken.None)).Deadlines.Count.ShouldBe(1);
        await world.PassAsync(TimeSpan.FromSeconds(59));
        (await MissedAsync(world)).ShouldBe(0);
        await world.PassAsync(TimeSpan.FromSeconds(1));

        (await MissedAsync(world)).ShouldBe(1);
    }

    [Fact]
    public async Task A_worker_that_comes_back_after_its_lease_does_nothing()
    {
        await using var world = await World.CreateAsync();
        await world.Customer("Ann").WritesAsync("Hello");
        world.Clock.Advance(Patience);
        var late = (await world.Get<Claims>().TakeAsync(4, CancellationToken.None)).Deadlines.Single();
        world.Clock.Advance(TimeSpan.FromSeconds(60));
        var next = (await world.Get<Claims>().TakeAsync(4, CancellationToken.None)).Deadlines.Single();

        await world.Get<Deadlines>().RunAsync(late, CancellationToken.None);
        (await MissedAsync(world)).ShouldBe(0);
        await world.Get<Deadlines>().RunAsync(next, CancellationToken.None);
        await world.Get<Deadlines>().RunAsync(next, CancellationToken.None);

        (await MissedAsync(world)).ShouldBe(1);
    }

    [Fact]
    public async Task A_lease_from_a_clock_that_ran_ahead_does_not_count()
    {
        await using var world = await World.CreateAsync();
        await world.Customer("Ann").WritesAsync("Hello");
        world.Clock.Advance(TimeSpan.FromDays(1));
        await world.Get<Claims>().TakeAsync(4, CancellationToken.None);

        world.Clock.Advance(-TimeSpan.FromHours(1));
        await world.Get<Sweeper>().RunOnceAsync(CancellationToken.None);

        (await MissedAsync(world)).ShouldBe(1);
    }

    [Fact]
    public async Task A_clock_that_goes_back_fires_nothing_twice()
    {
        await using var world = await World.CreateAsync();
        await world.Customer("Ann").WritesAsync("Hello");
        await world.PassAsync(Patience);

        world.Clock.Advance(-TimeSpan.FromDays(1));
        await world.PassAsync(TimeSpan.FromDays(2), TimeSpan.FromHours(1));

        (await MissedAsync(world)).ShouldBe(1);
    }

    [Fact]
    public async Task What_fails_rests_longer_each_time_and_is_left_to_a_person_after_the_eighth()
    {
        await using var world = await World.CreateAsync();
        var held = await FailingAsync(world);

        var waits = new List<double>();
        for (var attempt = 1; attempt <= 8; attempt++)
        {
            await world.Get<Deadlines>().FailAsync(held, new IOException("disk\nfull"), CancellationToken.None);
            var row = await world.ReadAsync(db => db.Deadlines.AsNoTracking().SingleAsync());
            row.Error.ShouldBe("disk full");
            waits.Add((row.DueAt - world.Clock.GetUtcNow()).TotalMinutes);
            if (row.FailedAt is null)
            {
                world.Clock.Advance(row.DueAt - world.Clock.GetUtcNow());
                held = (await world.Get<Claims>().TakeAsync(0, CancellationToken.None)).Deadlines.Single();
            }
        }

        waits.Take(7).ShouldBe([1, 2, 5, 15, 30, 60, 60]);
        (await world.ReadAsync(db => db.Deadlines.SingleAsync())).FailedAt.ShouldNotBeNull();
        await world.PassAsync(TimeSpan.FromDays(2));
        (await MissedAsync(world)).ShouldBe(0);
    }

    [Fact]
    public async Task A_due_row_fires_within_a_second()
    {
        await using var app = new TestApp { Settings = { ["Chat:UnansweredToEmailAfter"] = "00:00:02" } };
        app.Start();
        var missedAt = new ConcurrentDictionary<long, DateTimeOffset>();
        using var listening = app.Get<Feed>().Listen(happened => _ = happened.Type == EventType.ChatEnded && missedAt.TryAdd(happened.TicketId!.Value, happened.At));
        var inbox = await app.Get<Writer>().RunAsync(
            (db, _) => Task.FromResult(db.Inboxes.Add(new Inbox("fires", "Fires", Channel.Chat)).Entity), CancellationToken.None);
        Task<Taken> WriteAsync(int i) => app.Get<HelpDesk.Web.Intake.Intake>().TakeAsync(
            new InboundMessage { Channel = Channel.Chat, InboxId = inbox.Id, VisitorKey = $"v{i}", Text = "Hello", ClientKey = $"k{i}" }, CancellationToken.None);

        // The first one pays for the start of the program.
        await WriteAsync(0);
        await Eventually.BeTrueAsync(() => missedAt.Count == 1, "the first chat is missed", TimeSpan.FromSeconds(30));
        foreach (var i in Enumerable.Range(1, 9))
        {
            await WriteAsync(i);
        }

        await Eventually.BeTrueAsync(() => missedAt.Count == 10, "all chats are missed", TimeSpan.FromSeconds(30));
        await using var db = await app.Get<IDbContextFactory<HelpDeskDb>>().CreateDbContextAsync();
        var sessions = await db.ChatSessions.AsNoTracking().OrderBy(row => row.Id).Skip(1).ToListAsync();
        var late = sessions.Select(row => missedAt[row.TicketId] - row.QueuedAt - TimeSpan.FromSeconds(2)).Order().ToList();
        late[0].ShouldBeGreaterThanOrEqualTo(TimeSpan.Zero);
        late[late.Count / 2].ShouldBeLessThan(TimeSpan.FromSeconds(1));
    }

    // A worker of its own, with a writer of its own where several processes may share the database.
    private static Sweeper NewWorker(World world) => ActivatorUtilities.CreateInstance<Sweeper>(world.Services);

    private static async Task DrainAsync(Sweeper worker)
    {
        while (await worker.RunOnceAsync(CancellationToken.None))
        {
            // There may be more than one look takes.
        }
    }

    private static Task<int> MissedAsync(World world) => world.ReadAsync(db => db.ChatSessions.CountAsync(row => row.State == ChatState.Missed));

    private static async Task<HeldDeadline> FailingAsync(World world)
    {
        await world.Customer("Ann").WritesAsync("Hello");
        world.Clock.Advance(Patience);
        return (await world.Get<Claims>().TakeAsync(0, CancellationToken.None)).Deadlines.Single();
    }
}
