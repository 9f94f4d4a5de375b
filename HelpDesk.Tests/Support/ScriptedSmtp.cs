using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace HelpDesk.Tests.Support;

/// <summary>Where a conversation with a mail server stands.</summary>
public enum SmtpPhase
{
    Greeting,
    Ehlo,
    Helo,
    StartTls,
    Auth,
    Mail,
    Rcpt,
    Data,
    Dot,
    Quit,
}

/// <summary>What a server does at one point.</summary>
/// <param name="Text">What it says, line ends included.</param>
/// <param name="Then">What it does then.</param>
public sealed record SmtpAnswer(string Text, SmtpThen Then = SmtpThen.GoOn)
{
    public static SmtpAnswer Close { get; } = new("", SmtpThen.Close);

    public static SmtpAnswer Reset { get; } = new("", SmtpThen.Reset);

    public static SmtpAnswer Silence { get; } = new("", SmtpThen.Silence);

    public static SmtpAnswer Say(string line) => new(line + "\r\n");
}

public enum SmtpThen
{
    GoOn,
    Close,
    Reset,
    Silence,
}

/// <summary>A mail that a server was given.</summary>
/// <param name="Mail">The command that began it.</param>
/// <param name="Recipients">The addresses it took.</param>
/// <param name="Data">As it came over the wire, without the last dot.</param>
/// <param name="Taken">The server said that it has it.</param>
public sealed record SmtpMail(string Mail, IReadOnlyList<string> Recipients, string Data, bool Taken);

/// <summary>A mail server on this machine that answers as a test wishes, and properly where the test wishes nothing.</summary>
public sealed class ScriptedSmtp : IAsyncDisposable
{
    private readonly CancellationTokenSource stopped = new();
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly X509Certificate2? certificate;
    private readonly bool isWrapped;
    private readonly Task accepting;

    /// <param name="certificate">For TLS; without it none is offered.</param>
    /// <param name="isWrapped">TLS from the first byte.</param>
    public ScriptedSmtp(X509Certificate2? certificate = null, bool isWrapped = false)
    {
        this.certificate = certificate;
        this.isWrapped = isWrapped;
        listener.Start();
        accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>What it offers beside STARTTLS.</summary>
    public IReadOnlyList<string> Offers { get; set; } = ["8BITMIME", "SMTPUTF8", "SIZE 50000000", "AUTH PLAIN LOGIN"];

    /// <summary>The answer at a point; null for the proper one.</summary>
    public Func<SmtpPhase, string, SmtpAnswer?> Script { get; set; } = (_, _) => null;

    /// <summary>Waited for before the answer is given.</summary>
    public Func<SmtpPhase, Task> Before { get; set; } = _ => Task.CompletedTask;

    /// <summary>Begins when the server falls silent, and ends with it.</summary>
    public Func<CancellationToken, Task> WhenSilent { get; set; } = stop => Task.Delay(Timeout.Infinite, stop);

    /// <summary>Waited for after the answer was given.</summary>
    public Func<SmtpPhase, Task> After { get; set; } = _ => Task.CompletedTask;

    /// <summary>Every line it heard outside of mails.</summary>
    public ConcurrentQueue<string> Heard { get; } = new();

    public ConcurrentQueue<SmtpMail> Mails { get; } = new();

    public async ValueTask DisposeAsync()
    {
        await stopped.CancelAsync();
        listener.Stop();
        await accepting;
        stopped.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await listener.AcceptTcpClientAsync(stopped.Token));
            }
        }
        catch (Exception over) when (over is OperationCanceledException or SocketException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await new Conversation(this, client).RunAsync();
            }
            catch (Exception gone) when (gone is IOException or SocketException or OperationCanceledException or ObjectDisposedException or System.Security.Authentication.AuthenticationException)
            {
                // The client went away, or does not trust us.
            }
        }
    }

    private SmtpAnswer Proper(SmtpPhase phase, string line) => phase switch
    {
        SmtpPhase.Ehlo => new SmtpAnswer(string.Concat(Features().Prepend("mail.example.com").Reverse().Select((feature, i) => $"250{(i == 0 ? ' ' : '-')}{feature}\r\n").Reverse())),
        SmtpPhase.Greeting => SmtpAnswer.Say("220 mail.example.com ESMTP"),
        SmtpPhase.StartTls => SmtpAnswer.Say("220 2.0.0 Ready to start TLS"),
        SmtpPhase.Auth when line.StartsWith("AUTH LOGIN", StringComparison.Ordinal) => SmtpAnswer.Say("334 VXNlcm5hbWU6"),
        SmtpPhase.Auth => SmtpAnswer.Say("235 2.7.0 Welcome"),
        SmtpPhase.Data => SmtpAnswer.Say("354 Go ahead"),
        SmtpPhase.Dot => SmtpAnswer.Say("250 2.0.0 Queued as 4711"),
        SmtpPhase.Quit => new SmtpAnswer("221 2.0.0 Bye\r\n", SmtpThen.Close),
        _ => SmtpAnswer.Say("250 2.1.0 Ok"),
    };

    private IEnumerable<string> Features() => certificate is null || isWrapped ? Offers : Offers.Append("STARTTLS");

    private sealed class Conversation(ScriptedSmtp server, TcpClient client)
    {
        private readonly List<string> recipients = [];
        private Stream stream = client.GetStream();
        private string mail = "";
        private bool isSecure;

        public async Task RunAsync()
        {
            if (server.isWrapped)
            {
                await SecureAsync();
            }

            var goesOn = await AnswerAsync(SmtpPhase.Greeting, "") is not null;
            while (goesOn && await LineAsync() is { } line)
            {
                server.Heard.Enqueue(line);
                goesOn = await TakeAsync(line);
            }
        }

        private async Task<bool> TakeAsync(string line)
        {
            var phase = PhaseOf(line);
            var said = await AnswerAsync(phase, line);
            switch (phase)
            {
                case SmtpPhase.StartTls when said?.StartsWith("220", StringComparison.Ordinal) == true:
                    await SecureAsync();
                    break;
                case SmtpPhase.Auth when said?.StartsWith("334", StringComparison.Ordinal) == true && line.StartsWith("AUTH LOGIN", StringComparison.Ordinal):
                    server.Heard.Enqueue(await LineAsync() ?? "");
                    await SayAsync("334 UGFzc3dvcmQ6\r\n");
                    server.Heard.Enqueue(await LineAsync() ?? "");
                    return await AnswerAsync(SmtpPhase.Auth, "") is not null;
                case SmtpPhase.Mail:
                    mail = line;
                    recipients.Clear();
                    break;
                case SmtpPhase.Rcpt when said?.StartsWith('2') == true:
                    recipients.Add(line["RCPT TO:<".Length..line.IndexOf('>', StringComparison.Ordinal)]);
                    break;
                case SmtpPhase.Data when said?.StartsWith('3') == true:
                    return await TakeMailAsync();
                default:
                    break;
            }

            return said is not null;
        }

        private async Task<bool> TakeMailAsync()
        {
            var data = new StringBuilder();
            while (await LineAsync() is { } line)
            {
                if (line == ".")
                {
                    var said = await AnswerAsync(SmtpPhase.Dot, "", taken => server.Mails.Enqueue(new SmtpMail(mail, [.. recipients], data.ToString(), taken)));
                    return said is not null;
                }

                data.Append(line).Append("\r\n");
            }

            return false;
        }

        private SmtpPhase PhaseOf(string line) => line.Split(' ', ':')[0].ToUpperInvariant() switch
        {
            "EHLO" => SmtpPhase.Ehlo,
            "HELO" => SmtpPhase.Helo,
            "STARTTLS" => SmtpPhase.StartTls,
            "AUTH" => SmtpPhase.Auth,
            "MAIL" => SmtpPhase.Mail,
            "RCPT" => SmtpPhase.Rcpt,
            "DATA" => SmtpPhase.Data,
            "QUIT" => SmtpPhase.Quit,
            _ => throw new IOException($"The client said {line}"),
        };

        // What was said; null when the conversation is over.
        private async Task<string?> AnswerAsync(SmtpPhase phase, string line, Action<bool>? saying = null)
        {
            await server.Before(phase);
            var answer = server.Script(phase, line) ?? server.Proper(phase, line);
            saying?.Invoke(answer.Text.StartsWith('2') && answer.Then != SmtpThen.Silence);
            await SayAsync(answer.Text);
            await server.After(phase);
            switch (answer.Then)
            {
                case SmtpThen.Silence:
                    await server.WhenSilent(server.stopped.Token);
                    return null;
                case SmtpThen.Reset:
                    client.LingerState = new LingerOption(true, 0);
                    client.Close();
                    return null;
                case SmtpThen.Close:
                    return null;
                default:
                    return answer.Text;
            }
        }

        private async Task SecureAsync()
        {
            if (isSecure)
            {
                throw new IOException("TLS begins once.");
            }

            isSecure = true;
            var secure = new SslStream(stream);
            stream = secure;
            await secure.AuthenticateAsServerAsync(server.certificate!);
        }

        private async Task SayAsync(string text)
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes(text), server.stopped.Token);
            await stream.FlushAsync(server.stopped.Token);
        }

        private async Task<string?> LineAsync()
        {
            var line = new List<byte>();
            var one = new byte[1];
            while (await stream.ReadAsync(one, server.stopped.Token) == 1)
            {
                line.Add(one[0]);
                if (line is [.., (byte)'\r', (byte)'\n'])
                {
                    return Encoding.UTF8.GetString([.. line[..^2]]);
                }
            }

            return null;
        }
    }
}
