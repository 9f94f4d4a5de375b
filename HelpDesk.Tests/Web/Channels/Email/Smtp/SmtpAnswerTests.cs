using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using HelpDesk.Domain.Email;
using HelpDesk.Tests.Support;
using HelpDesk.Web.Outbox;

namespace HelpDesk.Tests.Web.Channels.Email.Smtp;

/// <summary>Every code of RFC 5321, and those of its extensions for TLS and signing in, at every point of a conversation.</summary>
public sealed class SmtpAnswerTests
{
    private static readonly X509Certificate2 Certificate = TestCertificate.For("localhost");

    private static readonly int[] Codes =
    [
        211, 214, 220, 221, 235, 250, 251, 252, 334, 354, 421, 432, 450, 451, 452, 454, 455,
        500, 501, 502, 503, 504, 521, 530, 534, 535, 538, 550, 551, 552, 553, 554, 555, 556,
    ];

    // Codes about who we are, wherever they come: somebody has to mend our settings, and the mail waits.
    private static readonly int[] AboutUs = [530, 534, 535, 538];

    // What 2xx, 3xx, 4xx and 5xx lead to.
    private static readonly Dictionary<SmtpPhase, MailFate[]> Expected = new()
    {
        [SmtpPhase.Greeting] = [MailFate.Sent, MailFate.Deferred, MailFate.Deferred, MailFate.Deferred],
        [SmtpPhase.Ehlo] = [MailFate.Sent, MailFate.Deferred, MailFate.Deferred, MailFate.Sent], // greeted again with HELO
        [SmtpPhase.StartTls] = [MailFate.Deferred, MailFate.Deferred, MailFate.Deferred, MailFate.Deferred], // but for 220
        [SmtpPhase.Auth] = [MailFate.Sent, MailFate.Deferred, MailFate.Deferred, MailFate.Deferred],
        [SmtpPhase.Mail] = [MailFate.Sent, MailFate.Deferred, MailFate.Deferred, MailFate.Refused],
        [SmtpPhase.Rcpt] = [MailFate.Sent, MailFate.Deferred, MailFate.Deferred, MailFate.Refused],
        [SmtpPhase.Data] = [MailFate.Deferred, MailFate.Sent, MailFate.Deferred, MailFate.Refused],
        [SmtpPhase.Dot] = [MailFate.Sent, MailFate.Unknown, MailFate.Deferred, MailFate.Refused],
        [SmtpPhase.Quit] = [MailFate.Sent, MailFate.Sent, MailFate.Sent, MailFate.Sent],
    };

    public static TheoryData<SmtpPhase, int> All
    {
        get
        {
            var rows = new TheoryData<SmtpPhase, int>();
            foreach (var phase in Expected.Keys)
            {
                foreach (var code in Codes)
                {
                    rows.Add(phase, code);
                }
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task An_answer_decides_what_becomes_of_the_mail(SmtpPhase phase, int code)
    {
        var isSecure = phase == SmtpPhase.StartTls;
        await using var desk = new SmtpDesk(isSecure ? Certificate : null, trusted: Certificate);
        desk.Server.Script = (at, _) => at == phase ? SmtpAnswer.Say(string.Create(CultureInfo.InvariantCulture, $"{code} the words of the server")) : null;

        var outcome = await desk.SendAsync(desk.Mail(
            isSecure ? MailSecurity.StartTls : MailSecurity.None, isSecure ? "localhost" : "127.0.0.1", phase == SmtpPhase.Auth ? "bo" : ""));

        outcome.Fate.ShouldBe(FateOf(phase, code));
        desk.Server.Mails.Count.ShouldBe(HasHandedOver(phase, outcome.Fate) ? 1 : 0);
        if (outcome.Fate != MailFate.Sent)
        {
            outcome.Words!.ShouldContain(string.Create(CultureInfo.InvariantCulture, $"{code} the words of the server"));
        }
    }

    private static MailFate FateOf(SmtpPhase phase, int code) => (phase, code) switch
    {
        (SmtpPhase.StartTls, 220) => MailFate.Sent,
        (SmtpPhase.Mail, _) when AboutUs.Contains(code) => MailFate.Deferred,
        _ => Expected[phase][(code / 100) - 2],
    };

    private static bool HasHandedOver(SmtpPhase phase, MailFate fate) => phase == SmtpPhase.Dot || fate == MailFate.Sent;
}
