using HelpDesk.Domain.Customers;
using HelpDesk.Domain.Email;
using HelpDesk.Domain.Tickets;
using HelpDesk.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Tests.Web.Intake;

/// <summary>Machines that write to us, and what our own machine writes.</summary>
public sealed class MailMachineTests
{
    private const string Ann = "Ann <ann@example.com>";

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_new_ticket_is_acknowledged_once_and_repeats_nothing(string database)
    {
        await using var world = await World.CreateAsync(database);
        await world.OpenMailAsync();

        var first = await world.GetsAsync(new Eml(Ann) { Subject = "Buy cheap pills", Text = "at pills.example" });
        var mail = (await world.SendsAsync()).Single();
        await world.GetsAsync(new Eml(Ann) { To = world.ReplyAddress(first.Ticket.Number), Text = "Hello?" });

        mail["To"].ShouldNotBeNull().ShouldContain("ann@example.com");
        mail.Text.ShouldContain("We have your message");
        mail.Raw.ShouldNotContain("pills");
        mail["Auto-Submitted"].ShouldNotBeNull();
        mail["X-HelpDesk-Loop"].ShouldNotBeNull();
        (await world.SendsAsync()).ShouldBeEmpty();
        var ticket = await world.TicketAsync(first.Ticket.Number);
        (ticket.WaitingOn, ticket.FirstResponseAt).ShouldBe((WaitingOn.Agent, null));
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_customer_is_acknowledged_once_an_hour_and_three_times_a_day(string database)
    {
        await using var world = await World.CreateAsync(database);
        await world.OpenMailAsync();
        var mails = 0;
        for (var half = 0; half < 16; half++)
        {
            await world.GetsAsync(new Eml(Ann));
            mails += (await world.SendsAsync()).Count;
            mails.ShouldBe(Math.Min(3, (half / 2) + 1), $"after {half * 30} minutes");
            world.Clock.Advance(TimeSpan.FromMinutes(30));
        }
    }

    [Fact]
    public async Task An_acknowledgement_says_when_we_open_in_the_language_of_the_customer()
    {
        await using var world = await World.CreateAsync();
        await world.OpenMailAsync();
        await world.WriteAsync(async db =>
        {
            var hours = new HelpDesk.Domain.Hours.Calendar("Hours", "Europe/Madrid", HelpDesk.Domain.Hours.WeeklyHours.Weekdays(new TimeOnly(9, 0), new TimeOnly(17, 0)));
            db.Add(hours);
            await db.SaveChangesAsync();
            (await db.Workspaces.SingleAsync()).UseCalendar(hours.Id);
            return true;
        });
        world.Clock.Advance(TimeSpan.FromHours(10));

        await world.GetsAsync(new Eml(Ann) { Head = ["Content-Language: es"] });

        (await world.SendsAsync()).Single().Text.ShouldContain("abrimos de nuevo el 2026-03-03 09:00 (Europe/Madrid)");
    }

    [Theory]
    [InlineData("Auto-Submitted: auto-replied")]
    [InlineData("Precedence: bulk")]
    [InlineData("X-HelpDesk-Loop: somebody-else")]
    [InlineData("List-Id: <news.example>")]
    [InlineData("X-Auto-Response-Suppress: All")]
    public async Task A_machine_is_kept_and_not_answered(string field)
    {
        await using var world = await World.CreateAsync();
        await world.OpenMailAsync();

        var message = await world.GetsAsync(new Eml("Robot <robot@example.com>") { Head = [field] });

        message.MachineKind.ShouldNotBe(MachineKind.None);
        (await world.SendsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Acknowledgements_can_be_switched_off_for_an_inbox()
    {
        await using var world = await World.CreateAsync();
        var inbox = await world.OpenMailAsync();
        await world.WriteAsync(db => Task.FromResult(db.Settings.Add(new HelpDesk.Domain.Work.Setting("Mail:AutoReply", inbox, "false"))));
        await world.Get<HelpDesk.Web.Settings.SettingsCache>().ReloadAsync(CancellationToken.None);

        await world.GetsAsync(new Eml(Ann));

        (await world.SendsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Whoever_just_heard_from_an_agent_hears_no_machine()
    {
        await using var world = await World.CreateAsync();
        await world.OpenMailAsync(change: null);
        var bo = await world.AgentAsync("Bo");
        var first = await world.GetsAsync(new Eml(Ann));
        await world.SendsAsync();
        world.Clock.Advance(TimeSpan.FromHours(2));
        await bo.RepliesAsync(first.Ticket.Number, "Hello Ann");
        (await world.SendsAsync()).Count.ShouldBe(1);

        await world.GetsAsync(new Eml(Ann) { Subject = "Another matter" });

        (await world.SendsAsync()).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Out_of_office_is_attached_and_reopens_nothing(string database)
    {
        await using var world = await World.CreateAsync(database);
        await world.OpenMailAsync();
        var bo = await world.AgentAsync("Bo");
        var first = await world.GetsAsync(new Eml(Ann));
        await bo.SetsAsync(first.Ticket.Number, "solved");
        var away = new Eml(Ann) { To = world.ReplyAddress(first.Ticket.Number), Subject = "Out of office: x", Head = ["Auto-Submitted: auto-replied"], Text = "I am away." };

        var message = await world.GetsAsync(away);

        (message.TicketId, message.MachineKind).ShouldBe((first.TicketId, MachineKind.OutOfOffice));
        (await world.TicketAsync(first.Ticket.Number)).Category.ShouldBe(StatusCategory.Solved);
        await world.PassAsync(TimeSpan.FromDays(5));
        var later = await world.GetsAsync(away with { Id = "<later@mail.example>", Text = "Still away." });
        later.TicketId.ShouldBe(first.TicketId);
        var closed = await world.TicketAsync(first.Ticket.Number);
        (closed.Category, closed.WaitingOn, closed.ReopenCount).ShouldBe((StatusCategory.Closed, WaitingOn.Nobody, 0));
        (await world.ReadAsync(db => db.Tickets.CountAsync())).ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_bounce_comes_to_its_ticket_also_when_that_is_closed(string database)
    {
        await using var world = await World.CreateAsync(database);
        await world.OpenMailAsync();
        var bo = await world.AgentAsync("Bo");
        var first = await world.GetsAsync(new Eml(Ann));
        var sent = (await world.SendsAsync()).Single();
        await bo.SetsAsync(first.Ticket.Number, "solved");
        await world.PassAsync(TimeSpan.FromDays(5));

        var byId = await world.GetsAsync(Bounce(sent["Message-ID"]!));
        var byAddress = await world.GetsAsync(new Eml("Mail Delivery System <mailer-daemon@mx.example>") { To = world.ReplyAddress(first.Ticket.Number), Subject = "Undelivered Mail", Text = "Sorry." });

        foreach (var bounce in (Message[])[byId, byAddress])
        {
            (bounce.TicketId, bounce.Kind, bounce.MachineKind).ShouldBe((first.TicketId, MessageKind.Note, MachineKind.Bounce));
        }

        (await world.TicketAsync(first.Ticket.Number)).Category.ShouldBe(StatusCategory.Closed);
        (await world.ReadAsync(db => db.Tickets.CountAsync())).ShouldBe(1);
    }

    [Theory]
    [InlineData("Auto-Submitted: auto-replied", Databases.Sqlite)]
    [InlineData("Auto-Submitted: auto-replied", Databases.Postgres)]
    [InlineData("X-Priority: 3", Databases.Sqlite)]
    public async Task A_machine_opens_what_was_solved_three_times_an_hour(string field, string database)
    {
        await using var world = await World.CreateAsync(database);
        await world.OpenMailAsync();
        var bo = await world.AgentAsync("Bo");
        var first = await world.GetsAsync(new Eml(Ann) { Head = [field], Text = "Thank you for your message" });
        for (var i = 0; i < 10; i++)
        {
            await bo.SetsAsync(first.Ticket.Number, "solved");
            world.Clock.Advance(TimeSpan.FromMinutes(1));
            await world.GetsAsync(new Eml(Ann) { To = world.ReplyAddress(first.Ticket.Number), Head = [field], Text = "Thank you for your message" });
        }

        var solved = await world.TicketAsync(first.Ticket.Number);
        (solved.ReopenCount, solved.Category).ShouldBe((3, StatusCategory.Solved));
        (await world.TimelineAsync(first.Ticket.Number)).Count(message => message.Direction == Direction.In).ShouldBe(11);

        await world.GetsAsync(new Eml(Ann) { To = world.ReplyAddress(first.Ticket.Number), Text = "It is broken again!" });
        (await world.TicketAsync(first.Ticket.Number)).Category.ShouldBe(StatusCategory.Open, "a person is heard");
        await bo.SetsAsync(first.Ticket.Number, "solved");
        world.Clock.Advance(TimeSpan.FromHours(1));
        await world.GetsAsync(new Eml(Ann) { To = world.ReplyAddress(first.Ticket.Number), Head = [field], Text = "Thank you for your message" });
        (await world.TicketAsync(first.Ticket.Number)).Category.ShouldBe(StatusCategory.Open, "another hour");
    }

    [Fact]
    public async Task A_machine_follows_a_closed_ticket_up_three_times_an_hour()
    {
        await using var world = await World.CreateAsync();
        await world.OpenMailAsync();
        var bo = await world.AgentAsync("Bo");
        var first = await world.GetsAsync(new Eml(Ann));
        await bo.SetsAsync(first.Ticket.Number, "solved");
        await world.PassAsync(TimeSpan.FromDays(5));

        for (var i = 0; i < 6; i++)
        {
            await world.GetsAsync(new Eml(Ann) { To = world.ReplyAddress(first.Ticket.Number), Head = ["Auto-Submitted: auto-generated"], Text = $"Report {i}" });
        }

        (await world.ReadAsync(db => db.Tickets.CountAsync())).ShouldBe(4);
        (await world.TimelineAsync(first.Ticket.Number)).Count(message => message.MachineKind == MachineKind.AutoGenerated).ShouldBe(3);
    }

    [Fact]
    public async Task Whoever_counts_through_the_numbers_of_tickets_gets_tickets_but_no_relations_after_twenty()
    {
        await using var world = await World.CreateAsync();
        await world.OpenMailAsync();
        var first = await world.GetsAsync(new Eml(Ann));
        for (var i = 0; i < 25; i++)
        {
            await world.GetsAsync(new Eml("Mallory <mallory@evil.example>") { Subject = $"Re: [#{first.Ticket.Number}]", Text = $"{i}" });
        }

        (await world.ReadAsync(db => db.Tickets.CountAsync())).ShouldBe(26);
        (await world.ReadAsync(db => db.TicketLinks.CountAsync())).ShouldBe(20);
        (await world.GetsAsync(new Eml(Ann) { Subject = $"Re: [#{first.Ticket.Number}]" })).TicketId.ShouldBe(first.TicketId);
        world.Clock.Advance(TimeSpan.FromHours(1));
        await world.GetsAsync(new Eml("Mallory <mallory@evil.example>") { Subject = $"Re: [#{first.Ticket.Number}]" });
        (await world.ReadAsync(db => db.TicketLinks.CountAsync())).ShouldBe(21);
    }

    [Fact]
    public async Task A_genuine_answer_through_a_list_reopens()
    {
        await using var world = await World.CreateAsync();
        await world.OpenMailAsync();
        var bo = await world.AgentAsync("Bo");
        var first = await world.GetsAsync(new Eml(Ann));
        await bo.SetsAsync(first.Ticket.Number, "solved");

        await world.GetsAsync(new Eml(Ann) { To = world.ReplyAddress(first.Ticket.Number), Head = ["List-Id: <all.example>", "Precedence: list"] });

        (await world.TicketAsync(first.Ticket.Number)).Category.ShouldBe(StatusCategory.Open);
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_bounce_finds_its_mail_and_tells_the_agent(string database)
    {
        await using var world = await World.CreateAsync(database);
        await world.OpenMailAsync();
        var first = await world.GetsAsync(new Eml(Ann));
        var sent = (await world.SendsAsync()).Single();

        await world.GetsAsync(Bounce(sent["Message-ID"]!));

        var delivery = await world.ReadAsync(db => db.Deliveries.SingleAsync());
        delivery.State.ShouldBe(DeliveryState.Bounced);
        delivery.Error.ShouldNotBeNull().ShouldContain("5.1.1");
        (await world.ReadAsync(db => db.Tickets.CountAsync())).ShouldBe(1);
        (await world.ReadAsync(db => db.CustomerIdentities.SingleAsync())).BouncedAt.ShouldBe(world.Clock.GetUtcNow());
        var timeline = await world.TimelineAsync(first.Ticket.Number);
        timeline.ShouldContain(message => message.ActivityType == ActivityType.MailNotDelivered && message.ActivityFrom == "ann@example.com");
        timeline.Count(message => message is { Kind: MessageKind.Note, MachineKind: MachineKind.Bounce }).ShouldBe(1);

        await world.GetsAsync(new Eml(Ann) { To = world.ReplyAddress(first.Ticket.Number), Text = "I am here again" });
        (await world.ReadAsync(db => db.CustomerIdentities.SingleAsync())).BouncedAt.ShouldBeNull();
    }

    [Fact]
    public async Task Two_desks_that_answer_each_other_exchange_two_mails_at_most()
    {
        await using var a = await World.CreateAsync(settings: ["--Mail:Outgoing:From=support@a.example"]);
        await using var b = await World.CreateAsync(settings: ["--Mail:Outgoing:From=support@b.example"]);
        await a.OpenMailAsync("support@a.example");
        await b.OpenMailAsync("support@b.example");
        await a.GetsAsync(new Eml("support@b.example") { To = "support@a.example" });

        var exchanged = 1;
        for (var (from, to) = (a, b); exchanged < 50; (from, to) = (to, from))
        {
            var mails = await NewFilesAsync(from);
            if (mails.Count == 0)
            {
                break;
            }

            foreach (var mail in mails)
            {
                exchanged++;
                await to.ReceivesAsync(mail);
            }
        }

        exchanged.ShouldBe(2);
        (await a.ReadAsync(db => db.Tickets.CountAsync())).ShouldBe(1);
        (await b.ReadAsync(db => db.Tickets.CountAsync())).ShouldBe(1);
    }

    private static async Task<List<byte[]>> NewFilesAsync(World world)
    {
        var before = Mail.Files(world.Data);
        await world.PassAsync(TimeSpan.FromSeconds(1));
        return [.. Mail.Files(world.Data).Except(before).Select(File.ReadAllBytes)];
    }

    private static Eml Bounce(string id) => new("Mail Delivery System <mailer-daemon@mx.example>")
    {
        Subject = "Undelivered Mail Returned to Sender",
        Type = "multipart/report; report-type=delivery-status; boundary=b",
        Text = $"""
            --b
            Content-Type: text/plain

            Your mail could not be delivered.
            --b
            Content-Type: message/delivery-status

            Reporting-MTA: dns; mx.example

            Final-Recipient: rfc822; ann@example.com
            Action: failed
            Status: 5.1.1
            Diagnostic-Code: smtp; 550 5.1.1 User unknown
            --b
            Content-Type: message/rfc822

            From: support@acme.example
            To: ann@example.com
            Message-ID: {id}
            Subject: x

            x
            --b--
            """,
    };
}
