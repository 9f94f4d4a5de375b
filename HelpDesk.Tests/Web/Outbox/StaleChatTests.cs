using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Tickets;
using HelpDesk.Tests.Support;
using HelpDesk.Web.Actions.Jobs;
using HelpDesk.Web.Jobs;
using HelpDesk.Web.Outbox;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace HelpDesk.Tests.Web.Outbox;

/// <summary>What an agent writes and nobody reads in the chat goes out by e-mail: once, together, and not when it was read.</summary>
public sealed class StaleChatTests
{
    private static readonly TimeSpan Stale = TimeSpan.FromMinutes(5);

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task What_stays_unread_for_five_minutes_leaves_as_one_mail(string database)
    {
        await using var world = await World.CreateAsync(database);
        var (ann, bo, ticket) = await TalkAsync(world);

        await bo.RepliesAsync(ticket, "First answer");
        world.Clock.Advance(TimeSpan.FromMinutes(2));
        await bo.RepliesAsync(ticket, "Second answer");
        await world.PassAsync(TimeSpan.FromMinutes(3) - TimeSpan.FromSeconds(1));
        Mail.In(world).ShouldBeEmpty();
        await world.PassAsync(TimeSpan.FromHours(1), TimeSpan.FromMinutes(1));

        var mail = Mail.In(world).ShouldHaveSingleItem();
        mail.Text.ShouldContain("First answer");
        mail.Text.ShouldContain("Second answer");
        var timeline = await world.TimelineAsync(ticket);
        timeline.SelectMany(message => message.Deliveries).Where(delivery => delivery.Channel == Channel.Email).ShouldAllBe(delivery => delivery.State == DeliveryState.Sent);
        timeline.Count(message => message.ActivityType == ActivityType.MailedToCustomer).ShouldBe(1);
    }

    [Fact]
    public async Task What_was_read_is_not_mailed()
    {
        await using var world = await World.CreateAsync();
        var (ann, bo, ticket) = await TalkAsync(world);
        var first = await bo.RepliesAsync(ticket, "First answer");
        await bo.RepliesAsync(ticket, "Second answer");

        await ann.ReadsAsync(ticket, first.Seq);
        await world.PassAsync(TimeSpan.FromHours(1), TimeSpan.FromMinutes(1));

        var mail = Mail.In(world).ShouldHaveSingleItem();
        mail.Text.ShouldNotContain("First answer");
        mail.Text.ShouldContain("Second answer");
        (await StatesAsync(world)).ShouldBe([DeliveryState.Superseded, DeliveryState.Sent]);
    }

    [Theory]
    [InlineData(Databases.Sqlite, true)]
    [InlineData(Databases.Sqlite, false)]
    [InlineData(Databases.Postgres, true)]
    [InlineData(Databases.Postgres, false)]
    public async Task Read_and_due_in_the_same_instant_is_one_or_the_other(string database, bool readFirst)
    {
        await using var world = await World.CreateAsync(database);
        var (ann, bo, ticket) = await TalkAsync(world);
        var answer = await bo.RepliesAsync(ticket, "Answer");
        world.Clock.Advance(Stale);

        if (readFirst)
        {
            await ann.ReadsAsync(ticket, answer.Seq);
        }

        await world.Get<Sweeper>().RunOnceAsync(CancellationToken.None);
        await ann.ReadsAsync(ticket, answer.Seq);
        await world.PassAsync(TimeSpan.FromHours(1), TimeSpan.FromMinutes(5));

        Mail.In(world).Count.ShouldBe(readFirst ? 0 : 1);
        (await StatesAsync(world)).ShouldBe([readFirst ? DeliveryState.Superseded : DeliveryState.Sent]);
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Read_after_a_worker_took_it_and_before_it_left_is_not_mailed(string database)
    {
        await using var world = await World.CreateAsync(database);
        var (ann, bo, ticket) = await TalkAsync(world);
        var answer = await bo.RepliesAsync(ticket, "Answer");
        world.Clock.Advance(Stale);

        var batch = (await world.Get<Claims>().TakeAsync(4, CancellationToken.None)).Mails.Single();
        await ann.ReadsAsync(ticket, answer.Seq);
        await world.Get<MailRun>().RunAsync(batch, CancellationToken.None);

        Mail.In(world).ShouldBeEmpty();
        (await StatesAsync(world)).ShouldBe([DeliveryState.Superseded]);
    }

    [Fact]
    public async Task Many_answers_are_ten_and_a_line_that_counts_the_rest()
    {
        await using var world = await World.CreateAsync();
        var (_, bo, ticket) = await TalkAsync(world);
        for (var i = 1; i <= 13; i++)
        {
            await bo.RepliesAsync(ticket, $"Answer number {i}.");
        }

        await world.PassAsync(Stale);

        var text = Mail.In(world).ShouldHaveSingleItem().Text;
        text.ShouldContain("Answer number 10.");
        text.ShouldNotContain("Answer number 11.");
        text.ShouldContain("3 more messages wait for you in the chat.");
        (await StatesAsync(world)).ShouldBe(Enumerable.Repeat(DeliveryState.Sent, 13));
    }

    [Fact]
    public async Task Two_mails_keep_a_quarter_of_an_hour_between_them()
    {
        await using var world = await World.CreateAsync();
        var (_, bo, ticket) = await TalkAsync(world);
        await bo.RepliesAsync(ticket, "First answer");
        await world.PassAsync(Stale);
        await bo.RepliesAsync(ticket, "Second answer");

        await world.PassAsync(TimeSpan.FromMinutes(15) - TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
        Mail.In(world).Count.ShouldBe(1);
        await world.PassAsync(TimeSpan.FromSeconds(1));

        var mails = Mail.In(world);
        mails.Count.ShouldBe(2);
        mails[1]["In-Reply-To"].ShouldBe(mails[0]["Message-ID"]);
    }

    [Fact]
    public async Task A_note_is_never_mailed()
    {
        await using var world = await World.CreateAsync();
        var (_, bo, ticket) = await TalkAsync(world);

        await bo.NotesAsync(ticket, "Ann is difficult");
        await world.PassAsync(TimeSpan.FromHours(1), TimeSpan.FromMinutes(5));

        Mail.In(world).ShouldAllBe(mail => !mail.Text.Contains("difficult", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_crash_between_file_and_commit_leaves_one_mail(string database)
    {
        await using var world = await World.CreateAsync(database);
        var (ann, bo, ticket) = await TalkAsync(world);
        var first = await bo.RepliesAsync(ticket, "First answer");
        await bo.RepliesAsync(ticket, "Second answer");
        world.Clock.Advance(Stale);
        await DieAfterSendingAsync(world);
        await bo.RepliesAsync(ticket, "Third answer");
        await ann.ReadsAsync(ticket, first.Seq);

        await world.PassAsync(TimeSpan.FromSeconds(60));
        Mail.In(world).Count.ShouldBe(1);
        await world.PassAsync(TimeSpan.FromHours(1), TimeSpan.FromMinutes(1));

        var mails = Mail.In(world);
        mails.Count.ShouldBe(2);
        mails.Count(mail => mail.Text.Contains("First answer", StringComparison.Ordinal)).ShouldBe(1);
        mails.Count(mail => mail.Text.Contains("Second answer", StringComparison.Ordinal)).ShouldBe(1);
        mails.Count(mail => mail.Text.Contains("Third answer", StringComparison.Ordinal)).ShouldBe(1);
        (await StatesAsync(world)).ShouldBe(Enumerable.Repeat(DeliveryState.Sent, 3));
    }

    [Fact]
    public async Task What_cannot_leave_is_tried_again_and_then_left_to_a_person()
    {
        await using var world = await World.CreateAsync();
        var (_, bo, ticket) = await TalkAsync(world);
        await bo.RepliesAsync(ticket, "Answer");
        var outgoing = Path.Combine(world.Data, "outgoing");
        Directory.CreateDirectory(outgoing);
        Directory.Delete(outgoing);
        await File.WriteAllTextAsync(outgoing, "in the way");

        await world.PassAsync(Stale);
        var deferred = await world.ReadAsync(db => db.Deliveries.AsNoTracking().SingleAsync(row => row.Channel == Channel.Email));
        deferred.State.ShouldBe(DeliveryState.Deferred);
        deferred.Error.ShouldNotBeNullOrEmpty();
        await world.PassAsync(TimeSpan.FromDays(5) + TimeSpan.FromHours(2), TimeSpan.FromMinutes(10));
        (await StatesAsync(world)).ShouldBe([DeliveryState.Failed]);

        File.Delete(outgoing);
        await world.Get<RetryDelivery>().RunAsync((await world.AgentAsync("Root", Role.Administrator)).Actor, deferred.Id, CancellationToken.None);
        await world.PassAsync(TimeSpan.FromSeconds(1));
        Mail.In(world).Count.ShouldBe(1);
        (await StatesAsync(world)).ShouldBe([DeliveryState.Sent]);
    }

    private static async Task<(CustomerActor Ann, AgentActor Bo, long Ticket)> TalkAsync(World world)
    {
        var ann = world.Customer("Ann");
        var bo = await world.AgentAsync("Bo");
        var ticket = (await ann.WritesAsync("My order 4711 is late")).Ticket;
        await ann.LeavesAddressAsync(ticket, "ann@example.com");
        return (ann, bo, ticket);
    }

    private static Task<List<DeliveryState>> StatesAsync(World world) => world.ReadAsync(db =>
        db.Deliveries.Where(row => row.Channel == Channel.Email).OrderBy(row => row.Id).Select(row => row.State).ToListAsync());

    // The file is there and nothing says so: what a kill between the two leaves behind.
    private static async Task DieAfterSendingAsync(World world)
    {
        var batch = (await world.Get<Claims>().TakeAsync(4, CancellationToken.None)).Mails.Single();
        var killed = ActivatorUtilities.CreateInstance<MailRun>(world.Services, new Dies(world.Get<IMailSender>()));
        _ = killed.RunAsync(batch, CancellationToken.None);
        await Eventually.BeTrueAsync(() => Mail.In(world).Count == 1, "the mail has left");
    }

    private sealed class Dies(IMailSender sender) : IMailSender
    {
        public bool HasLeft(string messageId) => sender.HasLeft(messageId);

        public async Task<IReadOnlyList<MailOutcome>> SendAsync(OutgoingMail mail, CancellationToken ct)
        {
            await sender.SendAsync(mail, ct);
            await new TaskCompletionSource().Task;
            return [];
        }
    }
}
