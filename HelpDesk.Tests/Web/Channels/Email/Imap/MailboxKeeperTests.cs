using HelpDesk.Domain.Email;
using HelpDesk.Migrations;
using HelpDesk.Tests.Support;
using HelpDesk.Web.Channels.Email.Imap;
using HelpDesk.Web.Data;
using HelpDesk.Web.Live;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace HelpDesk.Tests.Web.Channels.Email.Imap;

/// <summary>The loops: they begin, rest, recover and end by themselves.</summary>
public sealed class MailboxKeeperTests
{
    [Fact]
    public async Task A_mail_is_stored_within_a_second_of_its_arrival()
    {
        await using var desk = await MailDesk.CreateAsync();
        using var keeper = await StartAsync(desk);
        await WaitsAsync(desk, 1);
        desk.Inbox.Append("hello");
        await Eventually.BeTrueAsync(async () => (await desk.RowsAsync()).Count == 1, "stored", TimeSpan.FromSeconds(1));
        await keeper.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Without_idle_mail_is_found_by_polling()
    {
        await using var desk = await MailDesk.CreateAsync();
        desk.Imap.Capabilities = ["IMAP4rev1"];
        await ChangeAsync(desk, account => account.PollEvery = TimeSpan.FromMilliseconds(50));
        using var keeper = await StartAsync(desk);
        await Eventually.BeTrueAsync(async () => (await desk.AccountAsync()).SucceededAt is not null, "looked once");
        desk.Inbox.Append("hello");
        await Eventually.BeTrueAsync(async () => (await desk.RowsAsync()).Count == 1, "stored");
        desk.Imap.Heard.ShouldNotContain("IDLE");
        await keeper.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task A_wrong_password_is_told_and_a_right_one_mends_it_at_once()
    {
        await using var desk = await MailDesk.CreateAsync(secret: "wrong");
        using var keeper = await StartAsync(desk);
        await Eventually.BeTrueAsync(async () => (await desk.AccountAsync()).FailingSince is not null, "it is told");
        var ill = await desk.AccountAsync();
        ill.Error.ShouldNotBeNull().ShouldContain("[AUTHENTICATIONFAILED] wrong");
        (ill.NextTryAt - ill.FailingSince).ShouldNotBeNull().ShouldBeGreaterThan(TimeSpan.FromSeconds(40));
        await ChangeAsync(desk, account => account.Incoming = account.Incoming with { Secret = desk.Secrets.Protect(FakeImap.Password) });
        await Eventually.BeTrueAsync(async () => (await desk.AccountAsync()) is { FailingSince: null, Error: null, SucceededAt: not null }, "it is well");
        await keeper.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task A_password_that_cannot_be_read_any_more_is_told()
    {
        await using var desk = await MailDesk.CreateAsync();
        await ChangeAsync(desk, account => account.Incoming = account.Incoming with { Secret = "protected elsewhere" });
        using var keeper = await StartAsync(desk);
        await Eventually.BeTrueAsync(async () => (await desk.AccountAsync()).Error?.Contains("enter it again", StringComparison.Ordinal) == true, "it is told");
        desk.Imap.Sessions.ShouldBe(0);
        await keeper.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task A_broken_connection_is_no_news_and_a_second_one_is()
    {
        await using var desk = await MailDesk.CreateAsync();
        using var keeper = await StartAsync(desk);
        await WaitsAsync(desk, 1);
        desk.Imap.Instead = async (session, _, command) =>
        {
            if (command == "EXAMINE \"INBOX\"")
            {
                await session.HangUpAsync();
            }

            return command == "EXAMINE \"INBOX\"";
        };
        desk.Inbox.Append("hello");
        await Eventually.BeTrueAsync(async () => (await desk.AccountAsync()).FailingSince is not null, "it is told");
        desk.Imap.Sessions.ShouldBeGreaterThan(1);
        desk.Imap.Instead = null;
        await Eventually.BeTrueAsync(async () => (await desk.RowsAsync()).Count == 1 && (await desk.AccountAsync()).FailingSince is null, "it is well");
        await keeper.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task A_paused_mailbox_is_left_alone_and_a_second_folder_is_read_too()
    {
        await using var desk = await MailDesk.CreateAsync();
        desk.Imap.Folders["Sales"] = new FakeFolder();
        using var keeper = await StartAsync(desk);
        await WaitsAsync(desk, 1);
        await ChangeAsync(desk, account => account.Folders = ["INBOX", "Sales"]);
        await WaitsAsync(desk, 2);
        desk.Imap.Folders["Sales"].Append("order");
        await Eventually.BeTrueAsync(async () => (await desk.RowsAsync()).Count == 1, "stored");
        (await desk.RowsAsync())[0].Folder.ShouldBe("Sales");
        await ChangeAsync(desk, account => account.IsPaused = true);
        await Eventually.BeTrueAsync(() => desk.Imap.Open == 0, "nobody is connected");
        await keeper.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task A_mailbox_is_well_only_when_all_of_its_folders_are()
    {
        await using var desk = await MailDesk.CreateAsync();
        await ChangeAsync(desk, account => account.Folders = ["INBOX", "Nowhere"]);
        using var keeper = await StartAsync(desk);
        await WaitsAsync(desk, 1);
        await Eventually.BeTrueAsync(async () => (await desk.AccountAsync()).Error?.Contains("no such folder", StringComparison.Ordinal) == true, "it is told");
        desk.Inbox.Append("hello");
        await Eventually.BeTrueAsync(async () => (await desk.RowsAsync()).Count == 1, "the other folder is read");
        (await desk.AccountAsync()).FailingSince.ShouldNotBeNull();
        await keeper.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task It_stops_soon_whatever_the_server_does()
    {
        await using var desk = await MailDesk.CreateAsync();
        desk.Imap.Instead = (_, _, command) => Task.FromResult(command == "IDLE");
        using var keeper = await StartAsync(desk);
        await WaitsAsync(desk, 1);
        await keeper.StopAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(9));
    }

    [Fact]
    public void The_rest_grows_to_five_minutes_and_is_never_in_step()
    {
        var broken = new ImapException(ImapTrouble.Closed, "");
        MailboxPatience.After(broken, 1, 0.5).ShouldBe(TimeSpan.FromSeconds(1));
        MailboxPatience.After(broken, 4, 0.5).ShouldBe(TimeSpan.FromSeconds(8));
        MailboxPatience.After(broken, 50, 0.5).ShouldBe(TimeSpan.FromMinutes(5));
        MailboxPatience.After(broken, 2, 0).ShouldBe(TimeSpan.FromSeconds(1.6));
        MailboxPatience.After(broken, 2, 1).ShouldBe(TimeSpan.FromSeconds(2.4));
        MailboxPatience.After(new ImapException(ImapTrouble.SignInRefused, ""), 1, 0.5).ShouldBe(TimeSpan.FromMinutes(1));
        MailboxPatience.After(new IOException(), 50, 0.5).ShouldBe(TimeSpan.FromSeconds(20));
    }

    // A loop that says IDLE has looked and waits for news.
    private static Task WaitsAsync(MailDesk desk, int loops) => Eventually.BeTrueAsync(() => desk.Imap.Heard.Count(command => command == "IDLE") >= loops, $"{loops} wait");

    private static Task<bool> ChangeAsync(MailDesk desk, Action<MailAccount> change) => desk.World.WriteAsync(async db =>
    {
        change(await db.MailAccounts.SingleAsync());
        return true;
    });

    private static async Task<MailboxKeeper> StartAsync(MailDesk desk)
    {
        var clock = TimeProvider.System;
        var keeper = new MailboxKeeper(
            desk.World.Get<IDbContextFactory<HelpDeskDb>>(), desk.World.Get<Feed>(), new ImapFetcher(), desk.Secrets, desk.Book(clock), desk.Fetch(), new MailboxHealth(desk.World.Get<Writer>(), clock), clock, NullLoggerFactory.Instance);
        await keeper.StartAsync(CancellationToken.None);
        return keeper;
    }
}
