using Bunit;
using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Email;
using HelpDesk.Migrations;
using HelpDesk.Tests.Support;
using HelpDesk.Tests.Web.Features;
using HelpDesk.Web.Outbox;
using HelpDesk.Web.Ui;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Tests.Web.Ui;

/// <summary>The alarm in the rail of an administrator.</summary>
public sealed class MailAlarmTests
{
    private static readonly MailServer Server = new("imap.acme.example", 993, MailSecurity.Tls, "", "");

    [Fact]
    public async Task A_mailbox_that_fails_is_told_at_once_and_its_recovery_too()
    {
        await using var world = await World.CreateAsync();
        await world.OpenMailAsync(change: account => account.Incoming = Server);
        var (screen, time) = await OpenAsync(world);
        using var _ = screen;
        var rail = Render(screen);
        rail.FindAll("a").ShouldBeEmpty();

        await ChangeAsync(world, account => account.Fail("It refuses.", world.Clock.GetUtcNow(), world.Clock.GetUtcNow()));
        await RingUntilAsync(time, () => rail.FindAll("a.warn").Count == 1, "it is told");
        rail.Find("[role=status]").TextContent.ShouldContain("does not answer");

        await ChangeAsync(world, account => account.Succeed(world.Clock.GetUtcNow()));
        await RingUntilAsync(time, () => rail.FindAll("a").Count == 0, "it is well");
        rail.Find("[role=status]").TextContent.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_mailbox_that_falls_silent_is_told_although_nothing_happens()
    {
        await using var world = await World.CreateAsync();
        await world.OpenMailAsync(change: account =>
        {
            account.Incoming = Server;
            account.Succeed(world.Clock.GetUtcNow());
        });
        var (screen, time) = await OpenAsync(world);
        using var _ = screen;
        var rail = Render(screen);

        world.Clock.Advance(MailboxAlarm.After);
        await RingUntilAsync(time, () => rail.FindAll("a.bad").Count == 1, "it is told");

        rail.Find("a").GetAttribute("href").ShouldBe("/settings/mailboxes");
        rail.Find("a .visually-hidden").TextContent.ShouldContain("has not worked for a while");
        rail.Find(".count").TextContent.ShouldBe("1");
        await ChangeAsync(world, account => account.Succeed(world.Clock.GetUtcNow()));
        await RingUntilAsync(time, () => rail.FindAll("a").Count == 0, "the first success after a silence is news");
    }

    [Fact]
    public async Task A_mailbox_that_receives_but_does_not_send_is_told_too()
    {
        await using var world = await World.CreateAsync();
        await world.OpenMailAsync(change: account =>
        {
            (account.Incoming, account.Outgoing) = (Server, new MailServer("smtp.acme.example", 587, MailSecurity.StartTls, "", ""));
            account.Succeed(world.Clock.GetUtcNow());
        });
        var (screen, time) = await OpenAsync(world);
        using var _ = screen;
        var rail = Render(screen);
        var server = new OutgoingServer("smtp.acme.example", 587, MailSecurity.StartTls, "", "");

        await world.Get<SendingHealth>().NoteAsync(server, [new MailOutcome("ann@example.com", MailFate.Deferred, "535 No", IsSetup: true)], CancellationToken.None);
        await RingUntilAsync(time, () => rail.FindAll("a.warn").Count == 1, "it is told");
        await world.Get<SendingHealth>().NoteAsync(server, [new MailOutcome("ann@example.com", MailFate.Sent)], CancellationToken.None);
        await RingUntilAsync(time, () => rail.FindAll("a").Count == 0, "it is well");
    }

    [Fact]
    public async Task Whoever_may_not_act_is_not_counted_for()
    {
        await using var world = await World.CreateAsync();
        var bo = await world.AgentAsync("Bo");

        await Should.ThrowAsync<NotAllowedException>(new MailAlarms(world.Get<IDbContextFactory<HelpDeskDb>>(), world.Get<SendingHealth>(), world.Clock).CountAsync(bo.Actor, CancellationToken.None));
    }

    private static async Task<(LiveScreen Screen, StoppedTime Time)> OpenAsync(World world)
    {
        var time = new StoppedTime(world.Clock);
        return (new LiveScreen(world, (await world.AgentAsync("Cleo", Role.Administrator)).Actor, time), time);
    }

    private static IRenderedComponent<MailAlarm> Render(LiveScreen screen) => screen.Render<MailAlarm>(parameters => parameters.Add(alarm => alarm.Me, screen.Me));

    // A ring is a second that has passed.
    private static Task RingUntilAsync(StoppedTime time, Func<bool> isSo, string what) => Eventually.BeTrueAsync(
        () =>
        {
            time.Ring();
            return isSo();
        },
        what);

    private static Task<bool> ChangeAsync(World world, Action<MailAccount> change) => world.WriteAsync(async db =>
    {
        change(await db.MailAccounts.SingleAsync());
        return true;
    });
}
