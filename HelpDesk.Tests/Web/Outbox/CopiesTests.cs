using HelpDesk.Domain;
using HelpDesk.Domain.Customers;
using HelpDesk.Domain.Email;
using HelpDesk.Domain.Tickets;
using HelpDesk.Migrations;
using HelpDesk.Tests.Support;
using HelpDesk.Web.Actions.Customers;
using HelpDesk.Web.Actions.Tickets;
using HelpDesk.Web.Channels.Chat;
using HelpDesk.Web.Features.Conversation;
using HelpDesk.Web.Settings;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Channel = HelpDesk.Domain.Tickets.Channel;

namespace HelpDesk.Tests.Web.Outbox;

/// <summary>Answers that go to others beside the customer.</summary>
public sealed class CopiesTests
{
    private static readonly NamedRecipients Colleagues = new([], ["bob@example.com"], ["dee@example.com"]);

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Whom_an_agent_names_gets_a_copy_and_takes_part(string database)
    {
        await using var world = await World.CreateAsync(database);
        await world.OpenMailAsync();
        var bo = await world.AgentAsync("Bo");
        var ticket = (await world.GetsAsync(new Eml("Ann <ann@example.com>"))).Ticket.Number;

        await AnswersAsync(world, bo, ticket, "It left today.", Colleagues);
        var mail = (await world.SendsAsync()).Single(sent => sent.Text.Contains("It left today.", StringComparison.Ordinal));

        (mail["To"], mail["Cc"]).ShouldBe(("<ann@example.com>", "<bob@example.com>"));
        mail.Raw.ShouldNotContain("dee@example.com");
        (await MailsAsync(world, "It left today.")).ShouldBe(["To ann@example.com Sent", "Cc bob@example.com Sent", "Bcc dee@example.com Sent"]);

        var bobs = await world.GetsAsync(new Eml("Bob <bob@example.com>") { InReplyTo = mail["Message-ID"], To = world.ReplyAddress(ticket), Text = "I packed it." });
        var dees = await world.GetsAsync(new Eml("Dee <dee@example.com>") { InReplyTo = mail["Message-ID"], To = world.ReplyAddress(ticket), Text = "I only watch." });
        (bobs.Ticket.Number, bobs.Kind).ShouldBe((ticket, MessageKind.Public));
        (dees.Ticket.Number, dees.Kind).ShouldBe((ticket, MessageKind.Note), "whoever was hidden has no part in it");

        await AnswersAsync(world, bo, ticket, "Thanks, Bob.", named: null);
        await world.SendsAsync();
        (await MailsAsync(world, "Thanks, Bob.")).ShouldBe(["To ann@example.com Sent", "Cc bob@example.com Sent"]);
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task The_customer_sees_who_wrote_and_nothing_of_who_got_a_copy(string database)
    {
        await using var world = await World.CreateAsync(database);
        await world.OpenMailAsync();
        var bo = await world.AgentAsync("Bo");
        var ticket = await world.TicketWithAddressAsync();
        await AnswersAsync(world, bo, ticket, "It left today.", Colleagues);
        await world.GetsAsync(new Eml("Bob Builder <bob@example.com>") { To = world.ReplyAddress(ticket), Text = "I packed it." });

        var seen = await world.ReadAsync(db => VisitorMessage.ReadAsync(db, db.Messages.Where(message => message.Ticket.Number == ticket), CancellationToken.None));

        var answer = seen.Single(message => message.Message.Text == "It left today.").Message;
        answer.Deliveries.Select(delivery => delivery.Channel).ShouldBe(["chat", "email"]);
        var bobs = seen.Single(message => message.Message.Text == "I packed it.").Message;
        (bobs.Author.Type, bobs.Author.Id, bobs.Author.Name).ShouldBe(("customer", null, "Bob Builder"));
        seen.Single(message => message.Message.Text == "My order 4711 is late").Message.Author.Id.ShouldNotBeNull();
    }

    [Fact]
    public async Task In_a_chat_the_copy_leaves_at_once_and_the_customers_own_mail_only_when_it_stays_unread()
    {
        await using var world = await World.CreateAsync();
        var ann = world.Customer("Ann");
        var ticket = (await ann.WritesAsync("My order is late")).Ticket;
        await ann.LeavesAddressAsync(ticket, "ann@example.com");
        var bo = await world.AgentAsync("Bo");

        var read = await AnswersAsync(world, bo, ticket, "It left today.", Colleagues);
        await AnswersAsync(world, bo, ticket, "And arrives tomorrow.", named: null);
        var copy = (await world.SendsAsync()).ShouldHaveSingleItem();
        await ann.ReadsAsync(ticket, read.Seq);
        await world.PassAsync(TimeSpan.FromHours(1), TimeSpan.FromMinutes(1));

        (copy["To"], copy["Cc"]).ShouldBe(("<ann@example.com>", "<bob@example.com>"));
        copy.Raw.ShouldNotContain("/c/r/", customMessage: "the personal link is the customer's alone");
        (await MailsAsync(world, "It left today.")).ShouldBe(["To ann@example.com Superseded", "Cc bob@example.com Sent", "Bcc dee@example.com Sent"]);
        (await MailsAsync(world, "And arrives tomorrow.")).ShouldBe(["To ann@example.com Sent"], "a chat that goes on is copied to nobody who was not named");
        Mail.In(world).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_customer_who_may_get_no_more_today_holds_up_nobody_else()
    {
        await using var world = await World.CreateAsync();
        var ann = world.Customer("Ann");
        var ticket = (await ann.WritesAsync("My order is late")).Ticket;
        await ann.LeavesAddressAsync(ticket, "ann@example.com");
        var bo = await world.AgentAsync("Bo");
        await ann.ClosesThePageAsync();
        for (var mail = 0; mail < 3; mail++)
        {
            await AnswersAsync(world, bo, ticket, $"Answer {mail}", named: null);
            await world.PassAsync(TimeSpan.FromHours(1), TimeSpan.FromMinutes(5));
        }

        await AnswersAsync(world, bo, ticket, "With a copy", Colleagues);
        await world.PassAsync(TimeSpan.FromMinutes(1));
        (await MailsAsync(world, "With a copy")).ShouldBe(["To ann@example.com Queued", "Cc bob@example.com Sent", "Bcc dee@example.com Sent"]);

        await world.PassAsync(TimeSpan.FromDays(1), TimeSpan.FromMinutes(10));
        (await MailsAsync(world, "With a copy")).ShouldBe(["To ann@example.com Sent", "Cc bob@example.com Sent", "Bcc dee@example.com Sent"]);
        Mail.In(world).Count(mail => mail.Text.Contains("With a copy", StringComparison.Ordinal)).ShouldBe(2);
    }

    [Fact]
    public async Task What_the_customer_has_read_in_the_chat_still_goes_to_others()
    {
        await using var world = await World.CreateAsync();
        var ann = world.Customer("Ann");
        var ticket = (await ann.WritesAsync("My order is late")).Ticket;

        var answer = await AnswersAsync(world, await world.AgentAsync("Bo"), ticket, "It left today.", new NamedRecipients(["bob@example.com"], [], []));
        await ann.ReadsAsync(ticket, answer.Seq);
        await world.PassAsync(TimeSpan.FromMinutes(1));

        (await MailsAsync(world, "It left today.")).ShouldBe(["To bob@example.com Sent"]);
    }

    [Fact]
    public async Task An_address_given_later_is_mailed_what_only_others_got()
    {
        await using var world = await World.CreateAsync();
        var ann = world.Customer("Ann");
        var ticket = (await ann.WritesAsync("My order is late")).Ticket;
        await ann.ClosesThePageAsync();
        await AnswersAsync(world, await world.AgentAsync("Bo"), ticket, "It left today.", Colleagues);
        await world.SendsAsync();

        await ann.LeavesAddressAsync(ticket, "ann@example.com");
        await world.PassAsync(TimeSpan.FromHours(1), TimeSpan.FromMinutes(1));

        (await MailsAsync(world, "It left today.")).ShouldBe(["Cc bob@example.com Sent", "Bcc dee@example.com Sent", "To ann@example.com Sent"]);
    }

    [Fact]
    public async Task Whom_an_agents_own_mail_reached_gets_no_second_one()
    {
        await using var world = await World.CreateAsync();
        await world.OpenMailAsync(change: account => account.AuthorityName = "mx.acme.example");
        var bo = await world.AgentAsync("bo");
        var ticket = (await world.GetsAsync(new Eml("Ann <ann@example.com>"))).Ticket.Number;
        await AnswersAsync(world, bo, ticket, "We are looking.", new NamedRecipients([], ["bob@example.com", "cy@example.com", "bo@desk.example"], []));
        var mail = (await world.SendsAsync()).Single(sent => sent.Text.Contains("We are looking.", StringComparison.Ordinal));

        await world.GetsAsync(new Eml("Bo <bo@desk.example>")
        {
            InReplyTo = mail["Message-ID"], To = $"{world.ReplyAddress(ticket)}, bob@example.com", Text = "Found it.",
            Head = ["Authentication-Results: mx.acme.example; dmarc=pass header.from=desk.example"],
        });

        var states = await MailsAsync(world, "Found it.");
        states.ShouldContain("To ann@example.com Queued");
        states.ShouldContain("Cc cy@example.com Queued");
        states.ShouldNotContain(state => state.Contains("bob@", StringComparison.Ordinal));
        states.ShouldNotContain(state => state.Contains("bo@desk", StringComparison.Ordinal), "nobody is mailed their own words");
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task The_composer_offers_those_whom_an_answer_is_really_copied_to(string database)
    {
        await using var world = await World.CreateAsync(database);
        await world.OpenMailAsync();
        var bo = await world.AgentAsync("Bo");
        var ann = (await world.GetsAsync(new Eml("Ann <ann@example.com>"))).Ticket;
        await world.Get<AddAddress>().RunAsync(bo.Actor, ann.CustomerId, IdentityType.Email, "ann.home@example.com", isProven: true, CancellationToken.None);
        await world.WriteAsync(async db =>
        {
            foreach (var address in (string[])["support+old@acme.example", "bob@example.com", "ann.home@example.com"])
            {
                var participant = new Participant(ann.Id, address, ParticipantRole.Cc);
                participant.Accept(bo.Actor.Id);
                db.Participants.Add(participant);
            }

            await db.SaveChangesAsync();
            return true;
        });

        var head = await new ConversationQuery(world.Get<IDbContextFactory<HelpDeskDb>>(), world.Get<IOptionsMonitor<OutgoingMailOptions>>())
            .HeadAsync(ann.Number, bo.Actor.Id, CancellationToken.None);
        await AnswersAsync(world, bo, ann.Number, "It left today.", named: null);

        head.ShouldNotBeNull().Usual.ShouldBe(["bob@example.com"]);
        (await MailsAsync(world, "It left today.")).ShouldBe(["To ann@example.com Queued", "Cc bob@example.com Queued"]);
    }

    [Fact]
    public async Task What_cannot_be_written_to_is_refused_and_nothing_is_stored()
    {
        await using var world = await World.CreateAsync();
        await world.OpenMailAsync();
        var bo = await world.AgentAsync("Bo");
        var ticket = await world.TicketWithAddressAsync();
        var before = (await world.TimelineAsync(ticket)).Count;

        foreach (var address in (string[])["support@acme.example", $"x@example.com\r\nBcc: eve@evil.example", "nobody"])
        {
            (await Should.ThrowAsync<RuleException>(() => AnswersAsync(world, bo, ticket, "Hi", new NamedRecipients([], [address], [])))).Code.ShouldBe("recipients");
        }

        (await world.TimelineAsync(ticket)).Count.ShouldBe(before);
        (await world.ReadAsync(db => db.Participants.CountAsync())).ShouldBe(0);
    }

    private static Task<Stored> AnswersAsync(World world, AgentActor agent, long ticket, string text, NamedRecipients? named) =>
        world.Get<Reply>().RunAsync(agent.Actor, ticket, new Written(text, null, []) { Others = named }, CancellationToken.None);

    private static async Task<List<string>> MailsAsync(World world, string text)
    {
        var deliveries = await world.ReadAsync(db => db.Deliveries.AsNoTracking()
            .Where(delivery => delivery.Message.BodyText == text && delivery.Channel == Channel.Email).OrderBy(delivery => delivery.Id).ToListAsync());
        return deliveries.ConvertAll(delivery => $"{delivery.Role} {delivery.Recipient} {delivery.State}");
    }
}
