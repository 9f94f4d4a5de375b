using HelpDesk.Domain;
using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Email;
using HelpDesk.Migrations;
using HelpDesk.Tests.Support;
using HelpDesk.Tests.Web.Channels.Email.Imap;
using HelpDesk.Web.Actions.Mail;
using HelpDesk.Web.Channels.Email.Imap;
using HelpDesk.Web.Channels.Email.Smtp;
using HelpDesk.Web.Data;
using HelpDesk.Web.Features.Mailboxes;
using HelpDesk.Web.Ui.Texts;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Tests.Web.Features;

/// <summary>Trying what stands in the form of a mailbox.</summary>
public sealed class MailboxTrialTests : IAsyncLifetime
{
    private static readonly ServerFields Nothing = new("", null, MailSecurity.Tls, "", "");

    private readonly FakeImap imap = new();
    private World world = null!;
    private MailboxTrial trials = null!;
    private long account;

    public async Task InitializeAsync()
    {
        world = await World.CreateAsync();
        trials = new MailboxTrial(world.Get<IDbContextFactory<HelpDeskDb>>(), world.Get<MailSecrets>(), world.Get<ConnectionTest>(), world.Get<SendingTest>());
        await world.Get<AddMailbox>().RunAsync(Actor.System, Fields(imap.Port, FakeImap.Password), CancellationToken.None);
        account = await world.ReadAsync(db => db.MailAccounts.Select(row => row.Id).SingleAsync());
    }

    public async Task DisposeAsync()
    {
        await imap.DisposeAsync();
        await world.DisposeAsync();
    }

    [Fact]
    public async Task Without_a_password_the_stored_one_is_tried_and_nothing_is_kept()
    {
        var trial = await TryAsync(account, Fields(imap.Port, "") with { Folders = ["INBOX"], InboxName = "Other" });

        (trial.Incoming!.Trouble, trial.Outgoing).ShouldBe((null, null));
        trial.Folders.ShouldBe(["INBOX"]);
        (await world.ReadAsync(db => db.Inboxes.CountAsync(row => row.Name == "Other"))).ShouldBe(0);
    }

    [Fact]
    public async Task A_stored_password_is_not_told_to_another_server_by_trying_it()
    {
        await using var other = new FakeImap();

        (await Should.ThrowAsync<RuleException>(TryAsync(account, Fields(other.Port, "")))).Code.ShouldBe("incoming-password");
        (await Should.ThrowAsync<RuleException>(TryAsync(null, Fields(other.Port, "")))).Code.ShouldBe("incoming-password");
        other.Sessions.ShouldBe(0);
    }

    [Fact]
    public async Task Only_administrators_try()
    {
        var bo = await world.AgentAsync("Bo");

        await Should.ThrowAsync<NotAllowedException>(trials.RunAsync(bo.Actor, account, Texts.In("en"), CancellationToken.None));
        await Should.ThrowAsync<NotAllowedException>(trials.RunAsync(bo.Actor, null, Fields(imap.Port, "x"), Texts.In("en"), CancellationToken.None));
        imap.Sessions.ShouldBe(0);
    }

    private Task<Trial> TryAsync(long? id, MailboxFields fields) => trials.RunAsync(Actor.System, id, fields, Texts.In("en"), CancellationToken.None);

    private static MailboxFields Fields(int port, string password) => new()
    {
        InboxName = "Support",
        Address = "support@example.com",
        Incoming = new ServerFields("localhost", port, MailSecurity.None, FakeImap.User, password),
        Outgoing = Nothing,
    };
}
