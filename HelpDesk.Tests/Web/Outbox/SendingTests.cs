using HelpDesk.Domain.Customers;
using HelpDesk.Domain.Email;
using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Work;
using HelpDesk.Tests.Support;
using HelpDesk.Web.Data;
using HelpDesk.Web.Jobs;
using HelpDesk.Web.Outbox;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace HelpDesk.Tests.Web.Outbox;

/// <summary>What becomes of a delivery when a mail server has its say.</summary>
public sealed class SendingTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_mail_leaves_once_and_the_servers_words_are_kept(string database)
    {
        await using var server = new ScriptedSmtp();
        await using var world = await StartAsync(server, database);
        await WriteAsync(world, ("ann@example.com", RecipientRole.To));

        await world.PassAsync(TimeSpan.FromHours(1), Minute);

        var mail = server.Mails.ShouldHaveSingleItem();
        mail.Recipients.ShouldBe(["ann@example.com"]);
        var sent = await DeliveryAsync(world, "ann@example.com");
        (sent.State, sent.Response, sent.Error).ShouldBe((DeliveryState.Sent, "250 2.0.0 Queued as 4711", null));
        Mail.Parse(mail.Data)["Message-ID"].ShouldBe($"<{sent.ProviderMessageId}>");
        Mail.In(world).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Several_recipients_get_one_mail_and_each_keeps_their_own_state(string database)
    {
        await using var server = new ScriptedSmtp();
        await using var world = await StartAsync(server, database);
        server.Script = (at, line) => (at, line) switch
        {
            (SmtpPhase.Rcpt, "RCPT TO:<bob@example.com>") => SmtpAnswer.Say("550 5.1.1 No such user"),
            (SmtpPhase.Rcpt, "RCPT TO:<cy@example.com>") => SmtpAnswer.Say("450 4.2.1 Try later"),
            _ => null,
        };
        var ticket = await WriteAsync(
            world,
            ("ann@example.com", RecipientRole.To),
            ("bob@example.com", RecipientRole.Cc),
            ("cy@example.com", RecipientRole.Cc),
            ("dee@example.com", RecipientRole.Bcc));

        await RunAsync(world);

        server.Mails.ShouldHaveSingleItem().Recipients.ShouldBe(["ann@example.com", "dee@example.com"]);
        (await StatesAsync(world)).ShouldBe([DeliveryState.Sent, DeliveryState.Failed, DeliveryState.Deferred, DeliveryState.Sent]);
        (await DeliveryAsync(world, "bob@example.com")).Error.ShouldBe("550 5.1.1 No such user");
        var told = await world.TimelineAsync(ticket);
        told.Single(message => message.ActivityType == ActivityType.MailedToCustomer).ActivityTo.ShouldBe("ann@example.com, dee@example.com");
        var failed = told.Single(message => message.ActivityType == ActivityType.MailNotDelivered);
        (failed.ActivityFrom, failed.ActivityTo).ShouldBe(("bob@example.com", "550 5.1.1 No such user"));

        server.Script = (_, _) => null;
        await world.PassAsync(2 * Minute, TimeSpan.FromSeconds(10));

        server.Mails.Count.ShouldBe(2);
        var (first, second) = (Mail.Parse(server.Mails.First().Data), Mail.Parse(server.Mails.Last().Data));
        server.Mails.Last().Recipients.ShouldBe(["cy@example.com"]);
        second["Message-ID"].ShouldBe(first["Message-ID"]);
        foreach (var mail in (Mail[])[first, second])
        {
            mail["To"].ShouldBe("<ann@example.com>");
            mail["Cc"].ShouldBe("<bob@example.com>, <cy@example.com>");
            mail.Raw.ShouldNotContain("dee@example.com");
            mail.Raw.ShouldNotContain("/c/r/", customMessage: "the personal link is the customer's alone");
        }

        (await StatesAsync(world)).ShouldBe([DeliveryState.Sent, DeliveryState.Failed, DeliveryState.Sent, DeliveryState.Sent]);
    }

    [Fact]
    public async Task A_greylisted_mail_arrives_after_a_few_minutes_and_is_told_as_late_only_then()
    {
        await using var server = new ScriptedSmtp();
        await using var world = await StartAsync(server);
        var since = world.Clock.GetUtcNow();
        server.Script = (at, _) => at == SmtpPhase.Rcpt && world.Clock.GetUtcNow() - since < 5 * Minute ? SmtpAnswer.Say("450 4.7.1 Greylisted") : null;
        await WriteAsync(world, ("ann@example.com", RecipientRole.To));

        await RunAsync(world);
        var waiting = await DeliveryAsync(world, "ann@example.com");
        (waiting.State, waiting.Error).ShouldBe((DeliveryState.Deferred, "450 4.7.1 Greylisted"));
        Delivery.Told(waiting.State, waiting.FirstTriedAt, world.Clock.GetUtcNow()).ShouldBe(DeliveryState.Sending);
        await world.PassAsync(10 * Minute, TimeSpan.FromSeconds(10));

        (await StatesAsync(world)).ShouldBe([DeliveryState.Sent]);
        server.Mails.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_mail_that_never_gets_through_is_tried_for_five_days()
    {
        await using var server = new ScriptedSmtp();
        await using var world = await StartAsync(server);
        var tries = new List<DateTimeOffset>();
        server.Script = (at, _) =>
        {
            if (at == SmtpPhase.Mail)
            {
                tries.Add(world.Clock.GetUtcNow());
                return SmtpAnswer.Say("451 4.3.0 Not now");
            }

            return null;
        };
        await WriteAsync(world, ("ann@example.com", RecipientRole.To));

        await world.PassAsync(TimeSpan.FromDays(5) - Minute, 2 * Minute);
        (await StatesAsync(world)).ShouldBe([DeliveryState.Deferred]);
        await world.PassAsync(TimeSpan.FromHours(2), 2 * Minute);

        (await StatesAsync(world)).ShouldBe([DeliveryState.Failed]);
        (await DeliveryAsync(world, "ann@example.com")).Error.ShouldBe("451 4.3.0 Not now");
        tries.Count.ShouldBeInRange(100, 160);
        tries.Zip(tries.Skip(1), (one, next) => next - one).ShouldAllBe(wait => wait <= TimeSpan.FromMinutes(75));
    }

    [Fact]
    public async Task What_is_unknown_is_sent_again_under_the_same_id()
    {
        await using var server = new ScriptedSmtp();
        await using var world = await StartAsync(server);
        server.Script = (at, _) => at == SmtpPhase.Dot && server.Mails.IsEmpty ? SmtpAnswer.Reset : null;
        await WriteAsync(world, ("ann@example.com", RecipientRole.To));

        await RunAsync(world);
        (await DeliveryAsync(world, "ann@example.com")).Error.ShouldNotBeNullOrEmpty();
        await world.PassAsync(2 * Minute, TimeSpan.FromSeconds(10));

        (await StatesAsync(world)).ShouldBe([DeliveryState.Sent]);
        server.Mails.Select(mail => Mail.Parse(mail.Data)["Message-ID"]).Distinct().Count().ShouldBe(1);
    }

    // An address that does not exist is given up; a full mailbox or a refused text says nothing against it.
    [Theory]
    [InlineData("550 5.1.1 No such user", true)]
    [InlineData("552 5.2.2 Mailbox full", false)]
    [InlineData("554 5.7.1 We do not like it", false)]
    [InlineData("550 No", false)]
    public async Task Only_an_address_that_does_not_exist_gets_nothing_more(string words, bool given)
    {
        await using var server = new ScriptedSmtp();
        await using var world = await StartAsync(server);
        server.Script = (at, _) => at == SmtpPhase.Rcpt ? SmtpAnswer.Say(words) : null;
        await WriteAsync(world, ("ann@example.com", RecipientRole.To));

        await RunAsync(world);

        (await StatesAsync(world)).ShouldBe([DeliveryState.Failed]);
        var identity = await world.ReadAsync(db => db.CustomerIdentities.SingleAsync(row => row.Type == IdentityType.Email));
        (identity.BouncedAt is not null).ShouldBe(given);
    }

    [Fact]
    public async Task A_slow_server_keeps_its_mail_longer_than_a_lease()
    {
        await using var world = await World.CreateAsync();
        var clock = new StoppedTime(world.Clock);
        var slow = new Slow();
        var run = ActivatorUtilities.CreateInstance<MailRun>(world.Services, slow, clock);
        await WriteAsync(world, ("ann@example.com", RecipientRole.To));
        var batch = (await world.Get<Claims>().TakeAsync(4, CancellationToken.None)).Mails.Single();

        var running = run.RunAsync(batch, CancellationToken.None);
        await slow.Begun.Task;
        for (var i = 0; i < 6; i++)
        {
            var before = (await DeliveryAsync(world, "ann@example.com")).LeaseUntil;
            world.Clock.Advance(TimeSpan.FromSeconds(30));
            clock.Ring();
            await Eventually.BeTrueAsync(async () => (await DeliveryAsync(world, "ann@example.com")).LeaseUntil > before, "the lease is renewed");
            (await world.Get<Claims>().TakeAsync(4, CancellationToken.None)).Mails.ShouldBeEmpty();
        }

        slow.Done.SetResult();
        await running;
        (await StatesAsync(world)).ShouldBe([DeliveryState.Sent]);
    }

    [Fact]
    public async Task Whoever_lost_the_lease_stops_and_writes_nothing()
    {
        await using var world = await World.CreateAsync();
        var clock = new StoppedTime(world.Clock);
        var slow = new Slow();
        var run = ActivatorUtilities.CreateInstance<MailRun>(world.Services, slow, clock);
        await WriteAsync(world, ("ann@example.com", RecipientRole.To));
        var batch = (await world.Get<Claims>().TakeAsync(4, CancellationToken.None)).Mails.Single();
        var running = run.RunAsync(batch, CancellationToken.None);
        await slow.Begun.Task;

        world.Clock.Advance(TimeSpan.FromSeconds(61));
        (await world.Get<Claims>().TakeAsync(4, CancellationToken.None)).Mails.ShouldHaveSingleItem();
        clock.Ring();
        await running;

        slow.WasStopped.ShouldBeTrue();
        (await StatesAsync(world)).ShouldBe([DeliveryState.Sending]);
    }

    [Fact]
    public async Task A_mailbox_decides_sender_server_and_where_answers_go()
    {
        await using var server = new ScriptedSmtp();
        await using var world = await World.CreateAsync();
        var mailbox = await world.WriteAsync(async db =>
        {
            var inbox = new Inbox("mail", "Mail", Channel.Email);
            db.Inboxes.Add(inbox);
            await db.SaveChangesAsync();
            var added = new MailAccount(inbox.Id, "support@acme.example")
            {
                FromName = "{agent} ({workspace})",
                Incoming = new MailServer("imap.acme.example", 993, MailSecurity.Tls, "", ""),
                Outgoing = new MailServer("127.0.0.1", server.Port, MailSecurity.None, "bo", world.Get<MailSecrets>().Protect("s3cret")),
            };
            db.MailAccounts.Add(added);
            return added;
        });
        await WriteAsync(world, ("ann@example.com", RecipientRole.To));

        await RunAsync(world);

        var mail = Mail.Parse(server.Mails.ShouldHaveSingleItem().Data);
        mail["From"].ShouldBe("\"Bo (Acme)\" <support@acme.example>");
        mail["Message-ID"]!.ShouldEndWith("@acme.example>");
        var answers = mail["Reply-To"]!.Trim('<', '>');
        world.Get<MessageIds>().TryReadReplyAddress(answers, out var number).ShouldBeTrue();
        number.ShouldBe(1001);
        world.Get<MessageIds>().TryRead(mail["Message-ID"]!, out var ticket, out _).ShouldBeTrue();
        ticket.ShouldBe(1001);
        server.Heard.ShouldContain($"AUTH PLAIN {Convert.ToBase64String("\0bo\0s3cret"u8)}");
        mailbox.Outgoing.Secret.ShouldNotContain("s3cret");
    }

    [Fact]
    public async Task An_answer_takes_up_the_customers_own_mail()
    {
        await using var world = await World.CreateAsync();
        var bo = await world.AgentAsync("Bo");
        var ticket = await world.TicketWithAddressAsync();
        await world.WriteAsync(async db =>
        {
            var first = await db.Messages.OrderBy(row => row.Seq).FirstAsync(row => row.AuthorKind == AuthorKind.Customer);
            var mail = new MailMeta(first.Id, world.Inbox.Id, "abc@mail.example.com") { Subject = "Où est\r\nBcc: x@example.com ma commande ?", Standing = SenderStanding.Customer };
            db.MailMetas.Add(mail);
            return (await db.CustomerIdentities.SingleAsync(row => row.Type == IdentityType.Email)).Verify(IdentityProof.Agent, world.Clock.GetUtcNow());
        });
        await bo.RepliesAsync(ticket, "Here");
        await world.PassAsync(5 * Minute);

        var answer = Mail.In(world).ShouldHaveSingleItem();
        answer["Subject"].ShouldBe("Re: Où est  Bcc: x@example.com ma commande ? [#1001]");
        answer["In-Reply-To"].ShouldBe("<abc@mail.example.com>");
        answer["References"].ShouldBe("<abc@mail.example.com>");
        answer["Bcc"].ShouldBeNull();
    }

    private static Task<World> StartAsync(ScriptedSmtp server, string database = Databases.Sqlite) => World.CreateAsync(
        database,
        "--Mail:Outgoing:Host=127.0.0.1",
        string.Create(null, $"--Mail:Outgoing:Port={server.Port}"),
        "--Mail:Outgoing:Security=none",
        "--Mail:Outgoing:From=support@example.com");

    // A ticket by mail: nobody waits for anybody to read it in a chat.
    private static async Task<long> WriteAsync(World world, params (string Address, RecipientRole Role)[] recipients)
    {
        var bo = await world.AgentAsync("Bo");
        return await world.WriteAsync(async db =>
        {
            var now = world.Clock.GetUtcNow();
            var customer = new Customer("Ann", "en", now);
            customer.Claim(IdentityType.Email, "ann@example.com", now).Verify(IdentityProof.Agent, now);
            var ticket = new Ticket(1001, customer, world.Inbox.Id, Channel.Email, "Late", now);
            db.Tickets.Add(ticket);
            var message = ticket.Reply(bo.Actor, "It leaves today.", Channel.Email, null, now);
            foreach (var (address, role) in recipients)
            {
                message.Mail(address, role, now, now);
            }

            await db.SaveChangesAsync();
            return ticket.Number;
        });
    }

    private static async Task RunAsync(World world) => await world.Get<Sweeper>().RunOnceAsync(CancellationToken.None);

    private static Task<Delivery> DeliveryAsync(World world, string recipient) => world.ReadAsync(db =>
        db.Deliveries.AsNoTracking().SingleAsync(row => row.Recipient == recipient));

    private static Task<List<DeliveryState>> StatesAsync(World world) => world.ReadAsync(db =>
        db.Deliveries.OrderBy(row => row.Id).Select(row => row.State).ToListAsync());

    private sealed class Slow : IMailSender
    {
        public TaskCompletionSource Begun { get; } = new();

        public TaskCompletionSource Done { get; } = new();

        public bool WasStopped { get; private set; }

        public bool HasLeft(string messageId) => false;

        public async Task<IReadOnlyList<MailOutcome>> SendAsync(OutgoingMail mail, CancellationToken ct)
        {
            Begun.SetResult();
            try
            {
                await Done.Task.WaitAsync(ct);
            }
            catch (OperationCanceledException)
            {
                WasStopped = true;
                throw;
            }

            return [.. mail.Recipients.Select(recipient => new MailOutcome(recipient, MailFate.Sent))];
        }
    }
}
