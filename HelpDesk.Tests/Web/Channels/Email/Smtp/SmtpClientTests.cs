using System.Text;
using HelpDesk.Domain.Email;
using HelpDesk.Tests.Support;
using HelpDesk.Web.Channels.Email.Smtp;
using HelpDesk.Web.Outbox;

namespace HelpDesk.Tests.Web.Channels.Email.Smtp;

/// <summary>What the client says, and what it never says.</summary>
public sealed class SmtpClientTests
{
    [Fact]
    public async Task A_mail_is_said_in_the_order_of_the_RFC()
    {
        await using var desk = new SmtpDesk();

        (await desk.SendAsync(desk.Mail(user: "bo"))).Fate.ShouldBe(MailFate.Sent);
        await Eventually.BeTrueAsync(() => desk.Server.Heard.Contains("QUIT"), "the client says goodbye");

        var heard = desk.Server.Heard.ToArray();
        heard[0].ShouldBe("EHLO [127.0.0.1]");
        heard[1].ShouldBe($"AUTH PLAIN {Letters("\0bo\0s3cret")}");
        heard[2].ShouldMatch(@"^MAIL FROM:<support@example\.com> SIZE=\d+$");
        heard[3..].ShouldBe(["RCPT TO:<ann@example.com>", "DATA", "QUIT"]);
    }

    [Fact]
    public async Task Lines_that_begin_with_a_dot_arrive_as_they_were()
    {
        await using var desk = new SmtpDesk();
        await desk.SendAsync(desk.Mail());

        var data = desk.Server.Mails.Single().Data;
        data.ShouldContain("\r\n..\r\n...second\r\n..\r\n");
        Mail.Parse(data.Replace("\r\n..", "\r\n.", StringComparison.Ordinal)).Text.ShouldBe("First\r\n.\r\n..second\r\n.\r\n");
    }

    [Fact]
    public async Task Where_PLAIN_is_not_offered_LOGIN_is_used()
    {
        await using var desk = new SmtpDesk();
        desk.Server.Offers = ["AUTH LOGIN CRAM-MD5"];

        (await desk.SendAsync(desk.Mail(user: "bo"))).Fate.ShouldBe(MailFate.Sent);
        desk.Server.Heard.ToArray()[1..4].ShouldBe(["AUTH LOGIN", Letters("bo"), Letters("s3cret")]);
    }

    [Theory]
    [InlineData("AUTH CRAM-MD5")]
    [InlineData("8BITMIME")]
    public async Task Where_we_know_no_way_in_the_mail_waits_and_the_words_say_so(string offer)
    {
        await using var desk = new SmtpDesk();
        desk.Server.Offers = [offer];

        var outcome = await desk.SendAsync(desk.Mail(user: "bo"));

        outcome.Fate.ShouldBe(MailFate.Deferred);
        outcome.Words!.ShouldContain("no way to sign in that we know");
    }

    [Fact]
    public async Task A_revoked_password_lets_mail_wait_and_never_fails_it()
    {
        await using var desk = new SmtpDesk();
        desk.Server.Script = (at, _) => at == SmtpPhase.Auth ? SmtpAnswer.Say("535 5.7.8 Authentication failed") : null;

        var outcome = await desk.SendAsync(desk.Mail(user: "bo"));

        outcome.Fate.ShouldBe(MailFate.Deferred);
        outcome.Words!.ShouldContain("535 5.7.8 Authentication failed");
        outcome.Words!.ShouldNotContain("s3cret");
    }

    [Fact]
    public async Task A_mail_beyond_the_servers_size_is_refused_before_it_is_sent()
    {
        await using var desk = new SmtpDesk();
        desk.Server.Offers = ["SIZE 100"];

        var outcome = await desk.SendAsync(desk.Mail());

        outcome.Fate.ShouldBe(MailFate.Refused);
        outcome.Words!.ShouldContain("the server takes 100");
        desk.Server.Heard.ShouldNotContain("DATA");
    }

    [Fact]
    public async Task A_domain_beyond_ASCII_needs_nothing_of_the_server()
    {
        await using var desk = new SmtpDesk();
        desk.Server.Offers = [];

        (await desk.SendAsync(desk.Mail(to: "ana@español.example"))).Fate.ShouldBe(MailFate.Sent);
        desk.Server.Mails.Single().Recipients.ShouldBe(["ana@xn--espaol-zwa.example"]);
        desk.Server.Mails.Single().Data.ShouldContain("To: <ana@xn--espaol-zwa.example>");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_name_beyond_ASCII_needs_a_server_that_knows_it_and_costs_nobody_else_the_mail(bool known)
    {
        await using var desk = new SmtpDesk();
        desk.Server.Offers = known ? ["8BITMIME", "SMTPUTF8"] : ["8BITMIME"];

        var outcomes = await desk.Sender.SendAsync(desk.Mail(to: ["ann@example.com", "peña@example.com"]), CancellationToken.None);

        outcomes.Single(outcome => outcome.Recipient == "ann@example.com").Fate.ShouldBe(MailFate.Sent);
        outcomes.Single(outcome => outcome.Recipient == "peña@example.com").Fate.ShouldBe(known ? MailFate.Sent : MailFate.Refused);
        var mail = desk.Server.Mails.Single();
        mail.Mail.EndsWith(" BODY=8BITMIME SMTPUTF8", StringComparison.Ordinal).ShouldBe(known);
        mail.Data.Contains("peña", StringComparison.Ordinal).ShouldBe(known);
    }

    [Fact]
    public async Task A_very_old_server_is_greeted_as_it_knows_it()
    {
        await using var desk = new SmtpDesk();
        desk.Server.Script = (at, _) => at == SmtpPhase.Ehlo ? SmtpAnswer.Say("502 5.5.1 Unknown") : null;

        (await desk.SendAsync(desk.Mail())).Fate.ShouldBe(MailFate.Sent);
        desk.Server.Heard.ShouldContain("HELO [127.0.0.1]");
        desk.Server.Mails.Single().Mail.ShouldBe("MAIL FROM:<support@example.com>");
    }

    [Theory]
    [InlineData("ann@example.com>\r\nRCPT TO:<eve@example.com")]
    [InlineData("a\r\nRCPT TO:<x@evil>\"@example.com")]
    [InlineData("ann@example.com\n")]
    [InlineData("ann@example.com\0")]
    [InlineData("ann@example.com> SIZE=1")]
    [InlineData("ann@example.com,eve@example.com")]
    [InlineData("ann@@example.com")]
    [InlineData("ann\u2028@example.com")]
    [InlineData("ann")]
    [InlineData("")]
    public async Task An_address_that_is_more_than_one_is_refused_and_never_said(string address)
    {
        await using var desk = new SmtpDesk();
        Should.Throw<SmtpUnfitException>(() => new SmtpEnvelope("support@example.com", [address]));
        Should.Throw<SmtpUnfitException>(() => new SmtpEnvelope(address, ["ann@example.com"]));

        var outcomes = await desk.Sender.SendAsync(desk.Mail(to: ["bob@example.com", address]), CancellationToken.None);

        outcomes.Single(outcome => outcome.Recipient == address).Fate.ShouldBe(MailFate.Refused);
        desk.Server.Heard.Where(line => line.StartsWith("RCPT", StringComparison.Ordinal)).ShouldBe(["RCPT TO:<bob@example.com>"]);
    }

    [Theory]
    [InlineData("a\r\nb")]
    [InlineData("a\nb")]
    [InlineData("a\0b")]
    public async Task No_line_break_gets_into_a_command(string line)
    {
        using var wire = new MemoryStream();
        await using var smtp = new SmtpWire(wire, TimeProvider.System);

        await Should.ThrowAsync<ArgumentException>(() => smtp.WriteLineAsync(line, TimeSpan.FromSeconds(1), CancellationToken.None));
        wire.Length.ShouldBe(0);
    }

    [Theory]
    [InlineData("bo\0", "x")]
    [InlineData("bo", "x\0y")]
    public async Task A_NUL_in_user_or_password_is_refused(string user, string password)
    {
        await using var client = new SmtpClient(TimeProvider.System);

        await Should.ThrowAsync<ArgumentException>(() => client.AuthenticateAsync(user, password, CancellationToken.None));
    }

    // A bare line feed could hide the end of a mail, and another mail behind it (SMTP smuggling).
    [Theory]
    [InlineData("Subject: x\r\n\r\nhello\n.\nMAIL FROM:<eve@example.com>\r\n")]
    [InlineData("Subject: x\r\n\r\nhello\r.\r\nmore\r\n")]
    [InlineData("Subject: x\r\n\r\nhello\0\r\n")]
    [InlineData("Subject: x\r\n\r\nno end")]
    public async Task A_mail_with_odd_line_ends_is_refused_before_it_is_sent(string mail)
    {
        await using var server = new ScriptedSmtp();
        await using var client = new SmtpClient(TimeProvider.System);
        await client.ConnectAsync("127.0.0.1", server.Port, MailSecurity.None, CancellationToken.None);

        await Should.ThrowAsync<SmtpUnfitException>(() => client.SendAsync(
            new SmtpEnvelope("support@example.com", ["ann@example.com"]),
            async (output, ct) => await output.WriteAsync(Encoding.ASCII.GetBytes(mail), ct),
            CancellationToken.None));
        server.Heard.ShouldAllBe(line => line.StartsWith("EHLO", StringComparison.Ordinal));
    }

    [Fact]
    public void The_password_is_in_no_text_of_the_server() =>
        new OutgoingServer("mail.example.com", 587, MailSecurity.StartTls, "bo", "s3cret").ToString().ShouldNotContain("s3cret");

    private static string Letters(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
