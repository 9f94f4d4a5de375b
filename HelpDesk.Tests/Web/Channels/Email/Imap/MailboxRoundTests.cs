using HelpDesk.Domain.Email;
using HelpDesk.Domain.Events;
using HelpDesk.Tests.Support;
using HelpDesk.Web.Channels.Email;
using HelpDesk.Web.Channels.Email.Imap;
using HelpDesk.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Tests.Web.Channels.Email.Imap;

/// <summary>One look at a mailbox: what is ours is stored, once, and the ledger says so.</summary>
public sealed class MailboxRoundTests
{
    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task What_comes_after_connecting_is_stored_and_nothing_else(string database)
    {
        await using var desk = await MailDesk.CreateAsync(database);
        desk.Inbox.Append("before");
        await desk.LookAsync();
        desk.Inbox.Append("one");
        desk.Inbox.Append("two");
        await desk.LookAsync();
        await desk.LookAsync();
        (await desk.SubjectsAsync()).ShouldBe(["one", "two"]);
        var row = (await desk.RowsAsync())[0];
        (row.InboxId, row.Source, row.AccountId, row.Folder, row.UidValidity, row.Uid).ShouldBe((desk.Plan.InboxId, MailSource.Imap, desk.Plan.AccountId, "INBOX", 7, 2));
        (row.State, row.DueAt, row.IsOld, row.IsHeadOnly).ShouldBe((RawMailState.Stored, desk.World.Clock.GetUtcNow(), false, false));
        (await desk.FolderAsync()).LastUid.ShouldBe(3);
        (await desk.World.ReadAsync(db => db.Events.CountAsync(row => row.Type == EventType.MailArrived))).ShouldBe(2);
    }

    [Fact]
    public async Task Older_mail_is_taken_when_it_is_wanted_and_marked_as_old()
    {
        await using var desk = await MailDesk.CreateAsync(takesOld: true);
        desk.Inbox.Append("before");
        desk.World.Clock.Advance(TimeSpan.FromMinutes(5));
        await desk.LookAsync();
        desk.Inbox.Append("after");
        await desk.LookAsync();
        (await desk.SubjectsAsync()).ShouldBe(["before", "after"]);
        (await desk.RowsAsync()).Select(row => row.IsOld).ShouldBe([true, false]);
    }

    [Fact]
    public async Task Older_mail_can_be_wanted_afterwards()
    {
        await using var desk = await MailDesk.CreateAsync();
        desk.Inbox.Append("before");
        desk.World.Clock.Advance(TimeSpan.FromMinutes(5));
        await desk.LookAsync();
        desk.Inbox.Append("after");
        await desk.LookAsync();
        var wanted = new MailboxRound(desk.Plan with { TakesOld = true }, desk.Book(), desk.Fetch(), desk.World.Clock);
        await desk.LookAsync(wanted);
        await desk.LookAsync(wanted);
        (await desk.SubjectsAsync()).ShouldBe(["after", "before"]);
        (await desk.FolderAsync()).StoredCount.ShouldBe(2);
    }

    [Fact]
    public async Task Of_a_mail_that_is_too_large_the_head_is_kept_and_the_mail_stays_on_the_server()
    {
        await using var desk = await MailDesk.CreateAsync();
        await desk.LookAsync();
        desk.Inbox.Append(FakeFolder.Write("huge", "huge@example.com"), claimedSize: RawMails.MaxSize + 1);
        await desk.LookAsync();
        var row = (await desk.RowsAsync()).ShouldHaveSingleItem();
        (row.IsHeadOnly, row.Size, row.InternetMessageId).ShouldBe((true, RawMails.MaxSize + 1, "huge@example.com"));
        (await desk.SubjectsAsync()).ShouldBe(["huge"]);
        desk.Inbox.Mails.Count.ShouldBe(1);
        desk.Imap.Heard.ShouldNotContain(command => command.Contains("BODY.PEEK[])", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_server_that_lies_about_the_size_is_believed_once()
    {
        await using var desk = await MailDesk.CreateAsync();
        await desk.LookAsync();
        desk.Inbox.Append("liar");
        desk.Imap.Instead = async (session, _, command) =>
        {
            var isWhole = command.Contains("BODY.PEEK[])", StringComparison.Ordinal);
            await session.SendAsync(isWhole ? $"* 1 FETCH (UID 1 BODY[] {{{RawMails.MaxSize + 1}}}\r\n" : "");
            return isWhole;
        };
        (await Should.ThrowAsync<ImapException>(desk.LookAsync())).Trouble.ShouldBe(ImapTrouble.TooLarge);
        await desk.LookAsync();
        (await desk.RowsAsync()).ShouldHaveSingleItem().IsHeadOnly.ShouldBeTrue();
    }

    [Theory]
    [InlineData("TAG NO [SERVERBUG] message 2 is damaged\r\n")]
    [InlineData("* 2 FETCH (UID 2 BODY[] NIL)\r\nTAG OK done\r\n")]
    public async Task A_message_that_the_server_refuses_holds_up_nobody_and_is_not_forgotten(string refusal)
    {
        await using var desk = await MailDesk.CreateAsync();
        await desk.LookAsync();
        Array.ForEach(["one", "two", "three"], subject => desk.Inbox.Append(subject));
        desk.Imap.Instead = async (session, tag, command) =>
        {
            var isSecond = command == "UID FETCH 2 (UID BODY.PEEK[])";
            await session.SendAsync(isSecond ? refusal.Replace("TAG", tag, StringComparison.Ordinal) : "");
            return isSecond;
        };
        await Should.ThrowAsync<ImapException>(desk.LookAsync());
        (await desk.SubjectsAsync()).ShouldBe(["one", "three"]);
        (await desk.FolderAsync()).LastUid.ShouldBe(1);
        desk.Imap.Instead = null;
        await desk.LookAsync();
        (await desk.SubjectsAsync()).ShouldBe(["one", "three", "two"]);
        (await desk.FolderAsync()).LastUid.ShouldBe(3);
    }

    [Fact]
    public async Task While_the_disk_takes_nothing_mail_stays_on_the_server_and_the_cursor_stays_too()
    {
        await using var desk = await MailDesk.CreateAsync();
        await desk.LookAsync();
        desk.Inbox.Append("one");
        var mail = desk.World.Get<DataFolder>().Mail;
        Directory.Delete(mail);
        await File.WriteAllTextAsync(mail, "in the way");
        await Should.ThrowAsync<IOException>(desk.LookAsync());
        (await desk.RowsAsync()).ShouldBeEmpty();
        (await desk.FolderAsync()).LastUid.ShouldBe(0);
        File.Delete(mail);
        await desk.LookAsync();
        (await desk.SubjectsAsync()).ShouldBe(["one"]);
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Two_who_fetch_from_the_same_mailbox_store_each_mail_once(string database)
    {
        await using var desk = await MailDesk.CreateAsync(database);
        await desk.LookAsync();
        for (var i = 0; i < 20; i++)
        {
            desk.Inbox.Append(MailDesk.Count(i));
        }

        await Task.WhenAll(desk.LookAsync(desk.NewRound()), desk.LookAsync(desk.NewRound()), desk.LookAsync(desk.NewRound()));
        (await desk.SubjectsAsync()).Order(StringComparer.Ordinal).ShouldBe(Enumerable.Range(0, 20).Select(MailDesk.Count).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_ledger_finds_what_has_no_row()
    {
        await using var desk = await MailDesk.CreateAsync();
        await desk.LookAsync();
        Array.ForEach(["one", "two", "three"], subject => desk.Inbox.Append(subject));
        await desk.LookAsync();
        await desk.World.WriteAsync(db => db.RawMails.Where(row => row.Uid == 2).ExecuteDeleteAsync());
        desk.World.Clock.Advance(TimeSpan.FromMinutes(11));
        await desk.LookAsync();
        (await desk.SubjectsAsync()).ShouldBe(["one", "three", "two"]);
        var folder = await desk.FolderAsync();
        (folder.ServerCount, folder.StoredCount, folder.ReconciledAt).ShouldBe((3, 3, desk.World.Clock.GetUtcNow()));
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task When_the_server_loses_count_only_what_is_missing_is_fetched(string database)
    {
        await using var desk = await MailDesk.CreateAsync(database);
        desk.Inbox.Append("before");
        desk.World.Clock.Advance(TimeSpan.FromDays(1));
        await desk.LookAsync();
        Array.ForEach(["one", "two", "three"], subject => desk.Inbox.Append(subject));
        await desk.LookAsync();
        desk.Inbox.Expunge(2);
        desk.Inbox.Append("new");
        desk.Inbox.Renumber(from: 3);
        desk.Imap.Heard.Clear();
        await desk.LookAsync();
        desk.Inbox.Append("newer");
        await desk.LookAsync();
        (await desk.SubjectsAsync()).ShouldBe(["one", "two", "three", "new", "newer"]);
        desk.Imap.Heard.Count(command => command.Contains("BODY.PEEK[])", StringComparison.Ordinal)).ShouldBe(2);
        var folder = await desk.FolderAsync();
        (folder.UidValidity, folder.LastUid).ShouldBe((8, 7));
        (await desk.RowsAsync()).Where(row => row.UidValidity == 8).Select(row => row.Uid).ShouldBe([4L, 5L, 6L, 7L]);
    }

    [Fact]
    public async Task Old_mail_among_the_new_numbers_is_still_not_ours()
    {
        await using var desk = await MailDesk.CreateAsync();
        desk.Inbox.Append("before");
        desk.World.Clock.Advance(TimeSpan.FromDays(1));
        await desk.LookAsync();
        desk.Inbox.Append("one");
        desk.Inbox.Append(FakeFolder.Write("older", "older@example.com"), desk.World.Clock.GetUtcNow().AddDays(-3));
        desk.Inbox.Renumber();
        await desk.LookAsync();
        desk.World.Clock.Advance(TimeSpan.FromHours(1));
        await desk.LookAsync();
        (await desk.SubjectsAsync()).ShouldBe(["one"]);
        var folder = await desk.FolderAsync();
        (folder.ServerCount, folder.StoredCount).ShouldBe((1, 1));
    }

    [Fact]
    public async Task After_a_backup_was_restored_uids_that_are_given_again_are_new_mail()
    {
        await using var desk = await MailDesk.CreateAsync();
        await desk.LookAsync();
        Array.ForEach(["one", "two", "three"], subject => desk.Inbox.Append(subject));
        await desk.LookAsync();
        desk.Inbox.Rewind(2);
        desk.Inbox.Append("other");
        await desk.LookAsync();
        desk.Inbox.Append("another");
        await desk.LookAsync();
        (await desk.SubjectsAsync()).ShouldBe(["one", "two", "three", "other", "another"]);
        (await desk.RowsAsync()).Select(row => row.Uid > 0).ShouldBe([true, false, false, true, true]);
    }

    [Fact]
    public async Task Mails_that_share_an_id_and_a_size_are_told_apart_by_their_bytes()
    {
        await using var desk = await MailDesk.CreateAsync();
        await desk.LookAsync();
        desk.Inbox.Append(FakeFolder.Write("abc", "same@example.com"));
        desk.Inbox.Append(FakeFolder.Write("ann", null));
        await desk.LookAsync();
        desk.Inbox.Append(FakeFolder.Write("xyz", "same@example.com"));
        desk.Inbox.Append(FakeFolder.Write("bob", null));
        desk.Inbox.Renumber(from: 2);
        await desk.LookAsync();
        (await desk.SubjectsAsync()).ShouldBe(["abc", "ann", "xyz", "bob"]);
        (await desk.RowsAsync()).Select(row => row.Uid).ShouldBe([2L, 3L, 4L, 5L]);
    }
}
