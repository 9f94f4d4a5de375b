using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using HelpDesk.Domain.Email;
using HelpDesk.Web.Channels.Email.Imap;

namespace HelpDesk.Tests.Web.Channels.Email.Imap;

/// <summary>
/// An IMAP server on loopback that does as it is told: it knows a few commands, counts what it hears, and misbehaves where
/// a test says so. It can read and nothing else: whatever would change a mailbox is BAD.
/// </summary>
internal sealed class FakeImap : IAsyncDisposable
{
    public const string User = "desk@example.com";
    public const string Password = "correct horse";

    private readonly CancellationTokenSource stopped = new();
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly Task accepting;
    private int sessions;
    private int open;

    public FakeImap()
    {
        listener.Start();
        accepting = AcceptAsync(stopped.Token);
    }

    public FakeFolder Inbox { get; } = new();

    /// <summary>The password that counts.</summary>
    public string Secret { get; set; } = Password;

    /// <summary>Further folders by the name that travels.</summary>
    public ConcurrentDictionary<string, FakeFolder> Folders { get; } = new();

    /// <summary>What the server advertises.</summary>
    public IReadOnlyList<string> Capabilities { get; set; } = ["IMAP4rev1", "IDLE", "ESEARCH", "UIDPLUS", "SASL-IR", "ID", "AUTH=PLAIN"];

    public string Greeting { get; set; } = "* OK ready";

    /// <summary>Does something else for a command and returns true; otherwise it is answered as usual.</summary>
    public Func<FakeSession, string, string, Task<bool>>? Instead { get; set; }

    /// <summary>Ends the next connection after so many bytes; it falls back to null then.</summary>
    public int? CutAfter { get; set; }

    /// <summary>The whole commands as they came, literals in their places.</summary>
    public ConcurrentQueue<string> Heard { get; } = new();

    /// <summary>The same without the farewell, which may come or not.</summary>
    public IReadOnlyList<string> Asked => [.. Heard.Where(command => command != "LOGOUT")];

    public bool TlsFromTheStart { get; set; }

    public static X509Certificate2 Certificate { get; } = MakeCertificate();

    /// <summary>Connections so far.</summary>
    public int Sessions => sessions;

    /// <summary>Connections now.</summary>
    public int Open => open;

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>How the client finds it, with less patience than usual.</summary>
    public ImapServer Server(MailSecurity security = MailSecurity.None) => new("localhost", Port, security, User, Secret)
    {
        Patience = TimeSpan.FromSeconds(5),
        Issuers = [X509CertificateLoader.LoadCertificate(Certificate.RawData)],
    };

    public Task<IMailbox> OpenAsync(MailSecurity security = MailSecurity.None) => new ImapFetcher().OpenAsync(Server(security), null, CancellationToken.None);

    public FakeFolder? Find(string name) => name.Equals("INBOX", StringComparison.OrdinalIgnoreCase) ? Inbox : Folders.GetValueOrDefault(name);

    public static async Task<Stream> ProtectAsync(Stream stream)
    {
        var tls = new SslStream(stream);
        await tls.AuthenticateAsServerAsync(Certificate);
        return tls;
    }

    public async ValueTask DisposeAsync()
    {
        await stopped.CancelAsync();
        listener.Stop();
        await accepting.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        stopped.Dispose();
    }

    private async Task AcceptAsync(CancellationToken ct)
    {
        while (true)
        {
            var client = await listener.AcceptTcpClientAsync(ct);
            Interlocked.Increment(ref sessions);
            Interlocked.Increment(ref open);
            _ = ServeAsync(client, ct);
        }
    }

    private async Task ServeAsync(TcpClient client, CancellationToken ct)
    {
        using (client)
        {
            try
            {
                client.NoDelay = true;
                Stream stream = client.GetStream();
                stream = TlsFromTheStart ? await ProtectAsync(stream) : stream;
                var cut = CutAfter;
                CutAfter = null;
                await new FakeSession(this, stream, cut).RunAsync(ct);
            }
            catch (Exception gone) when (gone is IOException or SocketException or ObjectDisposedException or OperationCanceledException or System.Security.Authentication.AuthenticationException)
            {
                // The client has left, or was cut off.
            }
            finally
            {
                Interlocked.Decrement(ref open);
            }
        }
    }

    private static X509Certificate2 MakeCertificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
    }
}
