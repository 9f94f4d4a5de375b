using HelpDesk.Tests.Support;
using HelpDesk.Web.Channels.Email.Smtp;
using HelpDesk.Web.Outbox;

namespace HelpDesk.Tests.Web.Outbox;

/// <summary>What our machine's mails say about themselves, as a mail server hears it, and what an agent's never say.</summary>
public sealed class MachineSendingTests
{
    private static readonly string[] Marks = ["Auto-Submitted", "Precedence", "X-Auto-Response-Suppress", "X-HelpDesk-Loop"];

    [Fact]
    public async Task An_acknowledgement_has_no_sender_to_answer_to_and_a_letter_has()
    {
        await using var server = new ScriptedSmtp();
        await using var world = await StartAsync(server);
        await world.OpenMailAsync();
        var bo = await world.AgentAsync("Bo");
        var ann = await world.GetsAsync(new Eml("Ann <ann@example.com>"));
        await world.PassAsync(TimeSpan.FromSeconds(1));
        await bo.RepliesAsync(ann.Ticket.Number, "It left today.");
        await world.PassAsync(TimeSpan.FromSeconds(1));

        var (machine, letter) = (server.Mails.First(), server.Mails.Last());

        server.Mails.Count.ShouldBe(2);
        machine.Mail.ShouldStartWith("MAIL FROM:<> SIZE=");
        MarksOf(machine).ShouldBe(["auto-replied", "auto_reply", "All", world.Get<MessageIds>().Instance]);
        letter.Mail.ShouldStartWith("MAIL FROM:<support@acme.example> SIZE=");
        MarksOf(letter).ShouldAllBe(mark => mark == null);
        foreach (var mail in (SmtpMail[])[machine, letter])
        {
            var head = Mail.Parse(mail.Data);
            head["From"]!.ShouldContain("<support@acme.example>");
            head["Reply-To"].ShouldBe($"<{world.ReplyAddress(ann.Ticket.Number)}>");
        }
    }

    [Fact]
    public async Task What_answers_no_mail_says_that_it_was_generated()
    {
        await using var server = new ScriptedSmtp();
        await using var world = await StartAsync(server);
        var ann = world.Customer("Ann");
        var ticket = (await ann.WritesAsync("Hello?")).Ticket;
        await ann.LeavesAddressAsync(ticket, "ann@example.com");
        await ann.ClosesThePageAsync();

        await world.PassAsync(TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(1));

        var apology = server.Mails.ShouldHaveSingleItem();
        apology.Mail.ShouldStartWith("MAIL FROM:<> ");
        MarksOf(apology)[0].ShouldBe("auto-generated");
    }

    [Fact]
    public void A_mail_without_a_sender_needs_no_server_that_knows_other_letters()
    {
        new SmtpEnvelope(null, ["ann@example.com"]).NeedsUtf8.ShouldBeFalse();
        new SmtpEnvelope("ñ@example.com", ["ann@example.com"]).NeedsUtf8.ShouldBeTrue();
        Should.Throw<SmtpUnfitException>(() => new SmtpEnvelope("", ["ann@example.com"]), "an address that was lost is not the same as none");
    }

    private static Task<World> StartAsync(ScriptedSmtp server) => World.CreateAsync(
        Databases.Sqlite,
        "--Mail:Outgoing:Host=127.0.0.1",
        string.Create(null, $"--Mail:Outgoing:Port={server.Port}"),
        "--Mail:Outgoing:Security=none");

    private static string?[] MarksOf(SmtpMail mail) => [.. Marks.Select(name => Mail.Parse(mail.Data)[name])];
}
