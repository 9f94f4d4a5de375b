using System.Globalization;
using System.Text;
using HelpDesk.Tests.Support;
using HelpDesk.Web.Channels.Email.Imap;
using Xunit.Abstractions;

namespace HelpDesk.Tests.Web.Channels.Email.Imap;

/// <summary>A server that misbehaves: the client says so in time and never takes half a message for a whole one.</summary>
public sealed class FaultTests(ITestOutputHelper output) : IAsyncLifetime
{
    private readonly FakeImap imap = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await imap.DisposeAsync();

    [Fact]
    public async Task Cut_off_after_any_byte_it_gives_the_whole_message_or_none()
    {
        var content = FakeFolder.Write("cut", "cut@example.com");
        imap.Inbox.Append(content);
        var whole = 0;
        var cuts = 0;
        for (; whole == 0; cuts++)
        {
            imap.CutAfter = cuts;
            whole += await TryReadAsync(content) ? 1 : 0;
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{cuts} cuts"));
        cuts.ShouldBeGreaterThan(300);
        (await TryReadAsync(content)).ShouldBeTrue();
    }

    // A literal that is shorter or longer than announced, closed too early, or of a message that nobody asked for.
    [Theory]
    [InlineData("* 1 FETCH (UID 1 BODY[] {5}\r\nabc)\r\nTAG OK done\r\n")]
    [InlineData("* 1 FETCH (UID 1 BODY[] {3}\r\nabcde)\r\nTAG OK done\r\n")]
    [InlineData("* 1 FETCH (UID 1 BODY[] {6}\r\nabc)\r\nTAG OK done\r\n")]
    [InlineData("* 1 FETCH (UID 1 BODY[] {9999999}\r\nabc)\r\nTAG OK done\r\n")]
    [InlineData("* 1 FETCH (UID 1 BODY[] {-3}\r\nabc)\r\nTAG OK done\r\n")]
    [InlineData("* 1 FETCH (UID 1 BODY[] \"abc\r\nTAG OK done\r\n")]
    [InlineData("* 1 FETCH (UID 2 BODY[] {3}\r\nabc)\r\nTAG OK done\r\n")]
    [InlineData("* 1 FETCH (UID 1 BODY[] {3}\r\nabc))\r\nTAG OK done\r\n")]
    [InlineData("* 1 FETCH (UID 1 BODY[2] {2097152}\r\nabc")]
    [InlineData("gibberish\r\n")]
    [InlineData("TAG BAD what?\r\n")]
    [InlineData("TAG NO [SERVERBUG] my fault\r\n")]
    [InlineData("* BYE I am tired\r\n")]
    [InlineData("")]
    public async Task A_half_literal_is_no_message(string answer)
    {
        imap.Inbox.Append("first");
        AnswerFetchWith(answer);
        await using var mailbox = await new ImapFetcher().OpenAsync(imap.Server() with { Patience = TimeSpan.FromMilliseconds(300) }, null, default);
        await mailbox.ExamineAsync("INBOX", default);
        using var copy = new MemoryStream();
        await Should.ThrowAsync<ImapException>(mailbox.CopyAsync(1, headOnly: false, copy, default));
    }

    [Theory]
    [InlineData("* 1 FETCH (BODY[] {3}\r\nabc UID 1)\r\nTAG OK done\r\n")]
    [InlineData("* 1 fetch (uid 1 body[] {3}\r\nabc)\r\nTAG ok done\r\n")]
    [InlineData("* 1 FETCH (UID 1 BODY[] \"abc\")\r\nTAG OK done\r\n")]
    [InlineData("* 1 FETCH (UID 1 BODY[] {3+}\r\nabc FLAGS (\\Seen))\r\nTAG OK done\r\n")]
    [InlineData("* 2 EXPUNGE\r\n* 9 EXISTS\r\n* 1 FETCH (FLAGS (\\Seen [odd]))\r\n* OK [ALERT] full {5}\r\n\r\n* 1 FETCH (UID 1 BODY[] {3}\r\nabc)\r\n* 1 FETCH (UID 1 BODY[] {3}\r\nxyz)\r\nTAG OK done\r\n")]
    [InlineData("* 1 FETCH ((UID 1) BODY[] {3}\r\nabc)\r\nTAG OK [EXPUNGEISSUED] done\r\n")]
    [InlineData("* 1 FETCH (UID 1 BODY[] {3}\nabc)\nTAG OK done\n")]
    public async Task Whatever_else_the_server_says_the_message_is_found(string answer)
    {
        AnswerFetchWith(answer);
        await using var mailbox = await imap.OpenAsync();
        await mailbox.ExamineAsync("INBOX", default);
        using var copy = new MemoryStream();
        (await mailbox.CopyAsync(1, headOnly: false, copy, default)).ShouldBeTrue();
        Encoding.ASCII.GetString(copy.ToArray()).ShouldBe("abc");
    }

    [Fact]
    public async Task A_hostile_server_costs_neither_time_nor_memory()
    {
        string[] attacks =
        [
            "* ESEARCH (TAG \"x\") UID ALL 1:4294967295\r\n",
            $"* SEARCH {new string('(', 100_000)}\r\n",
            $"* ESEARCH UID ALL {string.Join(',', Enumerable.Repeat("1:9999999", 1_000))}\r\n",
            $"* {new string('x', 20 << 20)}\r\n",
            "* SEARCH {9223372036854775807}\r\n",
            "* ESEARCH UID ALL 1:2:3\r\n",
        ];
        foreach (var attack in attacks)
        {
            imap.Instead = async (session, _, command) =>
            {
                var isSearch = command.StartsWith("UID SEARCH", StringComparison.Ordinal);
                await session.SendAsync(isSearch ? attack : "");
                return isSearch;
            };
            await using var mailbox = await imap.OpenAsync();
            await mailbox.ExamineAsync("INBOX", default);
            var failure = await Should.ThrowAsync<ImapException>(mailbox.UidsFromAsync(1, default));
            failure.Trouble.ShouldBe(ImapTrouble.Garbled, attack[..Math.Min(attack.Length, 40)]);
        }
    }

    [Fact]
    public async Task New_mail_ends_the_waiting_at_once()
    {
        await using var mailbox = await imap.OpenAsync();
        await mailbox.ExamineAsync("INBOX", default);
        var waiting = mailbox.WaitAsync(TimeSpan.FromMinutes(5), default);
        await Eventually.BeTrueAsync(() => imap.Heard.Contains("IDLE"), "it waits");
        imap.Inbox.Append("hello");
        await waiting.WaitAsync(TimeSpan.FromSeconds(5));
        (await mailbox.UidsFromAsync(1, default)).ShouldBe([1u]);
    }

    [Fact]
    public async Task Waiting_ends_after_its_time_and_the_connection_is_still_good()
    {
        await using var mailbox = await imap.OpenAsync();
        await mailbox.ExamineAsync("INBOX", default);
        await mailbox.WaitAsync(TimeSpan.FromMilliseconds(50), default);
        await mailbox.WaitAsync(TimeSpan.FromMilliseconds(50), default);
        (await mailbox.UidsFromAsync(1, default)).ShouldBeEmpty();
        imap.Heard.Count(command => command == "IDLE").ShouldBe(2);
    }

    [Fact]
    public async Task A_connection_that_a_router_forgot_is_noticed_when_the_waiting_ends()
    {
        imap.Instead = async (session, _, command) =>
        {
            if (command == "IDLE")
            {
                await session.SendAsync("+ idling\r\n");
                await session.ReadLineAsync(default);
                await session.ReadLineAsync(default);
            }

            return command == "IDLE";
        };
        await using var mailbox = await new ImapFetcher().OpenAsync(imap.Server() with { Patience = TimeSpan.FromMilliseconds(200) }, null, default);
        await mailbox.ExamineAsync("INBOX", default);
        (await Should.ThrowAsync<ImapException>(mailbox.WaitAsync(TimeSpan.FromMilliseconds(50), default))).Trouble.ShouldBe(ImapTrouble.Silent);
    }

    [Fact]
    public async Task A_server_that_cuts_the_waiting_off_is_noticed_at_once()
    {
        imap.Instead = async (session, _, command) =>
        {
            if (command == "IDLE")
            {
                await session.SendAsync("+ idling\r\n* BYE autologout\r\n");
                await session.HangUpAsync();
            }

            return command == "IDLE";
        };
        await using var mailbox = await imap.OpenAsync();
        await mailbox.ExamineAsync("INBOX", default);
        (await Should.ThrowAsync<ImapException>(mailbox.WaitAsync(TimeSpan.FromMinutes(5), default)).WaitAsync(TimeSpan.FromSeconds(5))).Remedy.ShouldBe(ImapRemedy.Reconnect);
    }

    [Theory]
    [InlineData("TAG NO not here\r\n")]
    [InlineData("TAG BAD what?\r\n")]
    public async Task A_server_that_refuses_to_tell_is_left_alone(string answer)
    {
        imap.Instead = async (session, tag, command) =>
        {
            await session.SendAsync(command == "IDLE" ? answer.Replace("TAG", tag, StringComparison.Ordinal) : "");
            return command == "IDLE";
        };
        await using var mailbox = await imap.OpenAsync();
        await mailbox.ExamineAsync("INBOX", default);
        await mailbox.WaitAsync(TimeSpan.FromMilliseconds(20), default);
        await mailbox.WaitAsync(TimeSpan.FromMilliseconds(20), default);
        imap.Heard.Count(command => command == "IDLE").ShouldBe(1);
        (await mailbox.UidsFromAsync(1, default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Giving_up_is_quick_even_while_the_server_is_silent()
    {
        await using var mailbox = await imap.OpenAsync();
        await mailbox.ExamineAsync("INBOX", default);
        using var enough = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        await Should.ThrowAsync<OperationCanceledException>(mailbox.WaitAsync(TimeSpan.FromMinutes(5), enough.Token)).WaitAsync(TimeSpan.FromSeconds(5));
        await mailbox.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(3));
    }

    private void AnswerFetchWith(string answer) => imap.Instead = async (session, tag, command) =>
    {
        var isFetch = command.StartsWith("UID FETCH", StringComparison.Ordinal);
        await session.SendAsync(isFetch ? answer.Replace("TAG", tag, StringComparison.Ordinal) : "");
        return isFetch;
    };

    private async Task<bool> TryReadAsync(byte[] expected)
    {
        try
        {
            await using var mailbox = await imap.OpenAsync();
            await mailbox.ExamineAsync("INBOX", default);
            var uids = await mailbox.UidsFromAsync(1, default);
            uids.ShouldBe([1u]);
            (await mailbox.DescribeAsync(uids, default)).ShouldHaveSingleItem().MessageId.ShouldBe("cut@example.com");
            using var copy = new MemoryStream();
            (await mailbox.CopyAsync(1, headOnly: false, copy, default)).ShouldBeTrue();
            copy.ToArray().ShouldBe(expected);
            return true;
        }
        catch (ImapException failure)
        {
            failure.Remedy.ShouldNotBe(ImapRemedy.TellAdministrator);
            return false;
        }
    }
}
