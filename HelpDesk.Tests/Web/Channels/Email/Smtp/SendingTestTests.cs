using HelpDesk.Domain.Email;
using HelpDesk.Tests.Support;
using HelpDesk.Web.Channels.Email.Smtp;
using HelpDesk.Web.Outbox;

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

        report.Trouble!.ShouldContain("535 5.7.8 Wrong password");
        report.Trouble!.ShouldContain("Check user and password");
        report.Dialogue[^1].Text.ShouldContain("535");
    }

    [Fact]
    public async Task Nobody_there_is_said_so()
    {
        var report = await new SendingTest(TimeProvider.System).RunAsync(Server(Ports.Free()), CancellationToken.None);

        report.Trouble!.ShouldContain("could not be reached");
        report.Dialogue.ShouldBeEmpty();
    }

    private static OutgoingServer Server(int port) => new("127.0.0.1", port, MailSecurity.None, "bo", Password);
}
