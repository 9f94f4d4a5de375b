using System.Text;
using HelpDesk.Web.Channels.Email;
using HelpDesk.Web.Channels.Email.Imap;

namespace HelpDesk.Tests.Web.Channels.Email.Imap;

/// <summary>Reading a mailbox: exactly what is there, and without leaving a trace.</summary>
public sealed class ImapMailboxTests : IAsyncLifetime
{
    private readonly FakeImap imap = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await imap.DisposeAsync();

    [Fact]
    public async Task A_message_comes_out_as_it_went_in()
    {
        byte[] odd = [.. "Subject: \u00f1\nbare\rA1 OK done\r\n)\r\n\0"u8, 0xff, 0xfe, .. new byte[100_000], (byte)'}'];
        byte[][] contents = [odd, [], "x"u8.ToArray(), FakeFolder.Write("plain", null)];
        Array.ForEach(contents, content => imap.Inbox.Append(content));
        await using var mailbox = await imap.OpenAsync();
        await mailbox.ExamineAsync("INBOX", default);
        foreach (var (content, index) in contents.Select((content, index) => (content, index)))
        {
            (await CopyAsync(mailbox, (uint)index + 1)).ShouldBe(content);
        }
    }

    [Fact]
    public async Task Nothing_on_the_server_changes()
    {
        imap.Inbox.Append("first");
        await using (var mailbox = await imap.OpenAsync())
        {
            await mailbox.ExamineAsync("INBOX", default);
            await mailbox.DescribeAsync([1], default);
            await CopyAsync(mailbox, 1);
            await CopyAsync(mailbox, 1, headOnly: true);
        }

        imap.Inbox.Mails.ShouldHaveSingleItem().IsSeen.ShouldBeFalse();
        imap.Heard.ShouldContain(command => command.StartsWith("EXAMINE", StringComparison.Ordinal));
        imap.Heard.ShouldNotContain(command => command.StartsWith("SELECT", StringComparison.Ordinal) || command.Contains("STORE", StringComparison.Ordinal));
        imap.Heard.ShouldContain("LOGOUT");
    }

    [Fact]
    public async Task The_facts_of_messages_are_read()
    {
        var arrived = new DateTimeOffset(2026, 3, 2, 9, 5, 7, TimeSpan.FromHours(1));
        imap.Inbox.Append(FakeFolder.Write("one", "one@example.com"), arrived);
        imap.Inbox.Append(FakeFolder.Write("two", null), arrived, claimedSize: 60L << 20);
        await using var mailbox = await imap.OpenAsync();
        (await mailbox.ExamineAsync("inbox", default)).ShouldBe(new FolderState(7, 3, 2));
        var facts = await mailbox.DescribeAsync([1, 2, 3], default);
        facts.ShouldBe([
            new MailFacts(1, imap.Inbox.Mails[0].Content.Length, arrived.ToUniversalTime(), "one@example.com"),
            new MailFacts(2, 60L << 20, arrived.ToUniversalTime(), null)]);
    }

    [Theory]
    [InlineData("IMAP4rev1 IDLE ESEARCH AUTH=PLAIN")]
    [InlineData("IMAP4rev1 AUTH=PLAIN")]
    public async Task New_messages_are_found_by_their_uids(string capabilities)
    {
        imap.Capabilities = capabilities.Split(' ');
        Array.ForEach(["a", "b", "c", "d"], subject => imap.Inbox.Append(subject));
        imap.Inbox.Expunge(3);
        await using var mailbox = await imap.OpenAsync();
        await mailbox.ExamineAsync("INBOX", default);
        (await mailbox.UidsFromAsync(1, default)).ShouldBe([1u, 2u, 4u]);
        (await mailbox.UidsFromAsync(3, default)).ShouldBe([4u]);
        (await mailbox.UidsFromAsync(5, default)).ShouldBeEmpty();
        (await mailbox.UidsSinceAsync(new DateOnly(2020, 1, 1), default)).ShouldBe([1u, 2u, 4u]);
        (await mailbox.UidsSinceAsync(new DateOnly(2120, 1, 1), default)).ShouldBeEmpty();
        imap.Heard.Any(command => command.Contains("RETURN", StringComparison.Ordinal)).ShouldBe(capabilities.Contains("ESEARCH", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_message_that_somebody_else_removes_is_simply_gone()
    {
        imap.Inbox.Append("first");
        imap.Inbox.Append("second");
        await using var mailbox = await imap.OpenAsync();
        await mailbox.ExamineAsync("INBOX", default);
        imap.Inbox.Expunge(1);
        (await mailbox.CopyAsync(1, headOnly: false, Stream.Null, default)).ShouldBeFalse();
        (await mailbox.DescribeAsync([1, 2], default)).Select(facts => facts.Uid).ShouldBe([2u]);
    }

    [Fact]
    public async Task What_is_too_large_is_not_taken_but_its_head_is()
    {
        imap.Inbox.Append(FakeFolder.Write("small", "a@example.com"));
        var announced = RawMails.MaxSize + 1;
        imap.Instead = async (session, tag, command) =>
        {
            if (!command.Contains("PEEK[]", StringComparison.Ordinal))
            {
                return false;
            }

            await session.SendAsync($"* 1 FETCH (UID 1 BODY[] {{{announced}}}\r\n");
            return true;
        };
        await using var mailbox = await imap.OpenAsync();
        await mailbox.ExamineAsync("INBOX", default);
        Encoding.ASCII.GetString(await CopyAsync(mailbox, 1, headOnly: true)).ShouldEndWith("Message-ID: <a@example.com>\r\n\r\n");
        (await Should.ThrowAsync<ImapException>(CopyAsync(mailbox, 1))).Trouble.ShouldBe(ImapTrouble.TooLarge);
    }

    [Theory]
    [InlineData("INBOX")]
    [InlineData("Café & Söhne")]
    [InlineData("日本語/受信")]
    [InlineData("say \"hello\" \\ now")]
    [InlineData("x\r\nA9 DELETE INBOX")]
    [InlineData("\u0001\u007f~peter/mail/台北/日本語")]
    public void Names_of_folders_travel_as_printable_letters(string name)
    {
        var encoded = FolderNames.Encode(name);
        encoded.ShouldAllBe(c => c >= ' ' && c <= '~');
        FolderNames.Decode(encoded).ShouldBe(name);
    }

    [Theory]
    [InlineData("Hi & bye", "Hi &- bye")]
    [InlineData("~peter/mail/台北/日本語", "~peter/mail/&U,BTFw-/&ZeVnLIqe-")]
    public void They_are_encoded_as_the_standard_says(string name, string encoded) => FolderNames.Encode(name).ShouldBe(encoded);

    [Theory]
    [InlineData("A&B")]
    [InlineData("&!!-")]
    [InlineData("&-&")]
    [InlineData("&AA-")]
    public void Names_that_are_encoded_wrongly_do_no_harm(string encoded) => FolderNames.Decode(encoded).ShouldNotBeEmpty();

    [Fact]
    public async Task Folders_are_listed_and_opened_by_their_own_names()
    {
        const string name = "Soporte \"España\"";
        imap.Folders[FolderNames.Encode(name).Replace("\"", "\\\"", StringComparison.Ordinal)] = new FakeFolder();
        await using var mailbox = await imap.OpenAsync();
        (await mailbox.FoldersAsync(default)).ShouldBe(["INBOX", name]);
        (await mailbox.ExamineAsync(name, default)).Count.ShouldBe(0);
    }

    [Fact]
    public async Task An_old_server_that_does_not_say_what_comes_next_is_asked()
    {
        imap.Instead = async (session, tag, command) =>
        {
            var answer = command switch
            {
                "EXAMINE \"INBOX\"" => "* 2 EXISTS\r\n* OK [UIDVALIDITY 7] valid\r\n",
                "FETCH * (UID)" => "* 2 FETCH (UID 2)\r\n",
                _ => null,
            };
            await session.SendAsync(answer is null ? "" : $"{answer}{tag} OK done\r\n");
            return answer is not null;
        };
        await using var mailbox = await imap.OpenAsync();
        (await mailbox.ExamineAsync("INBOX", default)).ShouldBe(new FolderState(7, 3, 2));
    }

    private static async Task<byte[]> CopyAsync(IMailbox mailbox, uint uid, bool headOnly = false)
    {
        using var copy = new MemoryStream();
        (await mailbox.CopyAsync(uid, headOnly, copy, default)).ShouldBeTrue();
        return copy.ToArray();
    }
}
