using HelpDesk.Domain;
using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Email;
using HelpDesk.Domain.Events;
using HelpDesk.Domain.Tickets;
using HelpDesk.Tests.Support;
using HelpDesk.Web.Actions.Mail;
using HelpDesk.Web.Data;
using HelpDesk.Web.Live;
using HelpDesk.Web.Ui.Texts;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Tests.Web.Actions;

/// <summary>Mailboxes that administrators connect, change and remove.</summary>
public sealed class MailboxTests
{
    private const string Password = "correct horse";

    private static readonly ServerFields Imap = new("imap.acme.example", 993, MailSecurity.Tls, "support", Password);
    private static readonly ServerFields Smtp = new("smtp.acme.example", 587, MailSecurity.StartTls, "support", Password);
    private static readonly ServerFields Nothing = new("", null, MailSecurity.Tls, "", "");

    private static MailboxFields Support => new() { InboxName = "Support", Address = " Support@acme.example ", Incoming = Imap, Outgoing = Smtp };

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_mailbox_is_connected_with_an_inbox_of_its_own_and_announced(string database)
    {
        await using var world = await World.CreateAsync(database);
        var heard = 0;
        using var listening = world.Get<Feed>().Listen(happened => heard += happened.Type == EventType.MailboxChanged ? 1 : 0);

        var key = await AddAsync(world, Support with { Aliases = ["sales@acme.example", "", " SALES@acme.example", "support@acme.example"], Folders = ["INBOX", " Sales ", "INBOX"], FromName = "Acme", Signature = "Acme\r\nBerlin\n" });

        var account = await AccountAsync(world);
        var inbox = await world.ReadAsync(db => db.Inboxes.SingleAsync(row => row.Id == account.InboxId));
        (key, inbox.Key, inbox.Name, inbox.Channel, inbox.Signature).ShouldBe(("support", "support", "Support", Channel.Email, "Acme\nBerlin"));
        (account.Address, account.FromName, account.IsConfigured, account.PollEvery).ShouldBe(("support@acme.example", "Acme", false, TimeSpan.FromMinutes(5)));
        account.Aliases.ShouldBe(["sales@acme.example"]);
        account.Folders.ShouldBe(["INBOX", "Sales"]);
        (account.Incoming with { Secret = "" }).ShouldBe(new MailServer("imap.acme.example", 993, MailSecurity.Tls, "support", ""));
        (account.Outgoing with { Secret = "" }).ShouldBe(new MailServer("smtp.acme.example", 587, MailSecurity.StartTls, "support", ""));
        account.Incoming.Secret.ShouldNotContain(Password);
        Reveal(world, account.Incoming).ShouldBe(Password);
        await Eventually.BeTrueAsync(() => heard > 0, "the loops hear of it");
    }

    [Fact]
    public async Task A_second_mailbox_of_the_same_name_gets_another_key()
    {
        await using var world = await World.CreateAsync();
        await AddAsync(world, Support with { InboxName = "Ünser Büro" });

        (await AddAsync(world, Support with { InboxName = "Unser Büro", Address = "b@acme.example" })).ShouldBe("unser-buro-2");
        (await AddAsync(world, Support with { InboxName = "New", Address = "c@acme.example" })).ShouldBe("mail", "new is the page that makes one");
    }

    public static TheoryData<string, string> Refusals => new()
    {
        { "name", "" },
        { "name", new string('x', 101) },
        { "name", "a\nb" },
        { "address", "support" },
        { "address", "a@b.example, c@d.example" },
        { "address", "taken@acme.example" },
        { "address", "also-taken@acme.example" },
        { "aliases", "nobody" },
        { "aliases", "taken@acme.example" },
        { "aliases", "also-taken@acme.example" },
        { "from-name", "a\r\nBcc: all@acme.example" },
        { "signature", new string('x', 4_001) },
        { "folders", "a\0b" },
        { "folders", new string('x', 501) },
        { "authority", new string('x', 256) },
        { "incoming-host", "imap acme" },
        { "incoming-host", "imaps://imap.acme.example" },
        { "incoming-user", "a\r\nb" },
        { "incoming-password", "a\r\nb" },
        { "incoming-password", new string('x', 2_501) },
        { "outgoing-host", "smtp.acme.example/" },
        { "incoming-port", "0" },
        { "outgoing-port", "65536" },
        { "outgoing-port", "" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task What_cannot_be_is_refused_at_its_field_in_every_language_and_nothing_is_kept(string field, string value)
    {
        await using var world = await World.CreateAsync();
        await world.OpenMailAsync("taken@acme.example", "taken", account => account.Aliases = ["also-taken@acme.example"]);
        int? port = int.TryParse(value, out var number) ? number : null;
        var fields = field switch
        {
            "name" => Support with { InboxName = value },
            "address" => Support with { Address = value },
            "aliases" => Support with { Aliases = [value] },
            "from-name" => Support with { FromName = value },
            "signature" => Support with { Signature = value },
            "folders" => Support with { Folders = [value] },
            "authority" => Support with { Authority = value },
            "incoming-host" => Support with { Incoming = Imap with { Host = value } },
            "incoming-user" => Support with { Incoming = Imap with { User = value } },
            "incoming-password" => Support with { Incoming = Imap with { Password = value } },
            "incoming-port" => Support with { Incoming = Imap with { Port = port } },
            "outgoing-host" => Support with { Outgoing = Smtp with { Host = value } },
            _ => Support with { Outgoing = Smtp with { Port = port } },
        };

        var refused = await Should.ThrowAsync<RuleException>(AddAsync(world, fields));

        refused.Code.ShouldBe(field);
        Texts.In("es").All.Keys.ShouldContain(refused.Sentence);
        Texts.In("fr").All.Keys.ShouldContain(refused.Sentence);
        (await world.ReadAsync(db => db.MailAccounts.CountAsync())).ShouldBe(1);
        (await world.ReadAsync(db => db.Inboxes.CountAsync(row => row.Channel == Channel.Email))).ShouldBe(1);
    }

    // Known: imap.acme.example, 993, TLS, "support", with a password. Empty is kept, null asks for the password.
    [Theory]
    [InlineData("imap.acme.example", 993, MailSecurity.Tls, "support", true)]
    [InlineData("imap.acme.example", 993, MailSecurity.StartTls, "support", true)]
    [InlineData("imap.acme.example", 993, MailSecurity.None, "support", false)]
    [InlineData("imap.acme.example", 143, MailSecurity.Tls, "support", false)]
    [InlineData("imap.evil.example", 993, MailSecurity.Tls, "support", false)]
    [InlineData("imap.acme.example", 993, MailSecurity.Tls, "other", false)]
    public async Task A_stored_password_is_told_only_to_the_server_it_was_entered_for(string host, int port, MailSecurity security, string user, bool isKept)
    {
        await using var world = await World.CreateAsync();
        await AddAsync(world, Support);
        var stored = (await AccountAsync(world)).Incoming.Secret;
        var changed = EditAsync(world, Support with { Incoming = new ServerFields(host, port, security, user, ""), Outgoing = Nothing });

        if (isKept)
        {
            await changed;
        }
        else
        {
            (await Should.ThrowAsync<RuleException>(changed)).Code.ShouldBe("incoming-password");
        }

        (await AccountAsync(world)).Incoming.Secret.ShouldBe(stored);
    }

    [Fact]
    public async Task Without_a_server_or_a_user_no_password_is_kept()
    {
        await using var world = await World.CreateAsync();
        await AddAsync(world, Support);

        await EditAsync(world, Support with { Incoming = Nothing, Outgoing = Smtp with { User = "", Password = "" } });

        var account = await AccountAsync(world);
        (account.Incoming, account.Outgoing.Secret).ShouldBe((MailServer.None, ""));
    }

    [Fact]
    public async Task What_the_configuration_rules_stays_and_it_is_not_removed()
    {
        await using var world = await World.CreateAsync();
        await world.OpenMailAsync(change: account => (account.IsConfigured, account.Incoming) = (true, new MailServer("imap.acme.example", 993, MailSecurity.Tls, "", "")));
        var before = await AccountAsync(world);

        await EditAsync(world, Support with { InboxName = "Help", Address = "other@acme.example", Incoming = Nothing, Folders = ["Other"], Aliases = ["sales@acme.example"] });
        var refused = await Should.ThrowAsync<RuleException>(world.Get<RemoveMailbox>().RunAsync(Actor.System, before.Id, CancellationToken.None));

        var after = await AccountAsync(world);
        (after.Address, after.Incoming, after.Aliases.Single()).ShouldBe((before.Address, before.Incoming, "sales@acme.example"));
        after.Folders.ShouldBe(before.Folders);
        (await world.ReadAsync(db => db.Inboxes.SingleAsync(row => row.Id == after.InboxId))).Name.ShouldBe("Help");
        (refused.Code, Texts.In("fr").All.ContainsKey(refused.Sentence)).ShouldBe(("configured", true));
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Removing_loses_no_mail_and_no_ticket_and_who_comes_back_finds_them(string database)
    {
        await using var world = await World.CreateAsync(database);
        await AddAsync(world, Support);
        var message = await world.GetsAsync(new Eml("ann@example.com") { To = "support@acme.example" });
        var account = await AccountAsync(world);
        await world.WriteAsync(async db =>
        {
            var raw = await db.RawMails.SingleAsync();
            raw.At(account.Id, "INBOX", 7, 1);
            return db.MailFolders.Add(new MailFolder(account.Id, "INBOX", world.Clock.GetUtcNow())).Entity;
        });

        // The acknowledgement has not left yet, and no other mailbox could bring it away.
        var refused = await Should.ThrowAsync<RuleException>(world.Get<RemoveMailbox>().RunAsync(Actor.System, account.Id, CancellationToken.None));
        (refused.Code, Texts.In("fr").All.ContainsKey(refused.Sentence)).ShouldBe(("waiting", true));
        await world.WriteAsync(db => db.Deliveries.ExecuteUpdateAsync(set => set.SetProperty(row => row.DueAt, (DateTimeOffset?)null)));

        (await world.Get<RemoveMailbox>().RunAsync(Actor.System, account.Id, CancellationToken.None)).ShouldBeTrue();
        (await world.Get<RemoveMailbox>().RunAsync(Actor.System, account.Id, CancellationToken.None)).ShouldBeFalse();

        var kept = await world.ReadAsync(db => db.RawMails.AsNoTracking().SingleAsync());
        (kept.AccountId, kept.InboxId).ShouldBe((null, account.InboxId));
        (await world.TicketAsync(message.Ticket.Number)).InboxId.ShouldBe(account.InboxId);
        (await world.ReadAsync(db => db.MailFolders.CountAsync())).ShouldBe(0);
        await AddAsync(world, Support);
        (await AccountAsync(world)).InboxId.ShouldBe(account.InboxId);
    }

    private static Task<string> AddAsync(World world, MailboxFields fields) => world.Get<AddMailbox>().RunAsync(Actor.System, fields, CancellationToken.None);

    private static async Task EditAsync(World world, MailboxFields fields) =>
        await world.Get<EditMailbox>().RunAsync(Actor.System, (await AccountAsync(world)).Id, fields, CancellationToken.None);

    private static Task<MailAccount> AccountAsync(World world) => world.ReadAsync(db => db.MailAccounts.AsNoTracking().SingleAsync());

    private static string Reveal(World world, MailServer server)
    {
        world.Get<MailSecrets>().TryReveal(server.Secret, out var password).ShouldBeTrue();
        return password;
    }
}
