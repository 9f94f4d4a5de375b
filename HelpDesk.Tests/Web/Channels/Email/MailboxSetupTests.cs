using HelpDesk.Domain.Email;
using HelpDesk.Domain.Tickets;
using HelpDesk.Tests.Support;
using HelpDesk.Web.Channels.Email;
using HelpDesk.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Tests.Web.Channels.Email;

/// <summary>The first mail inbox is made from the configuration, without a click.</summary>
public sealed class MailboxSetupTests
{
    private static readonly string[] Settings =
    [
        "--Mail:Outgoing:Host=smtp.acme.example", "--Mail:Outgoing:From=Support@acme.example",
        "--Mail:Incoming:Host=imap.acme.example", "--Mail:Incoming:User=support", "--Mail:Incoming:Password=secret word", "--Mail:Incoming:PollEvery=00:01:00",
    ];

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Settings_make_the_first_mail_inbox_and_rule_it(string database)
    {
        await using var world = await World.CreateAsync(database, Settings);

        await world.Get<MailboxSetup>().RunAsync(CancellationToken.None);
        var made = await AccountAsync(world);
        await world.Get<MailboxSetup>().RunAsync(CancellationToken.None);

        var inbox = await world.ReadAsync(db => db.Inboxes.SingleAsync(row => row.Channel == Channel.Email));
        (inbox.Key, made.InboxId, made.Address, made.IsConfigured).ShouldBe(("mail", inbox.Id, "support@acme.example", true));
        (made.Incoming.Host, made.Incoming.Port, made.Incoming.Security, made.Incoming.User).ShouldBe(("imap.acme.example", 993, MailSecurity.Tls, "support"));
        (made.Outgoing.Host, made.Outgoing.Port, made.Outgoing.Security, made.PollEvery).ShouldBe(("smtp.acme.example", 587, MailSecurity.StartTls, TimeSpan.FromMinutes(1)));
        made.Incoming.Secret.ShouldNotContain("secret word");
        world.Get<MailSecrets>().TryReveal(made.Incoming.Secret, out var password).ShouldBeTrue();
        password.ShouldBe("secret word");
        (await AccountAsync(world)).Incoming.Secret.ShouldBe(made.Incoming.Secret, "what stays the same is left alone");
    }

    [Fact]
    public async Task Later_starts_take_over_what_was_changed()
    {
        await using var world = await World.CreateAsync(settings: Settings);
        await world.WriteAsync(async db =>
        {
            var inbox = db.Inboxes.Add(new HelpDesk.Domain.Work.Inbox("mail", "Help", Channel.Email)).Entity;
            await db.SaveChangesAsync();
            return db.MailAccounts.Add(new MailAccount(inbox.Id, "old@acme.example") { IsConfigured = true }).Entity;
        });

        await world.Get<MailboxSetup>().RunAsync(CancellationToken.None);

        var account = await AccountAsync(world);
        (account.Address, account.Incoming.Host).ShouldBe(("support@acme.example", "imap.acme.example"));
        (await world.ReadAsync(db => db.Inboxes.SingleAsync(row => row.Channel == Channel.Email))).Name.ShouldBe("Help");
    }

    [Fact]
    public async Task A_mailbox_that_the_configuration_no_longer_names_is_the_administrators()
    {
        await using var world = await World.CreateAsync();
        await world.OpenMailAsync(change: account => account.IsConfigured = true);

        await world.Get<MailboxSetup>().RunAsync(CancellationToken.None);

        (await AccountAsync(world)).IsConfigured.ShouldBeFalse();
    }

    [Fact]
    public async Task A_mailbox_of_a_screen_that_the_configuration_names_is_ruled_by_it_and_the_former_one_no_longer()
    {
        await using var world = await World.CreateAsync(settings: Settings);
        await world.OpenMailAsync("old@acme.example", "old", account => (account.IsConfigured, account.Aliases) = (true, ["support@acme.example", "help@acme.example"]));
        await world.OpenMailAsync("support@acme.example", "support");

        await world.Get<MailboxSetup>().RunAsync(CancellationToken.None);

        var accounts = await world.ReadAsync(db => db.MailAccounts.AsNoTracking().OrderBy(row => row.Id).ToListAsync());
        accounts.Select(account => (account.Address, account.IsConfigured)).ShouldBe([("old@acme.example", false), ("support@acme.example", true)]);
        accounts[0].Aliases.ShouldBe(["help@acme.example"]);
    }

    [Fact]
    public async Task Without_settings_there_is_no_mail_inbox()
    {
        await using var world = await World.CreateAsync();

        await world.Get<MailboxSetup>().RunAsync(CancellationToken.None);

        (await world.ReadAsync(db => db.MailAccounts.CountAsync())).ShouldBe(0);
    }

    private static Task<MailAccount> AccountAsync(World world) => world.ReadAsync(db => db.MailAccounts.AsNoTracking().SingleAsync());
}
