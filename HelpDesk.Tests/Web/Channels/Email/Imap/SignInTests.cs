using System.Text;
using HelpDesk.Domain.Email;
using HelpDesk.Tests.Support;
using HelpDesk.Web.Channels.Email;
using HelpDesk.Web.Channels.Email.Imap;
using HelpDesk.Web.Ui.Texts;

namespace HelpDesk.Tests.Web.Channels.Email.Imap;

/// <summary>Connecting, protecting and signing in.</summary>
public sealed class SignInTests : IAsyncLifetime
{
    private readonly FakeImap imap = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await imap.DisposeAsync();

    [Theory]
    [InlineData("IMAP4rev1 AUTH=PLAIN SASL-IR", "AUTHENTICATE PLAIN AGRlc2tAZXhhbXBsZS5jb20AY29ycmVjdCBob3JzZQ==")]
    [InlineData("IMAP4rev1 AUTH=PLAIN", "AUTHENTICATE PLAIN")]
    [InlineData("IMAP4rev1", "LOGIN \"desk@example.com\" \"correct horse\"")]
    [InlineData("IMAP4rev1 AUTH=CRAM-MD5 AUTH=XOAUTH2", "LOGIN \"desk@example.com\" \"correct horse\"")]
    public async Task It_signs_in_by_what_the_server_advertises(string capabilities, string command)
    {
        imap.Capabilities = capabilities.Split(' ');
        await (await imap.OpenAsync()).DisposeAsync();
        imap.Heard.ShouldContain(command);
        imap.Heard.ShouldNotContain(heard => heard.StartsWith("ID ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("AUTH=XOAUTH2 SASL-IR")]
    [InlineData("AUTH=XOAUTH2")]
    public async Task An_access_token_signs_in_too(string capabilities)
    {
        imap.Capabilities = capabilities.Split(' ');
        var server = imap.Server() with { Secret = $"Bearer {FakeImap.Password}" };
        await (await new ImapFetcher().OpenAsync(server, null, default)).DisposeAsync();
        imap.Heard.ShouldNotContain(command => command.StartsWith("LOGIN", StringComparison.Ordinal));

        var failure = await FailAsync(server with { Secret = "Bearer old" });
        failure.Trouble.ShouldBe(ImapTrouble.SignInRefused);
    }

    [Fact]
    public async Task An_access_token_is_never_sent_as_a_password()
    {
        (await FailAsync(imap.Server() with { Secret = "Bearer token" })).Trouble.ShouldBe(ImapTrouble.NoWayToSignIn);
        imap.Asked.ShouldBe(["CAPABILITY"]);
    }

    [Fact]
    public async Task Where_login_is_disabled_no_password_is_sent()
    {
        imap.Capabilities = ["IMAP4rev1", "LOGINDISABLED", "STARTTLS"];
        var failure = await FailAsync(imap.Server());
        failure.Trouble.ShouldBe(ImapTrouble.NoWayToSignIn);
        failure.Remedy.ShouldBe(ImapRemedy.TellAdministrator);
        imap.Asked.ShouldBe(["CAPABILITY"]);
    }

    [Theory]
    [InlineData("pass\r\nA9 DELETE INBOX")]
    [InlineData("say \"hello\" \\ now")]
    [InlineData("contraseña")]
    [InlineData("")]
    public async Task A_password_is_never_a_command(string password)
    {
        imap.Capabilities = ["IMAP4rev1"];
        (await FailAsync(imap.Server() with { Secret = password })).Trouble.ShouldBe(ImapTrouble.SignInRefused);
        imap.Asked.Count.ShouldBe(2);
        var isLiteral = password.Any(c => c is < ' ' or > '~');
        imap.Asked[^1].ShouldBe("LOGIN \"desk@example.com\" " + (isLiteral
            ? $"{{{Encoding.UTF8.GetByteCount(password)}}}\r\n{password}"
            : $"\"{password.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\""));
    }

    [Theory]
    [InlineData("NO [AUTHENTICATIONFAILED] Too many wrong passwords, try again", ImapTrouble.SignInRefused)]
    [InlineData("NO [ALERT] Invalid credentials (Failure)", ImapTrouble.SignInRefused)]
    [InlineData("NO [ALERT] Too many simultaneous connections. (Failure)", ImapTrouble.Busy)]
    [InlineData("NO [LIMIT] LOGIN Rate limit hit", ImapTrouble.Busy)]
    [InlineData("NO [UNAVAILABLE] Temporary authentication failure", ImapTrouble.Busy)]
    [InlineData("NO Account exceeded command or bandwidth limits.", ImapTrouble.Busy)]
    [InlineData("BAD what is LOGIN?", ImapTrouble.Garbled)]
    public async Task A_refusal_says_what_to_do(string answer, object trouble)
    {
        imap.Capabilities = ["IMAP4rev1"];
        imap.Instead = async (session, tag, command) =>
        {
            var isLogin = command.StartsWith("LOGIN", StringComparison.Ordinal);
            await session.SendAsync(isLogin ? $"{tag} {answer}\r\n" : "");
            return isLogin;
        };
        var failure = await FailAsync(imap.Server());
        failure.Trouble.ShouldBe(trouble);
        failure.Message.ShouldContain(failure.Words);
        answer.ShouldEndWith(failure.Words);
    }

    [Fact]
    public async Task Over_tls_everything_is_protected()
    {
        imap.TlsFromTheStart = true;
        imap.Inbox.Append("hello");
        await using var mailbox = await imap.OpenAsync(MailSecurity.Tls);
        (await mailbox.ExamineAsync("INBOX", default)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_certificate_for_another_name_is_not_taken()
    {
        imap.TlsFromTheStart = true;
        var failure = await FailAsync(imap.Server(MailSecurity.Tls) with { Host = "127.0.0.1" });
        failure.Trouble.ShouldBe(ImapTrouble.Certificate);
        failure.Words.ShouldContain("Name");
        (await FailAsync(imap.Server(MailSecurity.Tls) with { Issuers = null })).Trouble.ShouldBe(ImapTrouble.Certificate);
        imap.Heard.ShouldBeEmpty();
    }

    [Fact]
    public async Task After_starttls_the_server_is_asked_anew()
    {
        imap.Capabilities = ["IMAP4rev1", "STARTTLS", "AUTH=PLAIN"];
        imap.Greeting = "* OK [CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED] ready";
        await (await imap.OpenAsync(MailSecurity.StartTls)).DisposeAsync();
        imap.Heard.Take(3).ShouldBe(["STARTTLS", "CAPABILITY", "AUTHENTICATE PLAIN"]);
    }

    [Fact]
    public async Task What_is_sent_ahead_of_tls_is_thrown_away()
    {
        imap.Capabilities = ["IMAP4rev1", "STARTTLS"];
        imap.Instead = async (session, tag, command) =>
        {
            if (command != "STARTTLS")
            {
                return false;
            }

            // Somebody in between adds answers to commands that we are about to send.
            await session.SendAsync($"{tag} OK begin\r\n* CAPABILITY IMAP4rev1 AUTH=XOAUTH2\r\nA3 OK [CAPABILITY IMAP4rev1 EVIL] hello\r\n");
            await session.ProtectAsync();
            return true;
        };
        await (await imap.OpenAsync(MailSecurity.StartTls)).DisposeAsync();
        imap.Asked.ShouldBe(["CAPABILITY", "STARTTLS", "CAPABILITY", $"LOGIN \"{FakeImap.User}\" \"{FakeImap.Password}\"", "CAPABILITY"]);
    }

    [Theory]
    [InlineData("IMAP4rev1", "* OK ready")]
    [InlineData("IMAP4rev1 STARTTLS", "* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] ready")]
    [InlineData("IMAP4rev1 STARTTLS", "* PREAUTH welcome, Ann")]
    public async Task Without_starttls_no_password_goes_out(string capabilities, string greeting)
    {
        imap.Capabilities = capabilities.Split(' ');
        imap.Greeting = greeting;
        var failure = await FailAsync(imap.Server(MailSecurity.StartTls));
        failure.Trouble.ShouldBe(ImapTrouble.NoTls);
        failure.Remedy.ShouldBe(ImapRemedy.TellAdministrator);
        imap.Heard.ShouldNotContain(command => command.StartsWith("LOGIN", StringComparison.Ordinal) || command.StartsWith("AUTHENTICATE", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("NO not now")]
    [InlineData("OK begin")]
    public async Task A_failed_starttls_never_goes_on_in_the_clear(string answer)
    {
        imap.Capabilities = ["IMAP4rev1", "STARTTLS"];
        imap.Instead = async (session, tag, command) =>
        {
            var isStart = command == "STARTTLS";
            await session.SendAsync(isStart ? $"{tag} {answer}\r\n" : "");
            return isStart;
        };
        (await FailAsync(imap.Server(MailSecurity.StartTls) with { Patience = TimeSpan.FromMilliseconds(500) })).Trouble.ShouldBeOneOf(ImapTrouble.NoTls, ImapTrouble.Silent);
        imap.Heard.ShouldNotContain(command => command.StartsWith("LOGIN", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("* BYE too many connections", ImapTrouble.Busy)]
    [InlineData("* BYE under repair", ImapTrouble.SaidBye)]
    [InlineData("220 smtp.example.com ESMTP", ImapTrouble.Garbled)]
    [InlineData("HTTP/1.1 400 Bad Request", ImapTrouble.Garbled)]
    public async Task A_greeting_that_is_none_is_understood(string greeting, object trouble)
    {
        imap.Greeting = greeting;
        (await FailAsync(imap.Server())).Trouble.ShouldBe(trouble);
    }

    [Fact]
    public async Task A_host_that_is_not_there_is_told_from_one_that_does_not_answer()
    {
        (await FailAsync(imap.Server() with { Host = "no-such-host.invalid" })).Trouble.ShouldBe(ImapTrouble.HostUnknown);
        (await FailAsync(imap.Server() with { Port = Support.Ports.Free() })).Trouble.ShouldBe(ImapTrouble.NoConnection);
    }

    [Fact]
    public async Task Trying_settings_shows_what_was_said_without_the_secret()
    {
        imap.Capabilities = ["IMAP4rev1"];
        var report = await new ConnectionTest(new ImapFetcher(), TimeProvider.System).RunAsync(imap.Server(), ["INBOX", "Nowhere"], default);
        report.Trouble!.Trouble.ShouldBe(ImapTrouble.NoFolder);
        report.Folders.ShouldBe(["INBOX"]);
        report.Dialogue.ShouldContain(new DialogueLine(false, "A2 LOGIN \"desk@example.com\" ****"));
        report.Dialogue.ShouldContain(new DialogueLine(true, "* OK ready"));
        report.Dialogue.ShouldNotContain(line => line.Text.Contains(FakeImap.Password, StringComparison.Ordinal));
        (await new ConnectionTest(new ImapFetcher(), TimeProvider.System).RunAsync(imap.Server(), ["INBOX"], default)).Trouble.ShouldBeNull();
    }

    [Theory]
    [InlineData("es", "El servidor de correo rechaza el usuario y la contraseña")]
    [InlineData("fr", "Le serveur")]
    public void What_was_written_down_is_said_in_the_readers_language(string language, string beginning)
    {
        var said = ImapHints.Translate(new ImapException(ImapTrouble.SignInRefused, "NO wrong").Message, Texts.In(language));

        said.ShouldStartWith(beginning);
        said.ShouldEndWith("(NO wrong)");
        ImapHints.Translate("No space left on device", Texts.In(language)).ShouldBe("No space left on device");
    }

    [Fact]
    public async Task Trying_settings_ends_also_when_the_server_never_stops_talking()
    {
        var time = new StoppedTime();
        imap.Instead = async (session, _, command) =>
        {
            if (command.StartsWith("EXAMINE", StringComparison.Ordinal))
            {
                await session.SendAsync("* OK still looking\r\n");
                time.Ring();
            }

            return command.StartsWith("EXAMINE", StringComparison.Ordinal);
        };

        var report = await new ConnectionTest(new ImapFetcher(), time).RunAsync(imap.Server(), ["INBOX"], default);

        report.Trouble!.Trouble.ShouldBe(ImapTrouble.Silent);
        report.Folders.ShouldBe(["INBOX"]);
    }

    private static Task<ImapException> FailAsync(ImapServer server) => Should.ThrowAsync<ImapException>(async () => await new ImapFetcher().OpenAsync(server, null, default));
}
