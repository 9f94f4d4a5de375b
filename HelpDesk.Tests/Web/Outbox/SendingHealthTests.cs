using HelpDesk.Domain.Email;
using HelpDesk.Domain.Events;
using HelpDesk.Domain.Tickets;
using HelpDesk.Tests.Support;
using HelpDesk.Web.Data;
using HelpDesk.Web.Outbox;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Tests.Web.Outbox;

/// <summary>Whether a mailbox sends, for people to see: what is wrong with our settings, and not with a mail.</summary>
public sealed class SendingHealthTests
{
    [Fact]
    public async Task A_refused_password_is_the_mailboxs_trouble_until_the_server_takes_mail()
    {
        await using var server = new ScriptedSmtp();
        await using var world = await StartAsync(server, "wrong");
        server.Script = (at, _) => at == SmtpPhase.Auth ? SmtpAnswer.Say("535 5.7.8 Bad credentials") : null;
        (await TroubleAsync(world)).ShouldBeNull();
        var since = world.Clock.GetUtcNow();

        await world.PassAsync(TimeSpan.FromMinutes(20), TimeSpan.FromSeconds(10));

        var trouble = (await TroubleAsync(world)).ShouldNotBeNull();
        trouble.Error.ShouldContain("535 5.7.8 Bad credentials");
        trouble.Since!.Value.ShouldBeInRange(since, since.AddMinutes(1), "the first failure counts");
        trouble.IsAlarm(trouble.Since.Value.AddMinutes(14)).ShouldBeFalse();
        trouble.IsAlarm(world.Clock.GetUtcNow()).ShouldBeTrue();
        (await ToldAsync(world)).ShouldBe(1, "once, not at each try");

        server.Script = (_, _) => null;
        await world.PassAsync(TimeSpan.FromHours(2), TimeSpan.FromMinutes(1));
        (await TroubleAsync(world)).ShouldBeNull();
        (await ToldAsync(world)).ShouldBe(2);
    }

    [Fact]
    public async Task Whoever_corrects_the_password_is_rid_of_the_trouble_at_once()
    {
        await using var server = new ScriptedSmtp();
        await using var world = await StartAsync(server, "wrong");
        server.Script = (at, _) => at == SmtpPhase.Auth ? SmtpAnswer.Say("535 5.7.8 Bad credentials") : null;
        await world.PassAsync(TimeSpan.FromMinutes(1));
        (await TroubleAsync(world)).ShouldNotBeNull();

        await world.WriteAsync(async db =>
        {
            var account = await db.MailAccounts.SingleAsync();
            account.Outgoing = account.Outgoing with { Secret = world.Get<MailSecrets>().Protect("right") };
            return true;
        });

        (await TroubleAsync(world)).ShouldBeNull();
    }

    [Theory]
    [InlineData(SmtpPhase.Rcpt, "550 5.1.1 No such user")]
    [InlineData(SmtpPhase.Rcpt, "450 4.7.1 Greylisted")]
    [InlineData(SmtpPhase.Mail, "451 4.3.0 Not now")]
    [InlineData(SmtpPhase.Greeting, "421 4.3.2 Shutting down")]
    public async Task What_a_server_holds_against_a_mail_or_a_moment_is_no_trouble_with_the_settings(SmtpPhase phase, string answer)
    {
        await using var server = new ScriptedSmtp();
        await using var world = await StartAsync(server, "right");
        server.Script = (at, _) => at == phase ? SmtpAnswer.Say(answer) : null;

        await world.PassAsync(TimeSpan.FromMinutes(1));

        (await world.ReadAsync(db => db.Deliveries.SingleAsync())).State.ShouldNotBe(DeliveryState.Queued, "it was tried");
        (await TroubleAsync(world)).ShouldBeNull();
        (await ToldAsync(world)).ShouldBe(0);
    }

    [Fact]
    public async Task A_missing_STARTTLS_and_a_password_of_other_keys_are_troubles()
    {
        await using var server = new ScriptedSmtp();
        await using var world = await StartAsync(server, "right", MailSecurity.StartTls);
        await world.PassAsync(TimeSpan.FromMinutes(1));
        (await TroubleAsync(world))!.Error.ShouldContain("does not offer STARTTLS");

        await world.WriteAsync(async db =>
        {
            var account = await db.MailAccounts.SingleAsync();
            account.Outgoing = account.Outgoing with { Secret = "of another installation" };
            return true;
        });

        var lost = (await TroubleAsync(world)).ShouldNotBeNull();
        lost.Error.ShouldContain("Enter it again.");
        lost.IsAlarm(world.Clock.GetUtcNow()).ShouldBeTrue();
    }

    [Fact]
    public async Task A_mailbox_without_a_server_of_its_own_shares_the_configurations_trouble()
    {
        await using var server = new ScriptedSmtp();
        await using var world = await World.CreateAsync(
            Databases.Sqlite, "--Mail:Outgoing:Host=127.0.0.1", string.Create(null, $"--Mail:Outgoing:Port={server.Port}"), "--Mail:Outgoing:Security=starttls");
        await world.OpenMailAsync();
        await world.GetsAsync(new Eml("Ann <ann@example.com>"));

        await world.PassAsync(TimeSpan.FromMinutes(1));

        (await TroubleAsync(world))!.Error.ShouldContain("STARTTLS");
        world.Get<SendingHealth>().OfConfiguration().ShouldBe(await TroubleAsync(world));
    }

    // An acknowledgement waits to leave.
    private static async Task<World> StartAsync(ScriptedSmtp server, string password, MailSecurity security = MailSecurity.None)
    {
        var world = await World.CreateAsync();
        await world.OpenMailAsync(change: account =>
            account.Outgoing = new MailServer("127.0.0.1", server.Port, security, "bo", world.Get<MailSecrets>().Protect(password)));
        await world.GetsAsync(new Eml("Ann <ann@example.com>"));
        await world.WriteAsync(async db =>
        {
            db.Events.RemoveRange(await db.Events.Where(row => row.Type == EventType.MailboxChanged).ToListAsync());
            return true;
        });
        return world;
    }

    private static async Task<SendingTrouble?> TroubleAsync(World world) =>
        world.Get<SendingHealth>().Of(await world.ReadAsync(db => db.MailAccounts.AsNoTracking().SingleAsync()));

    private static Task<int> ToldAsync(World world) => world.ReadAsync(db => db.Events.CountAsync(row => row.Type == EventType.MailboxChanged));
}
