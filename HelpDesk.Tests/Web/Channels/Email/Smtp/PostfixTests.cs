using HelpDesk.Domain.Email;
using HelpDesk.Tests.Support;
using HelpDesk.Web.Outbox;

namespace HelpDesk.Tests.Web.Channels.Email.Smtp;

/// <summary>The mail server that half of the world runs.</summary>
public sealed class PostfixTests
{
    [Fact]
    public async Task A_mail_goes_through_Postfix_and_arrives_as_it_was()
    {
        await using var postfix = await Postfix.StartAsync();
        await using var desk = new SmtpDesk(trusted: postfix.Certificate);
        var plain = desk.Mail(to: ["ann@example.com", "bob@elsewhere.example"]) with
        {
            Server = new OutgoingServer("localhost", postfix.Port, MailSecurity.StartTls, "", ""),
            Subject = "Año nuevo 🙂",
            Text = "First ñ\n.\n..second\n.",
        };

        var outcomes = await desk.Sender.SendAsync(plain, CancellationToken.None);

        outcomes.Select(outcome => outcome.Fate).ShouldBe([MailFate.Sent, MailFate.Refused], postfix.Log);
        outcomes[0].Words!.ShouldMatch(@"^250 2\.0\.0 Ok: queued as \w+$");
        outcomes[1].Words!.ShouldContain("this server sends nothing");
        await Eventually.BeTrueAsync(async () => (await postfix.ArrivedAsync()).Count == 1, $"the mail arrives: {postfix.Log}", TimeSpan.FromSeconds(30));
        var arrived = Mail.Parse(Unwrapped((await postfix.ArrivedAsync()).Single()));
        arrived["Subject"].ShouldBe("Año nuevo 🙂");
        arrived["Message-ID"].ShouldBe($"<{plain.MessageId}>");
        arrived["X-Original-To"].ShouldBe("ann@example.com");
        arrived["Received"]!.ShouldContain("with ESMTPS");
        arrived.Text.ShouldBe("First ñ\r\n.\r\n..second\r\n.\r\n");
    }

    [Fact]
    public async Task A_mail_that_Postfix_refuses_is_refused_with_its_words()
    {
        await using var postfix = await Postfix.StartAsync();
        await using var desk = new SmtpDesk(trusted: postfix.Certificate);
        var mail = desk.Mail(to: "ann@example.com") with
        {
            Server = new OutgoingServer("localhost", postfix.Port, MailSecurity.StartTls, "bo", "s3cret"),
        };

        var unknown = await desk.SendAsync(mail);
        unknown.Fate.ShouldBe(MailFate.Deferred);
        unknown.Words!.ShouldContain("no way to sign in that we know");

        var tooLarge = await desk.SendAsync(mail with
        {
            Server = mail.Server! with { User = "" },
            Text = new string('x', 11_000_000),
        });
        tooLarge.Fate.ShouldBe(MailFate.Refused);
        tooLarge.Words!.ShouldContain("10240000");
    }

    // A maildir keeps lines as its system does, and folds long fields with a tab.
    private static string Unwrapped(string mail) => mail.ReplaceLineEndings("\r\n").Replace("\r\n\t", "\r\n ", StringComparison.Ordinal);
}
