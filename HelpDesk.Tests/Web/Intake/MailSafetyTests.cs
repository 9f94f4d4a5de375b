using HelpDesk.Domain.Customers;
using HelpDesk.Domain.Email;
using HelpDesk.Domain.Tickets;
using HelpDesk.Tests.Support;
using HelpDesk.Web.Outbox;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Tests.Web.Intake;

/// <summary>Mail that is not what it says, and what it must not be able to do.</summary>
public sealed class MailSafetyTests
{
    private const string Ann = "Ann <ann@example.com>";
    private const string Mallory = "Mallory <mallory@evil.example>";

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_stranger_who_knows_the_reply_address_is_heard_by_agents_alone(string database)
    {
        await using var world = await World.CreateAsync(database);
        await world.OpenMailAsync();
        var bo = await world.AgentAsync("Bo");
        var first = await world.GetsAsync(new Eml(Ann));
        await world.SendsAsync();
        await bo.SetsAsync(first.Ticket.Number, "pending");

        var message = await world.GetsAsync(new Eml("noreply@chat.example") { To = world.ReplyAddress(first.Ticket.Number), Text = "Your code is 123456" });

        (message.TicketId, message.Kind, message.Direction).ShouldBe((first.TicketId, MessageKind.Note, Direction.In));
        (await world.MetaAsync(message)).Standing.ShouldBe(SenderStanding.Stranger);
        var ticket = await world.TicketAsync(first.Ticket.Number);
        (ticket.CustomerId, ticket.Category, ticket.WaitingOn).ShouldBe((first.AuthorId, StatusCategory.Open, WaitingOn.Agent));
        (await world.SendsAsync()).ShouldBeEmpty();
        await bo.RepliesAsync(first.Ticket.Number, "Hello Ann");
        (await world.SendsAsync()).Single()["To"].ShouldNotBeNull().ShouldContain("ann@example.com");
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_number_in_the_subject_opens_nobodys_ticket(string database)
    {
        await using var world = await World.CreateAsync(database);
        await world.OpenMailAsync();
        var first = await world.GetsAsync(new Eml(Ann));
        await world.SendsAsync();

        var message = await world.GetsAsync(new Eml(Mallory) { Subject = $"Re: x [#{first.Ticket.Number}]" });

        message.TicketId.ShouldNotBe(first.TicketId);
        var link = await world.ReadAsync(db => db.TicketLinks.SingleAsync());
        (link.FromTicketId, link.ToTicketId, link.Type).ShouldBe((message.TicketId, first.TicketId, TicketLinkType.Related));
        (await world.SendsAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("dmarc=fail")]
    [InlineData("dmarc=fail header.from=other.example")]
    public async Task What_the_receiving_server_holds_for_forged_joins_nobody_silently(string result)
    {
        await using var world = await World.CreateAsync();
        await world.OpenMailAsync(change: account => account.AuthorityName = "mx.acme.example");
        var first = await world.GetsAsync(new Eml(Ann));
        await world.SendsAsync();
        string[] failed = [$"Authentication-Results: mx.acme.example; spf=fail; {result}", "Authentication-Results: mx.acme.example; dmarc=pass"];

        var byAddress = await world.GetsAsync(new Eml(Ann) { To = world.ReplyAddress(first.Ticket.Number), Head = failed });
        var bySubject = await world.GetsAsync(new Eml(Ann) { Subject = $"[#{first.Ticket.Number}]", Head = failed });
        var anew = await world.GetsAsync(new Eml(Ann) { Head = failed });

        (byAddress.TicketId, byAddress.Kind).ShouldBe((first.TicketId, MessageKind.Note));
        bySubject.TicketId.ShouldNotBe(first.TicketId);
        var others = await world.ReadAsync(db => db.Customers.Include(row => row.Identities).Where(row => row.Id != first.AuthorId).ToListAsync());
        new[] { byAddress.AuthorId, bySubject.AuthorId, anew.AuthorId }.Distinct().ShouldBe(others.Select(row => row.Id));
        others.Single().Identities.Single().VerifiedAt.ShouldBeNull();
        (await world.SendsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_result_that_our_server_did_not_write_counts_for_nothing()
    {
        await using var world = await World.CreateAsync();
        await world.OpenMailAsync(change: account => account.AuthorityName = "mx.acme.example");

        var message = await world.GetsAsync(new Eml(Ann) { Head = ["Authentication-Results: mx.evil.example; dmarc=pass"] });

        (await world.MetaAsync(message)).Verdict.ShouldBe(MailVerdict.None);
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Of_several_senders_nobody_is_guessed(string database)
    {
        await using var world = await World.CreateAsync(database);
        await world.OpenMailAsync();
        var first = await world.GetsAsync(new Eml(Ann));
        await world.SendsAsync();

        var message = await world.GetsAsync(new Eml("ann@example.com, mallory@evil.example") { To = world.ReplyAddress(first.Ticket.Number) });

        message.TicketId.ShouldNotBe(first.TicketId);
        var meta = await world.MetaAsync(message);
        meta.Standing.ShouldBe(SenderStanding.Unknown);
        meta.Oddities.ShouldContain("ambiguous sender");
        (await world.ReadAsync(db => db.Customers.Include(row => row.Identities).SingleAsync(row => row.Id == message.AuthorId))).Identities.ShouldBeEmpty();
        (await world.SendsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_signature_that_does_not_fit_is_none()
    {
        await using var world = await World.CreateAsync();
        await world.OpenMailAsync();
        var first = await world.GetsAsync(new Eml(Ann));
        var token = world.ReplyAddress(first.Ticket.Number);
        var forged = token.Replace(token[20], token[20] == 'a' ? 'b' : 'a');

        var message = await world.GetsAsync(new Eml(Mallory) { To = forged, InReplyTo = $"<t{first.Ticket.Number}.d1.aaaaaaaaaaaaaaaaaaaaaaaaaa@acme.example>" });

        message.TicketId.ShouldNotBe(first.TicketId);
        (await world.MetaAsync(message)).Hint.ShouldBe(ThreadHint.None);
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task An_agent_answers_from_their_own_mail_program(string database)
    {
        await using var world = await World.CreateAsync(database);
        await world.OpenMailAsync();
        var bo = await world.AgentAsync("bo");
        var (first, id) = await ToldAsync(world, "bo@desk.example");

        var message = await world.GetsAsync(new Eml("bo@desk.example") { To = world.ReplyAddress(first.Ticket.Number), InReplyTo = $"<{id}>", Text = "It left today." });

        (message.TicketId, message.AuthorKind, message.AuthorId, message.Direction, message.Kind).ShouldBe((first.TicketId, AuthorKind.Agent, bo.Actor.Id, Direction.Out, MessageKind.Public));
        var ticket = await world.TicketAsync(first.Ticket.Number);
        (ticket.WaitingOn, ticket.AssigneeId, ticket.ReplyCount).ShouldBe((WaitingOn.Customer, bo.Actor.Id, 1));
        (await world.SendsAsync()).Single().Text.ShouldContain("It left today.");
    }

    [Fact]
    public async Task An_agent_who_was_disabled_speaks_for_nobody()
    {
        await using var world = await World.CreateAsync();
        await world.OpenMailAsync();
        await world.AgentAsync("bo");
        var (first, id) = await ToldAsync(world, "bo@desk.example");
        await world.WriteAsync(async db => (await db.Agents.SingleAsync()).SetActive(false, world.Clock.GetUtcNow()));

        var message = await world.GetsAsync(new Eml("bo@desk.example") { InReplyTo = $"<{id}>", Text = "Free money for all" });

        (message.TicketId, message.Kind, message.AuthorKind).ShouldBe((first.TicketId, MessageKind.Note, AuthorKind.Customer));
        (await world.SendsAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("support@acme.example")]
    [InlineData("Support <SUPPORT+anything@acme.example>")]
    public async Task Our_own_mail_come_back_is_kept_and_counted_and_no_ticket(string from)
    {
        await using var world = await World.CreateAsync();
        await world.OpenMailAsync();

        (await world.ReceivesAsync(new Eml(from))).State.ShouldBe(RawMailState.Loop);
        (await world.ReceivesAsync(new Eml(Ann) { Head = [$"X-HelpDesk-Loop: {world.Get<MessageIds>().Instance}"] })).State.ShouldBe(RawMailState.Loop);

        (await world.ReadAsync(db => db.Tickets.CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task A_name_that_is_another_address_is_not_shown()
    {
        await using var world = await World.CreateAsync();
        await world.OpenMailAsync();

        await world.GetsAsync(new Eml("\"ceo@corp.example\" <x@evil.example>"));

        (await world.ReadAsync(db => db.Customers.SingleAsync())).DisplayName.ShouldBe("");
    }

    // A ticket of Ann's, and the id of a mail about it that an agent alone got.
    private static async Task<(Message First, string Id)> ToldAsync(World world, string agent)
    {
        var first = await world.GetsAsync(new Eml(Ann));
        await world.SendsAsync();
        var id = await world.WriteAsync(async db =>
        {
            var message = await db.Messages.Include(row => row.Ticket).SingleAsync(row => row.Id == first.Id);
            var told = message.Deliver(Channel.Email, agent, DeliveryState.Queued, dueAt: null, world.Clock.GetUtcNow());
            await db.SaveChangesAsync();
            var name = world.Get<MessageIds>().For(message.Ticket.Number, told.Id, "acme.example");
            told.Lease(name, world.Clock.GetUtcNow(), world.Clock.GetUtcNow());
            told.Sent(world.Clock.GetUtcNow());
            return name;
        });
        return (first, id);
    }
}
