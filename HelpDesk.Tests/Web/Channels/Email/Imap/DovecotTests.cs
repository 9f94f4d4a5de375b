using HelpDesk.Domain.Email;
using HelpDesk.Tests.Support;
using HelpDesk.Web.Channels.Email.Imap;

namespace HelpDesk.Tests.Web.Channels.Email.Imap;

/// <summary>The same against a real server.</summary>
public sealed class DovecotTests : IAsyncLifetime
{
    private Dovecot dovecot = null!;
    private MailDesk desk = null!;

    public async Task InitializeAsync()
    {
        dovecot = await Dovecot.StartAsync();
        desk = await MailDesk.CreateAsync();
        desk.Connect = () => OpenAsync();
    }

    public async Task DisposeAsync()
    {
        await desk.DisposeAsync();
        await dovecot.DisposeAsync();
    }

    [Theory]
    [InlineData(MailSecurity.None)]
    [InlineData(MailSecurity.StartTls)]
    public async Task Mail_is_fetched_to_the_byte_and_left_unseen(MailSecurity security)
    {
        byte[] content = [.. FakeFolder.Write("whole", "whole@example.com"), .. "\r\nñ\r\n"u8, .. Enumerable.Repeat((byte)'x', 300_000), .. "\r\n"u8];
        dovecot.Deliver(content);
        await using var mailbox = await OpenAsync(security);
        (await mailbox.ExamineAsync("INBOX", default)).Count.ShouldBe(1);
        var facts = (await mailbox.DescribeAsync(await mailbox.UidsFromAsync(1, default), default)).ShouldHaveSingleItem();
        (facts.Size, facts.MessageId).ShouldBe((content.Length, "whole@example.com"));
        using var copy = new MemoryStream();
        (await mailbox.CopyAsync(facts.Uid, headOnly: false, copy, default)).ShouldBeTrue();
        copy.ToArray().ShouldBe(content);
        copy.SetLength(0);
        (await mailbox.CopyAsync(facts.Uid, headOnly: true, copy, default)).ShouldBeTrue();
        copy.ToArray().ShouldBe(content[..(int)copy.Length]);
        copy.Length.ShouldBeLessThan(1_000);
        (await mailbox.FoldersAsync(default)).ShouldBe(["INBOX"]);
        (await mailbox.UidsSinceAsync(new DateOnly(2020, 1, 1), default)).ShouldBe([facts.Uid]);
        dovecot.IsAnythingSeen.ShouldBeFalse();
    }

    [Fact]
    public async Task A_wrong_password_and_a_missing_folder_are_told_apart()
    {
        var server = dovecot.Server(MailSecurity.None) with { Secret = "wrong" };
        (await Should.ThrowAsync<ImapException>(async () => await new ImapFetcher().OpenAsync(server, null, default))).Trouble.ShouldBe(ImapTrouble.SignInRefused);
        await using var mailbox = await OpenAsync();
        (await Should.ThrowAsync<ImapException>(mailbox.ExamineAsync("Näh \"und\" fern", default))).Trouble.ShouldBe(ImapTrouble.NoFolder);
        (await mailbox.ExamineAsync("INBOX", default)).Count.ShouldBe(0);

        // It repeats the name as it is, line break and all, which makes no answer of ours.
        (await Should.ThrowAsync<ImapException>(mailbox.ExamineAsync("x\r\nA9 DELETE INBOX", default))).Remedy.ShouldNotBe(ImapRemedy.RetryLater);
    }

    [Fact]
    public async Task News_come_by_themselves()
    {
        await using var mailbox = await OpenAsync();
        await mailbox.ExamineAsync("INBOX", default);
        var waiting = mailbox.WaitAsync(TimeSpan.FromMinutes(5), default);
        dovecot.Deliver(FakeFolder.Write("news", null));
        await waiting.WaitAsync(TimeSpan.FromSeconds(10));
        (await mailbox.UidsFromAsync(1, default)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_connection_cut_while_waiting_is_noticed_and_nothing_is_missed()
    {
        await using var cable = new Cable(dovecot.Port);
        desk.Connect = () => OpenAsync(port: new Uri(cable.Url).Port);
        await desk.LookAsync();
        await using (var mailbox = await desk.Connect())
        {
            await mailbox.ExamineAsync("INBOX", default);
            var waiting = mailbox.WaitAsync(TimeSpan.FromMinutes(5), default);
            cable.Cut();
            dovecot.Deliver(FakeFolder.Write("while away", null));
            (await Should.ThrowAsync<ImapException>(waiting.WaitAsync(TimeSpan.FromSeconds(10)))).Remedy.ShouldBe(ImapRemedy.Reconnect);
        }

        cable.Mend();
        await desk.LookAsync();
        (await desk.SubjectsAsync()).ShouldBe(["while away"]);
    }

    [Fact]
    public async Task When_the_server_loses_count_nothing_is_missed_and_nothing_stored_twice()
    {
        await desk.LookAsync();
        dovecot.Deliver(FakeFolder.Write("one", "one@example.com"));
        dovecot.Deliver(FakeFolder.Write("two", "two@example.com"));
        dovecot.Deliver(FakeFolder.Write("three", null));
        await desk.LookAsync();
        var before = await desk.FolderAsync();
        dovecot.RemoveOldest();
        dovecot.Deliver(FakeFolder.Write("four", "four@example.com"));
        await dovecot.ForgetUidsAsync();
        await desk.LookAsync();
        dovecot.Deliver(FakeFolder.Write("five", "five@example.com"));
        await desk.LookAsync();
        (await desk.SubjectsAsync()).ShouldBe(["one", "two", "three", "four", "five"]);
        var after = await desk.FolderAsync();
        after.UidValidity.ShouldNotBe(before.UidValidity);
        desk.Restart();
        await desk.LookAsync();
        after = await desk.FolderAsync();
        (after.ServerCount, after.StoredCount).ShouldBe((4, 4));
        dovecot.IsAnythingSeen.ShouldBeFalse();
    }

    private Task<IMailbox> OpenAsync(MailSecurity security = MailSecurity.None, int? port = null) =>
        new ImapFetcher().OpenAsync(dovecot.Server(security) with { Port = port ?? dovecot.Port }, null, default);
}
