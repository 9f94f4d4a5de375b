using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using HelpDesk.Domain.Email;

namespace HelpDesk.Web.Channels.Email.Imap;

/// <summary>The way in: connect, protect, greet. Never less protected than was asked for.</summary>
internal static class ImapDoor
{
    /// <exception cref="ImapException">There is no way in.</exception>
    public static async Task<ImapConnection> OpenAsync(ImapServer server, Action<DialogueLine>? overheard, CancellationToken ct)
    {
        var stream = await ConnectAsync(server, ct);
        if (server.Security == MailSecurity.Tls)
        {
            stream = await ProtectAsync(server, stream, ct);
        }

        var connection = new ImapConnection(server, new Wire(stream, server.Patience), overheard);
        try
        {
            await GreetAsync(connection, server, ct);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private static async Task<Stream> ConnectAsync(ImapServer server, CancellationToken ct)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            Probe(socket);
            await socket.ConnectAsync(server.Host, server.Port, ct).AsTask().WaitAsync(server.Patience, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (Exception failure)
        {
            socket.Dispose();
            throw failure switch
            {
                SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData } => new ImapException(ImapTrouble.HostUnknown, server.Host, failure),
                SocketException or TimeoutException => new ImapException(ImapTrouble.NoConnection, failure.Message, failure),
                _ => failure,
            };
        }
    }

    // A connection that a router forgot is noticed within a minute, although nobody says anything.
    private static void Probe(Socket socket)
    {
        const int quiet = 30;
        const int interval = 10;
        const int probes = 3;
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, quiet);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, interval);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, probes);
    }

    private static async Task GreetAsync(ImapConnection connection, ImapServer server, CancellationToken ct)
    {
        var greeting = await connection.GreetingAsync(ct);
        var isKnown = greeting.State == "PREAUTH";
        if (greeting.State != "OK" && !isKnown)
        {
            throw new ImapException(ImapTrouble.Garbled, greeting.Words);
        }

        if (server.Security == MailSecurity.StartTls)
        {
            // Whoever is signed in before TLS was turned on was signed in by somebody in between (RFC 9051 §11.3).
            await StartTlsAsync(connection, server, isKnown ? throw new ImapException(ImapTrouble.NoTls, greeting.Words) : ct);
        }

        if (!isKnown)
        {
            await SignIn.RunAsync(connection, server, ct);
        }

        await SignIn.AskCapabilitiesAsync(connection, ct);
    }

    private static async Task StartTlsAsync(ImapConnection connection, ImapServer server, CancellationToken ct)
    {
        await SignIn.AskCapabilitiesAsync(connection, ct);
        if (!connection.Can("STARTTLS"))
        {
            throw new ImapException(ImapTrouble.NoTls, "STARTTLS");
        }

        var answer = await connection.AskAsync(new ImapCommand("STARTTLS"), ct);
        if (answer.State != "OK")
        {
            throw new ImapException(ImapTrouble.NoTls, answer.Words);
        }

        await connection.ProtectAsync(stream => ProtectAsync(server, stream, ct));
    }

    private static async Task<Stream> ProtectAsync(ImapServer server, Stream stream, CancellationToken ct)
    {
        var errors = SslPolicyErrors.None;
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = server.Host,
            CertificateChainPolicy = Trusted(server),
            RemoteCertificateValidationCallback = (_, _, _, found) => (errors = found) == SslPolicyErrors.None,
        };
        var tls = new SslStream(stream);
        try
        {
            await tls.AuthenticateAsClientAsync(options, ct).WaitAsync(server.Patience, ct);
            return tls;
        }
        catch (Exception failure)
        {
            await tls.DisposeAsync();
            throw failure switch
            {
                AuthenticationException when errors != SslPolicyErrors.None => new ImapException(ImapTrouble.Certificate, errors.ToString(), failure),
                AuthenticationException or IOException => new ImapException(ImapTrouble.NoTls, failure.Message, failure),
                TimeoutException => new ImapException(ImapTrouble.Silent, "TLS", failure),
                _ => failure,
            };
        }
    }

    private static X509ChainPolicy? Trusted(ImapServer server)
    {
        if (server.Issuers is not { } issuers)
        {
            return null;
        }

        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(issuers);
        return policy;
    }
}
