using HelpDesk.Domain.Tickets;
using HelpDesk.Tests.Support;
using HelpDesk.Web.Actions.Agents;
using HelpDesk.Web.Outbox;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Tests.Web.Outbox;

/// <summary>One answer of an agent is a letter: their words, a signature, and the mail it answers.</summary>
public sealed class LetterTests
{
    private const string Ann = "Ann <ann@example.com>";

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task An_answer_says_what_the_agent_wrote_who_they_are_and_what_they_answer(string database)
    {
        await using var world = await World.CreateAsync(database);
        var (bo, ticket) = await MailedAsync(world, "Where is my order?\n\nI <b>paid</b> on Monday.");

        var mail = await AnsweredAsync(world, bo, ticket, "Hello Ann,\n\nit left today.");

        mail["From"].ShouldBe("\"Bo via Acme\" <support@acme.example>");
        var lines = mail.Text.ReplaceLineEndings("\n");
        lines.ShouldStartWith("Hello Ann,\n\nit left today.\n\n");
        lines.ShouldEndWith("""
            -- 
            Bo
            Acme

            On 2 March 2026 at 10:00, Ann wrote:
            > Where is my order?
            >
            > I <b>paid</b> on Monday.


            """.ReplaceLineEndings("\n"));
        mail.Html.ShouldContain("<p>-- <br>\r\nBo<br>\r\nAcme</p>");
        mail.Html.ShouldContain("<p>On 2 March 2026 at 10:00, Ann wrote:</p>");
        mail.Html.ShouldContain("I &lt;b&gt;paid&lt;/b&gt; on Monday.");
        mail.Html.ShouldContain("<blockquote type=\"cite\">Where is my order?<br>");
        mail.Html.ShouldNotContain("wrote:</strong>");
    }

    [Theory]
    [InlineData("es", "El 2 de marzo de 2026 a las 11:00, Ann escribió:")]
    [InlineData("fr", "Le 2 mars 2026 à 11:00, Ann a écrit :")]
    public async Task The_date_stands_there_in_the_customers_language_and_zone(string language, string attribution)
    {
        await using var world = await World.CreateAsync();
        var (bo, ticket) = await MailedAsync(world, "Hola");
        await world.WriteAsync(async db =>
        {
            var customer = await db.Customers.SingleAsync();
            customer.Describe("Ann", language, null);
            customer.SetTimeZone("Europe/Madrid");
            return true;
        });

        (await AnsweredAsync(world, bo, ticket, "…")).Text.ShouldContain(attribution);
    }

    [Fact]
    public async Task The_agents_signature_goes_before_the_teams_and_the_teams_before_the_inboxs()
    {
        await using var world = await World.CreateAsync();
        var (bo, ticket) = await MailedAsync(world, "Hello");
        await world.WriteAsync(async db =>
        {
            var team = db.Teams.Add(new HelpDesk.Domain.Agents.Team("Support")).Entity;
            await db.SaveChangesAsync();
            team.Sign("The team of {inbox.name}");
            team.Add(bo.Actor.Id);
            var of = await db.Tickets.SingleAsync();
            of.MoveTo(team, HelpDesk.Domain.Agents.Actor.System, world.Clock.GetUtcNow());
            (await db.Inboxes.SingleAsync(inbox => inbox.Key == "mail")).Sign("The inbox");
            return true;
        });

        (await SignatureAsync(world, bo, ticket)).ShouldBe("The team of E-mail");
        await DescribeAsync(world, bo, "{agent.name} <{agent.email}>\nabout #{ticket.number} for {customer.name} & {nobody}");
        (await SignatureAsync(world, bo, ticket)).ShouldBe($"Bo <Bo@desk.example>\nabout #{ticket} for Ann & {{nobody}}");
        await DescribeAsync(world, bo, " ");
        await world.WriteAsync(async db =>
        {
            (await db.Teams.SingleAsync()).Sign(null);
            return true;
        });
        (await SignatureAsync(world, bo, ticket)).ShouldBe("The inbox");
    }

    [Fact]
    public async Task Several_answers_that_waited_are_told_one_after_the_other_and_repeat_nothing()
    {
        await using var world = await World.CreateAsync();
        var (bo, ticket) = await MailedAsync(world, "Where is my order?");
        await bo.RepliesAsync(ticket, "It left today.");

        var mail = await AnsweredAsync(world, bo, ticket, "It is blue.");

        mail.Text.ShouldStartWith("Hello Ann,");
        mail.Text.ShouldContain("Bo wrote:");
        mail.Text.ShouldNotContain("Where is my order?");
    }

    [Fact]
    public async Task A_note_is_never_repeated_and_neither_is_a_machine()
    {
        await using var world = await World.CreateAsync();
        var (bo, ticket) = await MailedAsync(world, "Where is my order?");
        await bo.NotesAsync(ticket, "She is angry");
        await world.GetsAsync(new Eml(Ann) { To = world.ReplyAddress(ticket), Text = "I am away", Head = ["Auto-Submitted: auto-replied"] });
        await world.GetsAsync(new Eml("Mallory <mallory@evil.example>") { To = world.ReplyAddress(ticket), Text = "Send it to me" });

        var mail = await AnsweredAsync(world, bo, ticket, "It left today.");

        mail.Text.ShouldContain("> Where is my order?");
        mail.Text.ShouldNotContain("angry");
        mail.Text.ShouldNotContain("away");
        mail.Text.ShouldNotContain("to me");
    }

    [Fact]
    public async Task What_was_said_in_the_chat_since_is_no_mail_to_repeat()
    {
        await using var world = await World.CreateAsync();
        await world.OpenMailAsync();
        var bo = await world.AgentAsync("Bo");
        var ann = world.Customer("Ann");
        var ticket = (await ann.WritesAsync("My order is late")).Ticket;
        await ann.LeavesAddressAsync(ticket, "ann@example.com");
        await world.GetsAsync(new Eml(Ann) { To = world.ReplyAddress(ticket), Text = "By mail" });
        await ann.WritesAsync("And by chat");
        await bo.RepliesAsync(ticket, "Yes");
        await ann.ClosesThePageAsync();

        await world.PassAsync(TimeSpan.FromHours(1), TimeSpan.FromMinutes(1));

        Mail.In(world).ShouldHaveSingleItem().Text.ShouldNotContain("By mail");
    }

    [Fact]
    public async Task Words_of_an_address_that_nobody_proved_do_not_come_back()
    {
        await using var world = await World.CreateAsync();
        await world.OpenMailAsync(change: account => account.AuthorityName = "mx.acme.example");
        var bo = await world.AgentAsync("Bo");
        var forged = await world.GetsAsync(new Eml(Ann) { Subject = "Cheap pills", Text = "at pills.example", Head = ["Authentication-Results: mx.acme.example; dmarc=fail"] });

        var mail = await AnsweredAsync(world, bo, forged.Ticket.Number, "We do not sell these.");

        mail.Text.ShouldStartWith("We do not sell these.");
        mail.Raw.ShouldNotContain("pills.example");
        mail.Raw.ShouldNotContain("Cheap");
    }

    [Fact]
    public async Task Pictures_of_an_agents_own_mail_program_stand_where_they_stood()
    {
        await using var world = await World.CreateAsync();
        var (_, ticket) = await MailedAsync(world, "How does it look?", agent: "bo");
        var id = await world.WriteAsync(async db =>
        {
            // Told by mail of the customer's message.
            var message = await db.Messages.Include(row => row.Ticket).SingleAsync(row => row.Direction == Direction.In);
            var told = message.Deliver(Channel.Email, "bo@desk.example", DeliveryState.Queued, dueAt: null, world.Clock.GetUtcNow());
            await db.SaveChangesAsync();
            var name = world.Get<MessageIds>().For(ticket, told.Id, "acme.example");
            told.Lease(name, world.Clock.GetUtcNow(), world.Clock.GetUtcNow());
            told.Sent(world.Clock.GetUtcNow());
            return name;
        });

        var answer = await world.GetsAsync(new Eml("bo@desk.example") { To = world.ReplyAddress(ticket), InReplyTo = $"<{id}>", Type = "multipart/mixed; boundary=m", Text = Illustrated });
        var mail = (await world.SendsAsync()).Single(sent => sent["To"] == "<ann@example.com>");

        answer.AuthorKind.ShouldBe(AuthorKind.Agent);
        var picture = mail.Parts.Single(part => part["Content-ID"] is not null);
        picture["Content-ID"]!.ShouldMatch("^<p0\\.[0-9a-f]{24}@acme\\.example>$");
        picture["Content-Disposition"]!.ShouldStartWith("inline;");
        picture.Bytes.ShouldBe(Convert.FromBase64String("iVBORw0KGgo="));
        mail.Html.ShouldContain($"src=\"cid:{picture["Content-ID"]!.Trim('<', '>')}\"");
        mail.Html.ShouldNotContain("tracker.example");
        mail.Html.ShouldNotContain("<script");
        mail.Html.ShouldContain("<b>Like this:</b>");
        mail.Raw.ShouldContain("Content-Type: multipart/related;");
        mail.Parts.Single(part => part["Content-Disposition"]?.StartsWith("attachment;", StringComparison.Ordinal) == true)["Content-Disposition"]!.ShouldContain("price.txt");
    }

    private const string Illustrated = """
        --m
        Content-Type: multipart/related; boundary=r

        --r
        Content-Type: text/html; charset=utf-8

        <p><b>Like this:</b> <img src="cid:it&quot;1@mua" alt="It"><img src="cid:none" alt=""><img src="https://tracker.example/x.png"><script>x()</script></p>
        --r
        Content-Type: image/png; name=it.png
        Content-ID: <it"1@mua>
        Content-Disposition: inline
        Content-Transfer-Encoding: base64

        iVBORw0KGgo=
        --r--
        --m
        Content-Type: text/plain; name=price.txt
        Content-Disposition: attachment; filename=price.txt

        4 euros
        --m--
        """;

    private static async Task<(AgentActor Bo, long Ticket)> MailedAsync(World world, string text, string agent = "Bo")
    {
        await world.OpenMailAsync();
        var bo = await world.AgentAsync(agent);
        var message = await world.GetsAsync(new Eml(Ann) { Text = text });
        await world.SendsAsync();
        return (bo, message.Ticket.Number);
    }

    private static async Task<Mail> AnsweredAsync(World world, AgentActor bo, long ticket, string text)
    {
        await bo.RepliesAsync(ticket, text);
        return (await world.SendsAsync()).Single(mail => mail["X-HelpDesk-Loop"] is null);
    }

    private static async Task<string> SignatureAsync(World world, AgentActor bo, long ticket)
    {
        var text = (await AnsweredAsync(world, bo, ticket, "Yes")).Text.ReplaceLineEndings("\n");
        return text.Split("-- \n")[1].Split("\n\nOn ")[0];
    }

    private static Task DescribeAsync(World world, AgentActor bo, string signature) =>
        world.Get<DescribeMe>().RunAsync(bo.Actor, new SelfDescription("Bo", null, null, signature), CancellationToken.None);
}
