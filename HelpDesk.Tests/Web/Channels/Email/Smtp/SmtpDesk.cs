using System.Security.Cryptography.X509Certificates;
using HelpDesk.Domain.Email;
using HelpDesk.Tests.Support;
using HelpDesk.Web.Channels.Email.Smtp;
using HelpDesk.Web.Data;
using HelpDesk.Web.Outbox;
using HelpDesk.Web.Outbox.Mime;
using Microsoft.Extensions.Logging.Abstractions;

namespace HelpDesk.Tests.Web.Channels.Email.Smtp;

/// <summary>A sender beside a server that does as told.</summary>
internal sealed class SmtpDesk : IAsyncDisposable
{
    private readonly TempFolder folder = new();

    public SmtpDesk(X509Certificate2? certificate = null, bool isWrapped = false, params X509Certificate2[] trusted)
    {
        Server = new ScriptedSmtp(certificate, isWrapped);
        var data = DataFolder.Open(folder.Path);
        var mime = new MimeWriter(new Files(data));
        var clock = new StoppedTime();
        Server.WhenSilent = clock.RingUntilAsync;
        Sender = new SmtpSender(new OutgoingFolder(data, mime), mime, clock, NullLogger<SmtpSender>.Instance, TestCertificate.Trusting(trusted));
    }

    public ScriptedSmtp Server { get; }

    public SmtpSender Sender { get; }

    public OutgoingMail Mail(MailSecurity security = MailSecurity.None, string host = "127.0.0.1", string user = "", params string[] to) => new()
    {
        MessageId = "t1.d1.aaaaaaaaaaaaaaaaaaaaaaaaaa@example.com",
        Server = new OutgoingServer(host, Server.Port, security, user, "s3cret"),
        Recipients = to.Length > 0 ? to : ["ann@example.com"],
        To = to.Length > 0 ? to : ["ann@example.com"],
        FromName = "Bo via Acme",
        FromAddress = "support@example.com",
        Subject = "Hello",
        Date = TimeProvider.System.GetUtcNow(),
        Language = "en",
        Text = "First\n.\n..second\n.",
        Html = "<p>First</p>",
    };

    public async Task<MailOutcome> SendAsync(OutgoingMail mail) => (await Sender.SendAsync(mail, CancellationToken.None)).ShouldHaveSingleItem();

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        folder.Dispose();
    }
}
