using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using HelpDesk.Domain.Email;
using HelpDesk.Tests.Support;
using HelpDesk.Web.Outbox;

namespace HelpDesk.Tests.Web.Channels.Email.Smtp;

/// <summary>Servers and networks that misbehave. Nothing here may lose a mail, and nothing may leave in the clear that should not.</summary>
public sealed class SmtpTroubleTests
{
    private static readonly X509Certificate2 Good = TestCertificate.For("localhost");
    private static readonly X509Certificate2 Expired = TestCertificate.For("localhost", until: TimeSpan.FromDays(-1));
    private static readonly X509Certificate2 OfAnother = TestCertificate.For("mail.example.com");

    private static readonly SmtpPhase[] BeforeTheEnd = [SmtpPhase.Greeting, SmtpPhase.Ehlo, SmtpPhase.Auth, SmtpPhase.Mail, SmtpPhase.Rcpt, SmtpPhase.Data];

    // Each with what it does at that point.
    private static readonly Dictionary<string, SmtpAnswer> Troubles = new(StringComparer.Ordinal)
    {
        ["hangs up"] = SmtpAnswer.Close,
        ["resets"] = SmtpAnswer.Reset,
        ["says nothing"] = SmtpAnswer.Silence,
        ["breaks off in its code"] = new SmtpAnswer("25", SmtpThen.Close),
        ["breaks off between lines"] = new SmtpAnswer("250-first\r\n", SmtpThen.Close),
        ["never ends its line"] = new SmtpAnswer("250 " + new string('x', 10_000), SmtpThen.Silence),
        ["never ends its reply"] = new SmtpAnswer(string.Concat(Enumerable.Repeat("250-and\r\n", 500)), SmtpThen.Silence),
        ["mixes codes"] = new SmtpAnswer("250-one\r\n550 two\r\n"),
        ["speaks another protocol"] = new SmtpAnswer("HTTP/1.1 400 Bad Request\r\n\r\n"),
        ["sends zeros"] = new SmtpAnswer("\0\0\0\0\r\n"),
        ["sends an odd code"] = new SmtpAnswer("999 what\r\n"),
        ["sends a low code"] = new SmtpAnswer("150 wait\r\n"),
        ["sends an empty line"] = new SmtpAnswer("\r\n"),
    };

    public static TheoryData<SmtpPhase, string> Early
    {
        get
        {
            var rows = new TheoryData<SmtpPhase, string>();
            foreach (var phase in BeforeTheEnd)
            {
                foreach (var trouble in Troubles.Keys)
                {
                    rows.Add(phase, trouble);
                }
            }

            return rows;
        }
    }

    public static TheoryData<string> Any => [.. Troubles.Keys];

    [Theory]
    [MemberData(nameof(Early))]
    public async Task Trouble_before_the_last_dot_lets_the_mail_wait(SmtpPhase phase, string trouble)
    {
        await using var desk = new SmtpDesk();
        desk.Server.Script = (at, _) => at == phase ? Troubles[trouble] : null;

        var outcome = await desk.SendAsync(desk.Mail(user: "bo"));

        outcome.Fate.ShouldBe(MailFate.Deferred);
        outcome.Words.ShouldNotBeNullOrEmpty();
        outcome.Words!.ShouldAllBe(c => !char.IsControl(c));
        desk.Server.Mails.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Any))]
    public async Task Trouble_after_the_last_dot_leaves_the_outcome_open(string trouble)
    {
        await using var desk = new SmtpDesk();
        desk.Server.Script = (at, _) => at == SmtpPhase.Dot ? Troubles[trouble] : null;

        (await desk.SendAsync(desk.Mail())).Fate.ShouldBe(MailFate.Unknown);
        desk.Server.Mails.Count.ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(Any))]
    public async Task Trouble_at_the_farewell_is_none(string trouble)
    {
        await using var desk = new SmtpDesk();
        desk.Server.Script = (at, _) => at == SmtpPhase.Quit ? Troubles[trouble] : null;

        (await desk.SendAsync(desk.Mail())).Fate.ShouldBe(MailFate.Sent);
    }

    [Fact]
    public async Task What_was_refused_stays_refused_when_the_connection_breaks_later()
    {
        await using var desk = new SmtpDesk();
        desk.Server.Script = (at, line) => at switch
        {
            SmtpPhase.Rcpt when line.Contains("bob", StringComparison.Ordinal) => SmtpAnswer.Say("550 5.1.1 No such user"),
            SmtpPhase.Data => SmtpAnswer.Reset,
            _ => null,
        };

        var outcomes = await desk.Sender.SendAsync(desk.Mail(to: ["ann@example.com", "bob@example.com"]), CancellationToken.None);

        outcomes.Single(outcome => outcome.Recipient == "ann@example.com").Fate.ShouldBe(MailFate.Deferred);
        var bob = outcomes.Single(outcome => outcome.Recipient == "bob@example.com");
        (bob.Fate, bob.Words, bob.Status).ShouldBe((MailFate.Refused, "550 5.1.1 No such user", "5.1.1"));
    }

    [Fact]
    public async Task Nobody_there_lets_the_mail_wait()
    {
        await using var desk = new SmtpDesk();
        var mail = desk.Mail() with { Server = new OutgoingServer("127.0.0.1", Ports.Free(), MailSecurity.None, "", "") };

        var outcome = await desk.SendAsync(mail);

        outcome.Fate.ShouldBe(MailFate.Deferred);
        outcome.Words!.ShouldContain("could not be reached");
    }

    // What is wrong, and what the words say of it.
    [Theory]
    [InlineData("expired", "localhost", "TLS with the mail server did not come about")]
    [InlineData("self-signed", "localhost", "TLS with the mail server did not come about")]
    [InlineData("for another host", "localhost", "TLS with the mail server did not come about")]
    [InlineData("no TLS at all", "localhost", "does not offer STARTTLS")]
    public async Task Without_good_TLS_nothing_is_said_in_the_clear(string wrong, string host, string words)
    {
        var certificate = wrong switch
        {
            "expired" => Expired,
            "for another host" => OfAnother,
            "no TLS at all" => null,
            _ => Good,
        };
        await using var desk = new SmtpDesk(certificate, isWrapped: false, wrong == "self-signed" ? [] : [Good, Expired, OfAnother]);

        var outcome = await desk.SendAsync(desk.Mail(MailSecurity.StartTls, host, "bo"));

        outcome.Fate.ShouldBe(MailFate.Deferred);
        outcome.Words!.ShouldContain(words);
        desk.Server.Heard.ShouldAllBe(line => line.StartsWith("EHLO", StringComparison.Ordinal) || line == "STARTTLS" || line == "QUIT");
        desk.Server.Mails.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task With_good_TLS_everything_is_said_inside(bool wrapped)
    {
        await using var desk = new SmtpDesk(Good, wrapped, Good);

        var outcome = await desk.SendAsync(desk.Mail(wrapped ? MailSecurity.Tls : MailSecurity.StartTls, "localhost", "bo"));

        (outcome.Fate, outcome.Words).ShouldBe((MailFate.Sent, "250 2.0.0 Queued as 4711"));
        desk.Server.Heard.Count(line => line.StartsWith("EHLO", StringComparison.Ordinal)).ShouldBe(wrapped ? 1 : 2);
    }

    [Fact]
    public async Task A_server_without_TLS_at_a_port_for_TLS_gets_nothing()
    {
        await using var desk = new SmtpDesk();

        var outcome = await desk.SendAsync(desk.Mail(MailSecurity.Tls, "localhost", "bo"));

        outcome.Fate.ShouldBe(MailFate.Deferred);
        desk.Server.Mails.ShouldBeEmpty();
        desk.Server.Heard.ShouldAllBe(line => !line.Contains("AUTH", StringComparison.Ordinal));
    }

    // CVE-2021-38084, CVE-2026-41319 and their kin: somebody on the way adds answers before TLS begins.
    [Fact]
    public async Task Answers_added_before_TLS_begins_are_not_believed()
    {
        await using var desk = new SmtpDesk(Good, isWrapped: false, Good);
        desk.Server.Script = (at, _) => at == SmtpPhase.StartTls ? new SmtpAnswer("220 go\r\n250-evil\r\n250 AUTH LOGIN\r\n") : null;

        var outcome = await desk.SendAsync(desk.Mail(MailSecurity.StartTls, "localhost", "bo"));

        outcome.Fate.ShouldBe(MailFate.Deferred);
        outcome.Words!.ShouldContain("went on talking in the clear");
        desk.Server.Heard.ShouldAllBe(line => !line.Contains("AUTH", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_was_offered_in_the_clear_does_not_count_after_TLS()
    {
        await using var desk = new SmtpDesk(Good, isWrapped: false, Good);
        var greetings = 0;
        desk.Server.Script = (at, _) => at == SmtpPhase.Ehlo && Interlocked.Increment(ref greetings) == 1
            ? new SmtpAnswer("250-mail.example.com\r\n250-STARTTLS\r\n250 AUTH LOGIN\r\n")
            : null;

        (await desk.SendAsync(desk.Mail(MailSecurity.StartTls, "localhost", "bo"))).Fate.ShouldBe(MailFate.Sent);
        desk.Server.Heard.ShouldContain(line => line.StartsWith("AUTH PLAIN ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_mail_that_is_given_up_half_way_is_not_ended()
    {
        await using var desk = new SmtpDesk();
        using var stop = new CancellationTokenSource();
        desk.Server.Before = phase => phase == SmtpPhase.Data ? stop.CancelAsync() : Task.CompletedTask;

        await Should.ThrowAsync<OperationCanceledException>(() => desk.Sender.SendAsync(desk.Mail(), stop.Token));

        desk.Server.Mails.ShouldBeEmpty();
    }
}
