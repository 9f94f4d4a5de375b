using System.Security.Cryptography;
using HelpDesk.Domain;
using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Email;
using HelpDesk.Tests.Support;
using HelpDesk.Web.Actions.Mail;
using HelpDesk.Web.Channels.Email;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Tests.Web.Channels.Email;

/// <summary>From the door to the message: nothing is lost, nothing is taken twice.</summary>
public sealed class MailReadingTests
{
    private static readonly Eml Hello = new("Ann <ann@example.com>");

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_mail_is_kept_to_the_byte_before_it_is_read(string database)
    {
        await using var world = await World.CreateAsync(database);
        await world.OpenMailAsync();

        var row = await world.ReceivesAsync(Hello);

        row.Hash.ShouldBe(Convert.ToHexStringLower(SHA256.HashData(Hello.Bytes)));
        (row.State, row.DueAt, row.LeaseUntil, row.Size).ShouldBe((RawMailState.Taken, null, null, Hello.Bytes.Length));
        (await world.Get<RawMails>().ReadAsync(row.Hash, CancellationToken.None)).ShouldBe(Hello.Bytes);
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task What_cannot_be_read_three_times_waits_for_a_person(string database)
    {
        await using var world = await World.CreateAsync(database);
        await world.OpenMailAsync();
        var id = await StoreAsync(world, Hello);
        var path = Directory.EnumerateFiles(Path.Combine(world.Data, "mail"), "*", SearchOption.AllDirectories).Single();
        File.Move(path, path + ".gone");
        for (var attempt = 1; attempt <= MailQueue.MaxAttempts; attempt++)
        {
            (await RowAsync(world, id)).State.ShouldBe(RawMailState.Stored);
            await world.ReadsMailAsync();
            world.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        var row = await RowAsync(world, id);
        (row.State, row.DueAt).ShouldBe((RawMailState.Quarantined, null));
        row.Error.ShouldNotBeNullOrEmpty();

        File.Move(path + ".gone", path);
        (await world.Get<ReplayMail>().RunAsync(Actor.System, id, CancellationToken.None)).ShouldBeTrue();
        await world.ReadsMailAsync();

        (await RowAsync(world, id)).State.ShouldBe(RawMailState.Taken);
        (await world.ReadAsync(db => db.Tickets.CountAsync())).ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_mail_that_takes_the_program_down_each_time_waits_for_a_person(string database)
    {
        await using var world = await World.CreateAsync(database);
        await world.OpenMailAsync();
        var id = await StoreAsync(world, Hello);
        for (var crash = 0; crash < MailQueue.MaxAttempts; crash++)
        {
            (await world.Get<MailQueue>().TakeAsync(10, CancellationToken.None)).Count.ShouldBe(1);
            (await world.Get<MailQueue>().TakeAsync(10, CancellationToken.None)).ShouldBeEmpty("somebody holds it");
            world.Clock.Advance(TimeSpan.FromSeconds(61));
        }

        await world.ReadsMailAsync();

        (await RowAsync(world, id)).State.ShouldBe(RawMailState.Quarantined);
    }

    [Fact]
    public async Task A_worker_that_lost_its_lease_changes_nothing()
    {
        await using var world = await World.CreateAsync();
        await world.OpenMailAsync();
        var id = await StoreAsync(world, Hello);
        var late = (await world.Get<MailQueue>().TakeAsync(1, CancellationToken.None)).Single();
        world.Clock.Advance(TimeSpan.FromSeconds(61));
        await world.ReadsMailAsync();

        await world.Get<MailQueue>().FailAsync(late, new IOException("late"), CancellationToken.None);

        (await RowAsync(world, id)).State.ShouldBe(RawMailState.Taken);
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Mails_are_taken_in_the_order_in_which_they_came(string database)
    {
        await using var world = await World.CreateAsync(database);
        await world.OpenMailAsync();
        for (var i = 0; i < 100; i++)
        {
            await StoreAsync(world, new Eml($"c{i}@example.com") { Text = $"{i}" });
        }

        await world.ReadsMailAsync();

        (await world.ReadAsync(db => db.Tickets.OrderBy(ticket => ticket.Number).Select(ticket => ticket.Preview).ToListAsync())).ShouldBe(Enumerable.Range(0, 100).Select(i => $"{i}"));
    }

    [Fact]
    public async Task Of_a_mail_that_is_too_large_the_head_makes_a_ticket_that_nobody_is_told_of()
    {
        await using var world = await World.CreateAsync();
        var inbox = await world.OpenMailAsync();
        using var head = new MemoryStream((Hello with { Text = "" }).Bytes);
        var stored = await world.Get<RawMails>().SaveAsync(head, CancellationToken.None);
        await world.WriteAsync(db => Task.FromResult(db.RawMails.Add(new RawMail(inbox, MailSource.Imap, stored.Hash, 60_000_000, world.Clock.GetUtcNow()) { IsHeadOnly = true })));

        await world.ReadsMailAsync();

        (await world.ReadAsync(db => db.Tickets.SingleAsync())).Preview.ShouldContain("60000000 bytes");
        (await world.SendsAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("sales@acme.example", null, "sales")]
    [InlineData("SALES+t1@acme.example", null, "sales")]
    [InlineData("alias@acme.example", null, "sales")]
    [InlineData("unknown@acme.example", null, "mail")]
    [InlineData("support@acme.example", "sales", "sales")]
    public async Task The_inbox_is_the_one_asked_for_or_the_one_written_to(string to, string? asked, string expected)
    {
        await using var world = await World.CreateAsync();
        await world.OpenMailAsync();
        await world.OpenMailAsync("sales@acme.example", "sales", account => account.Aliases = ["alias@acme.example"]);
        using var content = new MemoryStream((Hello with { To = to }).Bytes);

        var id = await world.Get<MailDoor>().TakeAsync(content, MailSource.Pipe, asked, CancellationToken.None);

        var inboxId = (await RowAsync(world, id)).InboxId;
        (await world.ReadAsync(db => db.Inboxes.SingleAsync(inbox => inbox.Id == inboxId))).Key.ShouldBe(expected);
    }

    [Fact]
    public async Task What_a_server_delivered_to_counts_before_what_the_author_wrote()
    {
        await using var world = await World.CreateAsync();
        await world.OpenMailAsync();
        var sales = await world.OpenMailAsync("sales@acme.example", "sales");

        (await world.ReceivesAsync(Hello with { Head = ["Delivered-To: sales@acme.example"] })).InboxId.ShouldBe(sales);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("nothing")]
    public async Task Without_a_mail_inbox_a_mail_is_refused_with_words(string? key)
    {
        await using var world = await World.CreateAsync();
        using var content = new MemoryStream(Hello.Bytes);

        (await Should.ThrowAsync<RuleException>(() => world.Get<MailDoor>().TakeAsync(content, MailSource.Push, key, CancellationToken.None))).Code.ShouldBe("inbox");
    }

    private static async Task<long> StoreAsync(World world, Eml mail)
    {
        using var content = new MemoryStream(mail.Bytes);
        return await world.Get<MailDoor>().TakeAsync(content, MailSource.Pipe, null, CancellationToken.None);
    }

    private static Task<RawMail> RowAsync(World world, long id) => world.ReadAsync(db => db.RawMails.AsNoTracking().SingleAsync(row => row.Id == id));
}
