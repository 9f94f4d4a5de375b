using HelpDesk.Domain.Email;
using HelpDesk.Tests.Support;
using HelpDesk.Web.Channels.Email.Smtp;
using HelpDesk.Web.Outbox;
using HelpDesk.Web.Ui.Texts;

namespace HelpDesk.Tests.Web.Channels.Email.Smtp;

public sealed class SendingTestTests
{
    private const string Password = "s3cret-horse";

    [Theory]
    [InlineData("AUTH PLAIN")]
    [InlineData("AUTH LOGIN")]
    public async Task What_is_said_is_shown_and_no_secret_is(string offer)
    {
        await using var server = new ScriptedSmtp { Offers = [offer] };

        var report = await new SendingTest(TimeProvider.System).RunAsync(Server(server.Port), CancellationToken.None);

        report.Trouble.ShouldBeNull();
        report.Dialogue.Count(line => line.Text.Contains("••••", StringComparison.Ordinal)).ShouldBeGreaterThan(0);
        report.Dialogue[0].FromServer.ShouldBeTrue();
        report.Dialogue.Last(line => !line.FromServer).Text.ShouldBe("QUIT");
        var heard = server.Heard.Where(line => !line.StartsWith("EHLO", StringComparison.Ordinal) && line != "QUIT" && line != "AUTH LOGIN").ToList();
        heard.ShouldNotBeEmpty("the password was said");
        string.Join('\n', report.Dialogue.Select(line => line.Text)).ShouldNotContain(heard[^1]);
    }

    [Fact]
    public async Task A_refused_password_says_what_to_do()
    {
        await using var server = new ScriptedSmtp { Offers = ["AUTH PLAIN"], Script = (at, _) => at == SmtpPhase.Auth ? SmtpAnswer.Say("535 5.7.8 Wrong password") : null };

        var report = await new SendingTest(TimeProvider.System).RunAsync(Server(server.Port), CancellationToken.None);

        report.Trouble!.Message.ShouldContain("535 5.7.8 Wrong password");
        report.Trouble!.Message.ShouldContain("Check user and password");
        report.Dialogue[^1].Text.ShouldContain("535");
    }

    [Fact]
    public async Task Nobody_there_is_said_so()
    {
        var report = await new SendingTest(TimeProvider.System).RunAsync(Server(Ports.Free()), CancellationToken.None);

        report.Trouble!.Message.ShouldContain("could not be reached");
        report.Dialogue.ShouldBeEmpty();
    }

    public static TheoryData<string> Troubles =>
    [
        "refuses the password", "knows no way in", "refuses to talk", "offers no STARTTLS", "refuses STARTTLS", "has a certificate of its own",
        "speaks another protocol", "hangs up", "says nothing", "wants more", "never ends its line", "is not there",
    ];

    [Theory]
    [MemberData(nameof(Troubles))]
    public async Task Whatever_is_wrong_is_said_in_the_readers_language_with_the_servers_own_words(string trouble)
    {
        var time = new StoppedTime();
        using var certificate = TestCertificate.For("localhost");
        await using var server = new ScriptedSmtp(trouble is "refuses STARTTLS" or "has a certificate of its own" ? certificate : null)
        {
            Offers = [trouble == "knows no way in" ? "AUTH CRAM-MD5" : "AUTH PLAIN"],
            Script = (at, _) => (at, trouble) switch
            {
                (SmtpPhase.Auth, "refuses the password") => SmtpAnswer.Say("535 5.7.8 Wrong password"),
                (SmtpPhase.Greeting, "refuses to talk") => SmtpAnswer.Say("554 5.7.1 Go away"),
                (SmtpPhase.StartTls, "refuses STARTTLS") => SmtpAnswer.Say("454 4.7.0 Not now"),
                (SmtpPhase.Greeting, "speaks another protocol") => SmtpAnswer.Say("HTTP/1.1 400 Bad Request"),
                (SmtpPhase.Greeting, "hangs up") => SmtpAnswer.Close,
                (SmtpPhase.Greeting, "says nothing") => SmtpAnswer.Silence,
                (SmtpPhase.Greeting, "wants more") => SmtpAnswer.Say("354 And then?"),
                (SmtpPhase.Greeting, "never ends its line") => new SmtpAnswer("220 " + new string('x', 10_000), SmtpThen.Silence),
                _ => null,
            },
            WhenSilent = time.RingUntilAsync,
        };
        var security = trouble is "offers no STARTTLS" or "refuses STARTTLS" or "has a certificate of its own" ? MailSecurity.StartTls : MailSecurity.None;

        var report = await new SendingTest(time).RunAsync(Server(trouble == "is not there" ? Ports.Free() : server.Port) with { Security = security }, CancellationToken.None);

        var wrong = report.Trouble.ShouldNotBeNull();
        foreach (var language in (string[])["es", "fr"])
        {
            var texts = Texts.In(language);
            texts.All.Keys.ShouldContain(wrong.Words.Sentence);
            wrong.Hint.ShouldSatisfyAllConditions(hint => (hint.Length == 0 || texts.All.ContainsKey(hint)).ShouldBeTrue($"{language}: {hint}"));
            var said = SmtpHints.Of(wrong, texts);
            said.ShouldNotBe(wrong.Message);
            wrong.Words.Arguments.ShouldAllBe(argument => said.Contains(argument.ToString()!));
        }
    }

    private static OutgoingServer Server(int port) => new("127.0.0.1", port, MailSecurity.None, "bo", Password);
}
