using HelpDesk.Domain.Customers;
using HelpDesk.Domain.Email;
using HelpDesk.Domain.Tickets;
using HelpDesk.Tests.Support;
using HelpDesk.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Tests.Web.Intake;

/// <summary>What becomes of ordinary mail.</summary>
public sealed class MailIntakeTests
{
    private const string Ann = "Ann Lee <Ann@Example.com>";

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_mail_opens_a_ticket_of_a_customer_who_has_proven_the_address(string database)
    {
        await using var world = await World.CreateAsync(database);
        var inbox = await world.OpenMailAsync();

        var message = await world.GetsAsync(new Eml(Ann) { Subject = "Re: My order [#7]" });

        var ticket = await world.TicketAsync(message.Ticket.Number);
        (ticket.Subject, ticket.OriginChannel, ticket.InboxId, ticket.Category, ticket.WaitingOn).ShouldBe(("My order", Channel.Email, inbox, StatusCategory.New, WaitingOn.Agent));
        (message.BodyText, message.Kind, message.Direction, message.Channel, message.AuthorId).ShouldBe(("Where is my order 4711?", MessageKind.Public, Direction.In, Channel.Email, ticket.CustomerId));
        var customer = await world.ReadAsync(db => db.Customers.Include(row => row.Identities).SingleAsync());
        customer.DisplayName.ShouldBe("Ann Lee");
        customer.Identities.Single().Value.ShouldBe("ann@example.com");
        customer.Identities.Single().VerifiedBy.ShouldBe(IdentityProof.MailReceived);
        var meta = await world.MetaAsync(message);
        (meta.Hint, meta.Standing, meta.Alias, meta.From).ShouldBe((ThreadHint.None, SenderStanding.Customer, MailDesk.Address, "Ann Lee <Ann@Example.com>"));
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task An_answer_by_mail_lands_in_the_same_ticket(string database)
    {
        await using var world = await World.CreateAsync(database);
        await world.OpenMailAsync();
        var bo = await world.AgentAsync("Bo");
        var first = await world.GetsAsync(new Eml(Ann));
        await bo.RepliesAsync(first.Ticket.Number, "It left today.");
        var reply = (await world.SendsAsync()).Single(mail => mail.Text.Contains("It left today.", StringComparison.Ordinal));
        reply["Reply-To"].ShouldNotBeNull().ShouldContain(world.ReplyAddress(first.Ticket.Number));
        await bo.SetsAsync(first.Ticket.Number, "solved");

        var byId = await world.GetsAsync(new Eml(Ann) { InReplyTo = reply["Message-ID"], Text = "Thank you!\n\nOn Mon, 2 Mar 2026 at 10:00, Bo <support@acme.example> wrote:\n> It left today." });
        var byAddress = await world.GetsAsync(new Eml(Ann) { To = world.ReplyAddress(first.Ticket.Number), Text = "One more thing" });

        byId.TicketId.ShouldBe(first.TicketId);
        (byId.BodyText, byId.QuotedText!.Contains("> It left today.", StringComparison.Ordinal)).ShouldBe(("Thank you!", true));
        (await world.MetaAsync(byId)).Hint.ShouldBe(ThreadHint.InReplyTo);
        byAddress.TicketId.ShouldBe(first.TicketId);
        (await world.MetaAsync(byAddress)).Hint.ShouldBe(ThreadHint.ReplyAddress);
        var ticket = await world.TicketAsync(first.Ticket.Number);
        (ticket.Category, ticket.ReopenCount, ticket.WaitingOn).ShouldBe((StatusCategory.Open, 1, WaitingOn.Agent));
        (await world.TimelineAsync(first.Ticket.Number)).Select(row => row.Seq).ShouldBe(Enumerable.Range(1, ticket.LastSeq));
        (await world.ReadAsync(db => db.Customers.CountAsync())).ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task The_same_mail_twice_is_one_message_and_another_under_its_id_is_kept(string database)
    {
        await using var world = await World.CreateAsync(database);
        await world.OpenMailAsync();
        var mail = new Eml(Ann) { Id = "<one@mail.example>" };
        await world.GetsAsync(mail);

        (await world.ReceivesAsync(mail with { Head = ["Received: by another way"] })).State.ShouldBe(RawMailState.Taken);
        var other = await world.GetsAsync(mail with { Text = "Something else entirely" });
        var forged = await world.GetsAsync(mail with { From = "Mallory <mallory@evil.example>" });
        await world.GetsAsync(mail with { Type = "multipart/mixed; boundary=b", Text = $"--b\n\n{mail.Text}\n--b\nContent-Disposition: attachment; filename=a.txt\n\nA\n--b--" });

        (await world.ReadAsync(db => db.MailMetas.CountAsync())).ShouldBe(4);
        (await world.MetaAsync(other)).ClaimedMessageId.ShouldBe("one@mail.example");
        (await world.MetaAsync(forged)).Oddities.ShouldContain("another mail has the same Message-ID");
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_mail_without_an_id_is_known_by_its_content(string database)
    {
        await using var world = await World.CreateAsync(database);
        await world.OpenMailAsync();
        var mail = new Eml(Ann) { Id = null };

        await world.GetsAsync(mail);
        (await world.ReceivesAsync(mail)).State.ShouldBe(RawMailState.Taken);

        (await world.ReadAsync(db => db.MailMetas.SingleAsync())).InternetMessageId.ShouldEndWith("@made-up.invalid");
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_reply_by_mail_to_a_chat_is_part_of_the_chat(string database)
    {
        await using var world = await World.CreateAsync(database);
        await world.OpenMailAsync();
        var (ann, bo) = (world.Customer("Ann"), await world.AgentAsync("Bo"));
        var number = (await ann.WritesAsync("Hello")).Ticket;
        await ann.LeavesAddressAsync(number, "ann@example.com");
        await bo.RepliesAsync(number, "Where do you live?");
        await ann.ClosesThePageAsync();
        await world.PassAsync(TimeSpan.FromMinutes(6), TimeSpan.FromSeconds(30));
        var sent = Mail.In(world).Single();

        var message = await world.GetsAsync(new Eml("ann@example.com") { InReplyTo = sent["Message-ID"], Text = "In Vienna" });

        message.Ticket.Number.ShouldBe(number);
        (await world.MetaAsync(message)).Standing.ShouldBe(SenderStanding.Claimant);
        var ticket = await world.TicketAsync(number);
        (ticket.WaitingOn, ticket.WaitingSince).ShouldBe((WaitingOn.Agent, world.Clock.GetUtcNow()));
        (await world.ReadAsync(db => db.ChatSessions.CountAsync())).ShouldBe(1);
        (await world.ReadAsync(db => db.CustomerIdentities.SingleAsync(row => row.Type == IdentityType.Email))).VerifiedBy.ShouldBe(IdentityProof.MailReceived);
        (await world.ReadAsync(db => HelpDesk.Web.Channels.Chat.EventLog.AfterAsync(db, [ticket.Id], 0, 100, CancellationToken.None)))
            .Told.Where(told => told is { Event: "message", Data: HelpDesk.Web.Channels.Chat.VisitorMessage { Channel: "email", Text: "In Vienna" } }).ShouldHaveSingleItem();
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task An_answer_to_a_closed_ticket_opens_a_follow_up(string database)
    {
        await using var world = await World.CreateAsync(database);
        await world.OpenMailAsync();
        var bo = await world.AgentAsync("Bo");
        var first = await world.GetsAsync(new Eml(Ann));
        await bo.SetsAsync(first.Ticket.Number, "solved");
        await world.PassAsync(TimeSpan.FromDays(5));

        var message = await world.GetsAsync(new Eml(Ann) { To = world.ReplyAddress(first.Ticket.Number) });

        message.TicketId.ShouldNotBe(first.TicketId);
        message.Ticket.FollowUpOfId.ShouldBe(first.TicketId);
        (await world.TicketAsync(message.Ticket.Number)).CustomerId.ShouldBe(first.AuthorId);
    }

    [Fact]
    public async Task Files_come_along_with_their_own_type()
    {
        await using var world = await World.CreateAsync();
        await world.OpenMailAsync();
        const string text = """
            --b
            Content-Type: text/plain

            See the picture.
            --b
            Content-Type: application/x-whatever; name="../../etc/a.png"
            Content-Disposition: attachment; filename="../../etc/a.png"
            Content-ID: <pic@mail.example>
            Content-Transfer-Encoding: base64

            iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==
            --b--
            """;

        var message = await world.GetsAsync(new Eml(Ann) { Type = "multipart/mixed; boundary=b", Text = text });

        var file = message.Attachments.Single();
        (file.Name, file.MediaType, file.ContentId, file.Size).ShouldBe(("a.png", "image/png", "pic@mail.example", 70));
        await using var stored = world.Get<Files>().Open(file.Hash);
        stored.ShouldNotBeNull().Length.ShouldBe(70);
    }

    [Fact]
    public async Task A_customer_reads_the_language_of_their_mail()
    {
        await using var world = await World.CreateAsync();
        await world.OpenMailAsync();

        await world.GetsAsync(new Eml(Ann) { Head = ["Content-Language: fr-FR"] });

        (await world.ReadAsync(db => db.Customers.SingleAsync())).Language.ShouldBe("fr");
    }

    [Fact]
    public async Task Whom_a_form_names_is_the_customer_but_proves_nothing()
    {
        await using var world = await World.CreateAsync();
        await world.OpenMailAsync();

        var message = await world.GetsAsync(new Eml("Shop <www@acme.example>") { Head = ["Reply-To: Ann <ann@example.com>"] });

        var customer = await world.ReadAsync(db => db.Customers.Include(row => row.Identities).SingleAsync(row => row.Id == message.AuthorId));
        (customer.DisplayName, customer.Identities.Single().Value, customer.Identities.Single().VerifiedAt).ShouldBe(("Ann", "ann@example.com", null));
        (await world.SendsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Whom_a_mail_names_is_noted_and_not_confirmed()
    {
        await using var world = await World.CreateAsync();
        await world.OpenMailAsync();

        var message = await world.GetsAsync(new Eml(Ann) { To = $"{MailDesk.Address}, Carl <carl@example.com>", Cc = "eve@else.example, ann@example.com" });

        var named = await world.ReadAsync(db => db.Participants.Where(row => row.TicketId == message.TicketId).OrderBy(row => row.Id).ToListAsync());
        named.Select(row => (row.Address, row.Role, row.AcceptedById)).ShouldBe([("carl@example.com", ParticipantRole.Cc, null), ("eve@else.example", ParticipantRole.Cc, null)]);
    }
}
