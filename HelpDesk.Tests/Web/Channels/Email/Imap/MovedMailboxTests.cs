using HelpDesk.Domain.Email;
using HelpDesk.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Tests.Web.Channels.Email.Imap;

/// <summary>A mailbox is read from another server, which happens to number under the same UIDVALIDITY.</summary>
public sealed class MovedMailboxTests : IAsyncLifetime
{
    private readonly FakeImap other = new();
    private MailDesk desk = null!;

    public async Task InitializeAsync()
    {
        desk = await MailDesk.CreateAsync();
        other.Inbox.Clock = desk.World.Clock;
        other.Inbox.UidValidity.ShouldBe(desk.Inbox.UidValidity);
        await desk.LookAsync();
        desk.Inbox.Append(FakeFolder.Write("one", "1@example.com"));
        desk.Inbox.Append(FakeFolder.Write("two", "2@example.com"));
        await desk.LookAsync();
    }

    public async Task DisposeAsync()
    {
        await other.DisposeAsync();
        await desk.DisposeAsync();
    }

    [Fact]
    public async Task The_same_mailbox_elsewhere_is_compared_and_only_what_is_missing_is_taken()
    {
        other.Inbox.Append(FakeFolder.Write("two", "2@example.com"));
        other.Inbox.Append(FakeFolder.Write("three", "3@example.com"));
        other.Inbox.Append(FakeFolder.Write("one", "1@example.com"));

        await MoveAsync(address: FakeImap.User);
        await desk.LookAsync();

        (await desk.SubjectsAsync()).ShouldBe(["one", "two", "three"]);
        var folder = await desk.FolderAsync();
        (folder.UidValidity, folder.ServerCount, folder.StoredCount).ShouldBe((7, 3, 3));
    }

    [Fact]
    public async Task Another_mailbox_begins_at_its_first_look()
    {
        other.Inbox.Append("old");

        await MoveAsync(address: "other@example.com");
        await desk.LookAsync();
        other.Inbox.Append("new");
        await desk.LookAsync();

        (await desk.SubjectsAsync()).ShouldBe(["one", "two", "new"]);
        (await desk.RowsAsync()).Select(row => row.AccountId is null).ShouldBe([true, true, false]);
    }

    private async Task MoveAsync(string address)
    {
        await desk.World.WriteAsync(async db =>
        {
            var account = await db.MailAccounts.SingleAsync();
            var (before, server) = (account.Address, account.Incoming);
            (account.Address, account.Incoming) = (address, server with { Host = "127.0.0.1", Port = other.Port });
            await MailboxMove.SettleAsync(db, account, before, server, CancellationToken.None);
            return true;
        });
        desk.Connect = () => other.OpenAsync();
        desk.Restart();
    }
}
