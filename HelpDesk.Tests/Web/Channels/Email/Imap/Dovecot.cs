using System.Globalization;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using HelpDesk.Domain.Email;
using HelpDesk.Tests.Support;
using HelpDesk.Web.Channels.Email.Imap;

namespace HelpDesk.Tests.Web.Channels.Email.Imap;

/// <summary>A Dovecot of its own for a test: loopback, a free port, its mail in a temporary folder.</summary>
public sealed class Dovecot : IAsyncDisposable
{
    private const string Program = "/usr/sbin/dovecot";
    public const string User = "desk";
    public const string Password = "correct-horse";

    // Dovecot's sockets have a path limit, and its unprivileged parts must reach the folder.
    private readonly string folder = Directory.CreateDirectory(Path.Combine("/tmp", $"hd-dovecot-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}")).FullName;
    private readonly int port = Ports.Free();
    private RunningProgram? program;
    private int delivered;

    public int Port => port;

    /// <summary>Where a mail server of this machine delivers to.</summary>
    public string Maildir => Path.Combine(folder, "mail");

    /// <summary>Whom the mail belongs to: the server keeps none as root.</summary>
    public static string Owner => Environment.UserName == "root" ? "mail" : Environment.UserName;

    public static async Task<Dovecot> StartAsync()
    {
        File.Exists(Program).ShouldBeTrue("Dovecot is not installed: ./test.sh installs it");
        var dovecot = new Dovecot();
        await File.WriteAllTextAsync(Path.Combine(dovecot.folder, "certificate.pem"), FakeImap.Certificate.ExportCertificatePem());
        await File.WriteAllTextAsync(Path.Combine(dovecot.folder, "key.pem"), FakeImap.Certificate.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem());
        await File.WriteAllTextAsync(Path.Combine(dovecot.folder, "dovecot.conf"), await dovecot.ConfigurationAsync());
        foreach (var part in new[] { "new", "cur", "tmp" })
        {
            Directory.CreateDirectory(Path.Combine(dovecot.Maildir, part));
        }

        // It runs as somebody else.
        await using var open = new RunningProgram("chmod", ["-R", "a+rwX", dovecot.Maildir], dovecot.folder);
        (await open.ExitAsync(TimeSpan.FromSeconds(10))).ShouldBe(0);
        await dovecot.RunAsync();
        return dovecot;
    }

    internal ImapServer Server(MailSecurity security) => new("localhost", Port, security, User, Password) { Issuers = [X509CertificateLoader.LoadCertificate(FakeImap.Certificate.RawData)], Patience = TimeSpan.FromSeconds(20) };

    /// <summary>Delivers as a mail server does: written elsewhere, then moved.</summary>
    public void Deliver(byte[] content)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{TimeProvider.System.GetUtcNow().ToUnixTimeSeconds()}.{++delivered}.test");
        File.WriteAllBytes(Path.Combine(Maildir, "tmp", name), content);
        File.Move(Path.Combine(Maildir, "tmp", name), Path.Combine(Maildir, "new", name));
    }

    /// <summary>Another client removes the oldest mail.</summary>
    public void RemoveOldest() => File.Delete(Mails().OrderBy(Path.GetFileName, StringComparer.Ordinal).First());

    /// <summary>Whether a client of ours has marked anything.</summary>
    public bool IsAnythingSeen => Mails().Any(file => Path.GetFileName(file).Split(":2,").ElementAtOrDefault(1)?.Contains('S', StringComparison.Ordinal) == true);

    /// <summary>Loses the server's memory of uids, as a restored or moved mailbox does.</summary>
    public async Task ForgetUidsAsync()
    {
        await StopAsync();
        foreach (var file in Directory.GetFiles(Maildir, "dovecot*"))
        {
            File.Delete(file);
        }

        // Dovecot makes a UIDVALIDITY of the second.
        var second = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        await Eventually.BeTrueAsync(() => TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() > second, "the next second");
        await RunAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(folder, recursive: true);
    }

    private IEnumerable<string> Mails() => Directory.EnumerateFiles(Path.Combine(Maildir, "new")).Concat(Directory.EnumerateFiles(Path.Combine(Maildir, "cur")));

    private async Task RunAsync()
    {
        program = new RunningProgram(Program, ["-F", "-c", Path.Combine(folder, "dovecot.conf")], folder);
        await Eventually.BeTrueAsync(ListensAsync, $"Dovecot listens: {program.Output}");
    }

    private async Task<bool> ListensAsync()
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync("127.0.0.1", Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private async Task StopAsync()
    {
        if (program is not null)
        {
            await program.TerminateAsync();
            await program.ExitAsync(TimeSpan.FromSeconds(10));
            await program.DisposeAsync();
            program = null;
        }
    }

    // Version 2.4 has renamed most of its settings.
    private async Task<string> ConfigurationAsync()
    {
        await using var asked = new RunningProgram(Program, ["--version"], folder);
        (await asked.ExitAsync(TimeSpan.FromSeconds(10))).ShouldBe(0);
        await Eventually.BeTrueAsync(() => asked.Output.Length > 0, "Dovecot says its version");
        // The new version wants its own first.
        return asked.Output.StartsWith("2.3", StringComparison.Ordinal) ? Common() + Old() : New() + Common();
    }

    private string Common() => $$"""
        base_dir = {{folder}}/run
        state_dir = {{folder}}/state
        log_path = /dev/stderr
        listen = 127.0.0.1
        ssl = yes
        mail_uid = {{Owner}}
        mail_gid = {{Owner}}
        first_valid_uid = 1
        first_valid_gid = 1
        {{(Environment.UserName == "root" ? "" : $"default_internal_user = {Owner}\ndefault_internal_group = {Owner}\ndefault_login_user = {Owner}")}}
        service imap-login {
          chroot =
          inet_listener imap {
            port = {{Port}}
          }
          inet_listener imaps {
            port = 0
          }
        }
        service anvil {
          chroot =
        }
        service stats {
          chroot =
        }

        """;

    private string Old() => $$"""
        protocols = imap
        ssl_cert = <{{folder}}/certificate.pem
        ssl_key = <{{folder}}/key.pem
        disable_plaintext_auth = no
        mail_location = maildir:{{Maildir}}
        passdb {
          driver = static
          args = password={{Password}}
        }
        userdb {
          driver = static
          args = uid={{Owner}} gid={{Owner}} home={{folder}}
        }

        """;

    private string New() => $$"""
        dovecot_config_version = 2.4.0
        dovecot_storage_version = 2.4.0
        protocols {
          imap = yes
        }
        ssl_server_cert_file = {{folder}}/certificate.pem
        ssl_server_key_file = {{folder}}/key.pem
        auth_allow_cleartext = yes
        mail_driver = maildir
        mail_path = {{Maildir}}
        passdb static {
          password = {{Password}}
        }
        userdb static {
          fields {
            uid = {{Owner}}
            gid = {{Owner}}
            home = {{folder}}
          }
        }

        """;
}
