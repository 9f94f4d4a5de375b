using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace HelpDesk.Tests.Support;

/// <summary>
/// Debian's Postfix with a configuration, a queue and mailboxes of its own, on a port of this machine. It takes mail for
/// example.com into one maildir and sends nothing anywhere.
/// </summary>
public sealed class Postfix : IAsyncDisposable
{
    private readonly TempFolder folder = new();

    private Postfix()
    {
    }

    public int Port { get; } = Ports.Free();

    /// <summary>What it shows when TLS is asked for; for localhost.</summary>
    public X509Certificate2 Certificate { get; } = TestCertificate.For("localhost");

    public string Log => File.Exists(In("log")) ? File.ReadAllText(In("log")) : "";

    private string Conf => In("conf");

    public static async Task<Postfix> StartAsync()
    {
        if (!File.Exists("/usr/sbin/postfix"))
        {
            throw new InvalidOperationException("No Postfix to test with: use ./test.sh, which installs it.");
        }

        var postfix = new Postfix();
        await postfix.ConfigureAsync();
        await AsRootAsync("/usr/sbin/postfix", "-c", postfix.Conf, "start");
        await Eventually.BeTrueAsync(() => postfix.Log.Contains("daemon started", StringComparison.Ordinal), $"Postfix starts: {postfix.Log}", TimeSpan.FromSeconds(30));
        return postfix;
    }

    /// <summary>The mails that have arrived, as they lie in the maildir.</summary>
    public async Task<IReadOnlyList<string>> ArrivedAsync() =>
        (await AsRootAsync("find", In("mail"), "-path", "*/new/*", "-type", "f", "-exec", "cat", "{}", ";", "-printf", "\\0"))
            .Split('\0', StringSplitOptions.RemoveEmptyEntries);

    public async ValueTask DisposeAsync()
    {
        await AsRootAsync("/usr/sbin/postfix", "-c", Conf, "stop");
        await AsRootAsync("rm", "-rf", In("queue"), In("data"), In("mail"), In("log"));
        Certificate.Dispose();
        folder.Dispose();
    }

    private async Task ConfigureAsync()
    {
        foreach (var name in (string[])["conf", "queue", "data", "mail"])
        {
            Directory.CreateDirectory(In(name));
        }

        await File.WriteAllTextAsync(In("conf/tls.pem"), $"{Certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem()}\n{Certificate.ExportCertificatePem()}\n");
        await File.WriteAllTextAsync(In("conf/main.cf"), Main());
        await File.WriteAllTextAsync(In("conf/master.cf"), Services());

        // Its parts run as users of their own, who must get this far.
        await AsRootAsync("chmod", "755", folder.Path);
        await AsRootAsync("chown", "-R", "root", Conf, In("queue"));
        await AsRootAsync("chown", "postfix", In("data"));
        await AsRootAsync("chown", "nobody", In("mail"));
    }

    private string Main() => $"""
        compatibility_level = 3.6
        queue_directory = {In("queue")}
        data_directory = {In("data")}
        maillog_file = {In("log")}
        maillog_file_prefixes = {Path.GetDirectoryName(folder.Path)}
        myhostname = mail.example.com
        inet_interfaces = loopback-only
        inet_protocols = ipv4
        mynetworks = 127.0.0.0/8
        mydestination =
        local_recipient_maps =
        alias_maps =
        virtual_mailbox_domains = example.com
        virtual_mailbox_base = {In("mail")}
        virtual_mailbox_maps = static:inbox/
        virtual_uid_maps = static:65534
        virtual_gid_maps = static:65534
        smtpd_recipient_restrictions = permit_mynetworks, reject
        smtpd_tls_security_level = may
        smtpd_tls_chain_files = {In("conf/tls.pem")}
        default_transport = error:this server sends nothing

        """;

    private string Services() => string.Create(CultureInfo.InvariantCulture, $"""
        127.0.0.1:{Port} inet n - n - - smtpd
        pickup unix n - n 60 1 pickup
        cleanup unix n - n - 0 cleanup
        qmgr unix n - n 300 1 qmgr
        tlsmgr unix - - n 1000? 1 tlsmgr
        rewrite unix - - n - - trivial-rewrite
        bounce unix - - n - 0 bounce
        defer unix - - n - 0 bounce
        error unix - - n - - error
        virtual unix - n n - - virtual
        anvil unix - - n - 1 anvil
        postlog unix-dgram n - n - 1 postlogd

        """);

    private string In(string name) => Path.Combine(folder.Path, name);

    private static async Task<string> AsRootAsync(string program, params string[] arguments)
    {
        string[] command = Environment.IsPrivilegedProcess ? [program, .. arguments] : ["sudo", "-n", program, .. arguments];
        using var process = Process.Start(new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        })!;
        var (said, complained) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, $"{program}: {await complained}");
        return await said;
    }
}
