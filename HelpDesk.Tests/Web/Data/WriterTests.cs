using HelpDesk.Domain.Events;
using HelpDesk.Domain.Work;
using HelpDesk.Migrations;
using HelpDesk.Tests.Support;
using HelpDesk.Web.Data;
using HelpDesk.Web.Live;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace HelpDesk.Tests.Web.Data;

public sealed class WriterTests
{
    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_work_that_throws_is_undone_alone(string database)
    {
        await using var world = await World.CreateAsync(database);
        var works = Enumerable.Range(0, 40).Select(i => world.WriteAsync(async db =>
        {
            db.Sequences.Add(new Sequence($"s{i}", i));
            await db.SaveChangesAsync();
            return i % 4 == 0 ? throw new InvalidOperationException($"work {i}") : i;
        })).ToList();

        await Task.WhenAll(works.Select(async work => await Record.ExceptionAsync(() => work)));

        works.Count(work => work.IsFaulted).ShouldBe(10);
        (await world.ReadAsync(db => db.Sequences.CountAsync(row => row.Name != Sequence.Tickets))).ShouldBe(30);
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_broken_constraint_fails_its_own_work_and_no_other(string database)
    {
        await using var world = await World.CreateAsync(database);

        var works = Enumerable.Range(0, 20).Select(i => world.WriteAsync(db =>
        {
            db.Inboxes.Add(new Inbox($"key{i / 2}", "Twice", HelpDesk.Domain.Tickets.Channel.Chat));
            return Task.FromResult(i);
        })).ToList();
        await Task.WhenAll(works.Select(async work => await Record.ExceptionAsync(() => work)));

        works.Count(work => work.IsFaulted).ShouldBe(10);
        (await world.ReadAsync(db => db.Inboxes.CountAsync(row => row.Key.StartsWith("key")))).ShouldBe(10);
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Events_are_announced_once_and_in_the_order_of_commits(string database)
    {
        await using var world = await World.CreateAsync(database);
        var heard = new List<LiveEvent>();
        using var listening = world.Get<Feed>().Listen(heard.Add);

        await Task.WhenAll(Enumerable.Range(0, 50).Select(i => world.Customer($"c{i}").WritesAsync("Hello")));

        heard.Select(happened => happened.Id).ShouldBe(heard.Select(happened => happened.Id).Order());
        heard.DistinctBy(happened => happened.Id).Count().ShouldBe(heard.Count);
        heard.Count(happened => happened.Type == EventType.TicketCreated).ShouldBe(50);
        heard.ShouldAllBe(happened => happened.Type != EventType.MessageAdded || happened.MessageId > 0);
    }

    [Fact]
    public async Task While_the_database_is_away_everybody_in_the_queue_hears_of_it_at_once()
    {
        await using var world = await World.CreateAsync();
        var away = new Away();
        var writer = new Writer(away, world.Get<EventTail>(), world.Clock, NullLogger<Writer>.Instance);

        var works = Enumerable.Range(0, 20).Select(i => writer.RunAsync((_, _) => Task.FromResult(i), CancellationToken.None)).ToList();
        away.GiveUp.SetResult();
        await Task.WhenAll(works.Select(async work => (await Record.ExceptionAsync(() => work)).ShouldBeOfType<IOException>()));

        away.Tries.ShouldBe(1);
    }

    [Fact]
    public async Task What_is_acknowledged_is_on_disk()
    {
        await using var world = await World.CreateAsync();

        (await world.WriteAsync(db => db.Database.SqlQueryRaw<long>("SELECT synchronous AS Value FROM pragma_synchronous").SingleAsync())).ShouldBe(2, "FULL");
        (await world.ReadAsync(db => db.Database.SqlQueryRaw<string>("SELECT journal_mode AS Value FROM pragma_journal_mode").SingleAsync())).ShouldBe("wal");
        (await world.ReadAsync(db => db.Database.SqlQueryRaw<long>("SELECT foreign_keys AS Value FROM pragma_foreign_keys").SingleAsync())).ShouldBe(1);
    }

    [Fact]
    public async Task A_work_that_is_no_longer_wanted_is_left_out()
    {
        await using var world = await World.CreateAsync();
        using var gone = new CancellationTokenSource();
        await gone.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => world.Get<Writer>().RunAsync((db, _) => Task.FromResult(db.Sequences.Add(new Sequence("x", 1))), gone.Token));

        (await world.ReadAsync(db => db.Sequences.CountAsync(row => row.Name == "x"))).ShouldBe(0);
    }

    // A host that does not answer: the first try ends when the test says so.
    private sealed class Away : IDbContextFactory<HelpDeskDb>
    {
        public TaskCompletionSource GiveUp { get; } = new();

        public int Tries { get; private set; }

        public HelpDeskDb CreateDbContext() => throw new NotSupportedException();

        public async Task<HelpDeskDb> CreateDbContextAsync(CancellationToken cancellationToken = default)
        {
            Tries++;
            await GiveUp.Task;
            throw new IOException("No answer.");
        }
    }
}
