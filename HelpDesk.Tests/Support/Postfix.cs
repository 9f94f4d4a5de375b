using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace HelpDesk.Tests.Support;

/// <summary>
/// Debian's Postfix with a configuration, a queue and mailboxes of its own, on a port of this machine. It takes mail for
/// example.com into one maildir, or what is for one person into that person's own, and sends nothing anywhere.
/// </summary>
public sealed class Postfix : IAsyncDisposable
{
    private readonly TempFolder folder = new();

    private readonly string? person;
    private readonly string personsMaildir;
    private readonly string owner;
    private string uid = "";

    private Postfix(string? person, string personsMaildir, string owner) => (this.person, this.personsMaildir, this.owner) = (person, personsMaildir, owner);

    public int Port { get; } = Ports.Free();

    /// <summary>What it shows when TLS is asked for; for localhost.</summary>
    public X509Certificate2 Certificate { get; } = TestCertificate.For("localhost");

    public string Log => File.Exists(In("log")) ? File.ReadAllText(In("log")) : "";

    private string Conf => In("conf");

    /// <param name="person">Local part at example.com, also with a plus and more behind it, whose mail goes elsewhere.</param>
    /// <param name="personsMaildir">That is where.</param>
    /// <param name="owner">The user whose files the mails are.</param>
    public static async Task<Postfix> StartAsync(string? person = null, string personsMaildir = "", string owner = "nobody")
    {
        if (!File.Exists("/usr/sbin/postfix"))
        {
            throw new InvalidOperationException("No Postfix to test with: use ./test.sh, which installs it.");
        }

        var postfix = new Postfix(person, personsMaildir, owner);
        await postfix.ConfigureAsync();
        await AsRootAsync("/usr/sbin/postfix", "-c", postfix.Conf, "start");
        await Eventually.BeTrueAsync(() => postfix.Log.Contains("daemon started", StringComparison.Ordinal), $"Postfix starts: {postfix.Log}", TimeSpan.FromSeconds(30));
        return postfix;
    }

    /// <summary>The mails that have arrived, as they lie in the maildir.</summary>
    public async Task<IReadOnlyList<string>> ArrivedAsync() =>
        (await AsRootAsync("find", In("mail"), "-path", "*/new/*", "-type", "f", "-exec", "cat", "{}", ";", "-printf", "\\0"))
            .Split('\0', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Takes a mail from somebody elsewhere, as it is.</summary>
    public async Task TakesAsync(string from, string to, string mail)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", Port);
        await using var line = client.GetStream();
        using var answers = new StreamReader(line);
        (await answers.ReadLineAsync()).ShouldStartWith("220");
        foreach (var (said, expected) in new[]
        {
            ("HELO elsewhere.example", "250"), ($"MAIL FROM:<{from}>", "250"), ($"RCPT TO:<{to}>", "250"), ("DATA", "354"),
            ($"{mail.ReplaceLineEndings("\r\n")}\r\n.", "250"), ("QUIT", "221"),
        })
        {
            await line.WriteAsync(Encoding.UTF8.GetBytes($"{said}\r\n"));
            (await answers.ReadLineAsync()).ShouldStartWith(expected);
        }
    }

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
        await File.WriteAllTextAsync(In("conf/master.cf"), Services());

        // Its parts run as users of their own, who must get this far.
        await AsRootAsync("chmod", "755", folder.Path);
        await AsRootAsync("chown", "-R", "root", Conf, In("queue"));
        await AsRootAsync("chown", "postfix", In("data"));
        await AsRootAsync("chown", owner, In("mail"));
        uid = (await AsRootAsync("id", "-u", owner)).Trim();
        await File.WriteAllTextAsync(In("conf/mailboxes"), $"{(person is null ? "" : $"/^{person}(\\+.*)?@/ {personsMaildir}/\n")}/./ {In("mail")}/inbox/\n");
        await File.WriteAllTextAsync(In("conf/main.cf"), Main());
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
        virtual_mailbox_base = /
        virtual_mailbox_maps = regexp:{In("conf/mailboxes")}
        virtual_minimum_uid = 1
        virtual_uid_maps = static:{uid}
        virtual_gid_maps = static:{uid}
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
