using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using HelpDesk.Domain.Email;

namespace HelpDesk.Web.Channels.Email.Smtp;

/// <summary>
/// One conversation with a mail server (RFC 5321): connect, sign in, send, disconnect. What was said in the clear never
/// counts after TLS begins, and nothing is said in the clear when TLS was asked for and does not come.
/// </summary>
/// <param name="clock">Measures how long the server takes.</param>
/// <param name="trust">Whom to trust instead of the machine's own list of authorities.</param>
internal sealed partial class SmtpClient(TimeProvider clock, X509ChainPolicy? trust = null) : IAsyncDisposable
{
    private SmtpWire? wire;
    private bool isMidway;
    private string greeting = "[127.0.0.1]";

    /// <summary>Told every line that is said, secrets masked; null when nobody watches.</summary>
    public Action<DialogueLine>? Hear { get; init; }

    public SmtpCapabilities Capabilities { get; private set; } = SmtpCapabilities.None;

    private SmtpWire Wire => wire ?? throw new InvalidOperationException("Not connected.");

    /// <summary>Connects, and greets the server as securely as was asked.</summary>
    /// <exception cref="SmtpReplyException">It does not want to talk.</exception>
    /// <exception cref="SmtpBrokenException">Nobody is there, or nobody who speaks SMTP.</exception>
    /// <exception cref="SmtpSetupException">It does not offer TLS, or its certificate is not good.</exception>
    public async Task ConnectAsync(string host, int port, MailSecurity security, CancellationToken ct)
    {
        wire = new SmtpWire(await DialAsync(host, port, ct), clock);
        if (security == MailSecurity.Tls)
        {
            await SecureAsync(host, ct);
        }

        Welcome(await AnswerAsync(SmtpTimeouts.Command, ct));
        await GreetAsync(ct);
        if (security == MailSecurity.StartTls)
        {
            await StartTlsAsync(host, ct);
        }
    }

    /// <summary>Says goodbye. What became of the mail is known by now, so nothing that happens here matters.</summary>
    public async Task DisconnectAsync(CancellationToken ct)
    {
        if (wire is null or { IsBroken: true } || isMidway)
        {
            return;
        }

        try
        {
            await AskAsync("QUIT", SmtpTimeouts.Quit, ct);
        }
        catch (SmtpBrokenException)
        {
            // It hung up first.
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (wire is not null)
        {
            await wire.DisposeAsync();
        }
    }

    private async Task<Stream> DialAsync(string host, int port, CancellationToken ct)
    {
        using var timer = new CancellationTokenSource(SmtpTimeouts.Connect, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, ct);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(host, port, either.Token);
            greeting = Literal(((IPEndPoint)socket.LocalEndPoint!).Address);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (Exception failure) when (failure is SocketException || (failure is OperationCanceledException && !ct.IsCancellationRequested))
        {
            socket.Dispose();
            throw new SmtpBrokenException(new("The mail server {0}:{1} could not be reached: {2}", host, port, failure.Message), cause: failure);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    // A machine without a name of its own says its address (RFC 5321 §4.1.3).
    private static string Literal(IPAddress address) => (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address) switch
    {
        { AddressFamily: AddressFamily.InterNetwork } four => $"[{four}]",
        var six => $"[IPv6:{new IPAddress(six.GetAddressBytes())}]",
    };

    private async Task GreetAsync(CancellationToken ct)
    {
        var ehlo = await AskAsync($"EHLO {greeting}", SmtpTimeouts.Command, ct);
        if (ehlo.IsPermanent)
        {
            // A server from before 1995 (RFC 5321 §3.2).
            Welcome(await AskAsync($"HELO {greeting}", SmtpTimeouts.Command, ct));
            Capabilities = SmtpCapabilities.None;
            return;
        }

        Capabilities = new SmtpCapabilities(Expect(ehlo));
    }

    private async Task StartTlsAsync(string host, CancellationToken ct)
    {
        if (!Capabilities.StartTls)
        {
            throw new SmtpSetupException(new("The mail server does not offer STARTTLS."), "Nothing was sent in the clear. Check host and port, or choose tls (usually port 465).");
        }

        var reply = await AskAsync("STARTTLS", SmtpTimeouts.Command, ct);
        if (reply.Code != 220)
        {
            throw new SmtpSetupException(new("The mail server refused STARTTLS: {0}", reply), "Nothing was sent in the clear.");
        }

        // What came with the answer was written by anybody on the way, and would look as if it came through TLS.
        if (Wire.HasUnread)
        {
            throw new SmtpBrokenException(new("The mail server went on talking in the clear after it had agreed to TLS."));
        }

        await SecureAsync(host, ct);
        await GreetAsync(ct);
    }

    private async Task SecureAsync(string host, CancellationToken ct)
    {
        try
        {
            await Wire.SecureAsync(new SslClientAuthenticationOptions { TargetHost = host, CertificateChainPolicy = trust }, SmtpTimeouts.Tls, ct);
        }
        catch (AuthenticationException untrusted)
        {
            throw new SmtpSetupException(new("TLS with the mail server did not come about: {0}", untrusted.Message), "Nothing was sent. Use the host name that the certificate is for, and renew it if it has expired.", untrusted);
        }
    }

    // A no at the door is about us, not about this mail.
    private static void Welcome(SmtpReply reply) => _ = reply.IsPermanent
        ? throw new SmtpSetupException(new("The mail server does not talk to us: {0}", reply), "Ask whoever runs it whether this machine may send mail through it.")
        : Expect(reply);

    /// <param name="line">What is said.</param>
    /// <param name="within">How long the server may take.</param>
    /// <param name="ct">Ends the conversation.</param>
    /// <param name="shown">What a watcher sees in its place, where it holds a secret.</param>
    private async Task<SmtpReply> AskAsync(string line, TimeSpan within, CancellationToken ct, string? shown = null)
    {
        Hear?.Invoke(new DialogueLine(FromServer: false, shown ?? line));
        await Wire.WriteLineAsync(line, within, ct);
        return await AnswerAsync(within, ct);
    }

    private async Task<SmtpReply> AnswerAsync(TimeSpan within, CancellationToken ct)
    {
        var reply = await Wire.ReadAsync(within, ct);
        Hear?.Invoke(new DialogueLine(FromServer: true, reply.ToString()));
        return reply;
    }

    // 3xx where nothing was begun is no answer to what was said.
    private static SmtpReply Expect(SmtpReply reply) => reply switch
    {
        { IsDone: true } => reply,
        { IsHalfway: true } => throw new SmtpBrokenException(new("The mail server answered something else than it was asked: {0}", reply)),
        _ => throw new SmtpReplyException(reply),
    };
}
