using System.Security.Cryptography.X509Certificates;
using HelpDesk.Web.Outbox;
using HelpDesk.Web.Outbox.Mime;

namespace HelpDesk.Web.Channels.Email.Smtp;

/// <summary>
/// Brings mail to the server that the mail names, over a connection of its own, and to the folder where it names none.
/// </summary>
internal sealed partial class SmtpSender(OutgoingFolder folder, MimeWriter mime, TimeProvider clock, ILogger<SmtpSender> log, X509ChainPolicy? trust = null)
    : IMailSender
{
    public bool HasLeft(string messageId) => folder.HasLeft(messageId);

    public async Task<IReadOnlyList<MailOutcome>> SendAsync(OutgoingMail mail, CancellationToken ct)
    {
        if (mail.Server is not { } server)
        {
            return await folder.SendAsync(mail, ct);
        }

        var client = new SmtpClient(clock, trust);
        try
        {
            await OpenAsync(client, server, ct);
            var refused = mail.Recipients.Where(recipient => !CanReach(client, recipient)).ToHashSet();
            var reachable = mail with
            {
                Recipients = [.. mail.Recipients.Where(recipient => !refused.Contains(recipient))],
                To = [.. mail.To.Where(recipient => CanReach(client, recipient))],
                Cc = [.. mail.Cc.Where(recipient => CanReach(client, recipient))],
            };
            return
            [
                .. refused.Select(recipient => new MailOutcome(recipient, MailFate.Refused, "The mail server does not take an address like this.")),
                .. await HandOverAsync(client, reachable, ct),
            ];
        }
        catch (SmtpException failure)
        {
            return [.. mail.Recipients.Select(recipient => OutcomeOf(recipient, failure))];
        }
        finally
        {
            _ = LeaveAsync(client);
        }
    }

    private async Task OpenAsync(SmtpClient client, OutgoingServer server, CancellationToken ct)
    {
        try
        {
            await client.ConnectAsync(server.Host, server.Port, server.Security, ct);
            if (server.User.Length > 0)
            {
                await client.AuthenticateAsync(server.User, server.Password, ct);
            }
        }
        catch (SmtpSetupException wrong)
        {
            LogSetup(log, server.Host, wrong.Message);
            throw;
        }
    }

    // One odd address among several keeps nobody else from their mail.
    private static bool CanReach(SmtpClient client, string recipient) =>
        WireAddress.TryMake(recipient, out var written) && (client.Capabilities.Utf8 || written.All(char.IsAscii));

    private async Task<IEnumerable<MailOutcome>> HandOverAsync(SmtpClient client, OutgoingMail mail, CancellationToken ct)
    {
        if (mail.Recipients.Count == 0)
        {
            return [];
        }

        // A machine's answer to a machine's answer would go on for ever (RFC 3834 §3.3).
        var envelope = new SmtpEnvelope(mail.Machine is null ? mail.FromAddress : null, mail.Recipients);
        SmtpException? failure = null;
        try
        {
            await client.SendAsync(envelope, (output, token) => mime.WriteAsync(mail, output, token), ct);
        }
        catch (SmtpException broken)
        {
            failure = broken;
        }

        return mail.Recipients.Select(recipient => envelope.Answers.TryGetValue(recipient, out var reply) ? OutcomeOf(recipient, reply) : OutcomeOf(recipient, failure!));
    }

    private static MailOutcome OutcomeOf(string recipient, SmtpReply reply)
    {
        var fate = reply switch
        {
            { IsDone: true } => MailFate.Sent,
            { IsPermanent: true } => MailFate.Refused,
            _ => MailFate.Deferred,
        };
        return new MailOutcome(recipient, fate, reply.ToString(), reply.IsPermanent ? reply.Status : null);
    }

    private static MailOutcome OutcomeOf(string recipient, SmtpException failure)
    {
        var fate = failure switch
        {
            SmtpReplyException { Reply.IsPermanent: true } or SmtpUnfitException => MailFate.Refused,
            SmtpBrokenException { MayHaveLeft: true } => MailFate.Unknown,
            _ => MailFate.Deferred,
        };
        return new MailOutcome(recipient, fate, Reason.Of(failure.Message), IsSetup: failure is SmtpSetupException);
    }

    // The outcome is known: it is written down while we say goodbye.
    private static async Task LeaveAsync(SmtpClient client)
    {
        await using (client)
        {
            await client.DisconnectAsync(CancellationToken.None);
        }
    }
}
