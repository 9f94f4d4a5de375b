using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;
using HelpDesk.Web.Outbox;

namespace HelpDesk.Web.Channels.Email.Smtp;

/// <summary>What came of trying the server that takes our mail.</summary>
/// <param name="Trouble">Null when everything works.</param>
/// <param name="Dialogue">What was said, with secrets masked.</param>
internal sealed record SendingReport(SmtpException? Trouble, IReadOnlyList<DialogueLine> Dialogue);

/// <summary>Tries how mail leaves: connects, signs in and says goodbye. Nothing is sent.</summary>
internal sealed class SendingTest(TimeProvider clock, X509ChainPolicy? trust = null)
{
    /// <summary>Somebody sits in front of the screen and waits.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    public async Task<SendingReport> RunAsync(OutgoingServer server, CancellationToken ct)
    {
        var dialogue = new ConcurrentQueue<DialogueLine>();
        using var timer = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, ct);
        await using var client = new SmtpClient(clock, trust) { Hear = dialogue.Enqueue };
        try
        {
            await client.ConnectAsync(server.Host, server.Port, server.Security, either.Token);
            if (server.User.Length > 0)
            {
                await client.AuthenticateAsync(server.User, server.Password, either.Token);
            }

            await client.DisconnectAsync(either.Token);
            return new SendingReport(null, [.. dialogue]);
        }
        catch (SmtpException failure)
        {
            return new SendingReport(failure, [.. dialogue]);
        }
        catch (ArgumentException unspeakable)
        {
            return new SendingReport(new SmtpSetupException(new("User or password hold a character that no mail server takes."), "Enter them again.", unspeakable), [.. dialogue]);
        }
        catch (OperationCanceledException late) when (!ct.IsCancellationRequested)
        {
            return new SendingReport(new SmtpBrokenException(new("The mail server did not answer within {0} seconds.", Patience.TotalSeconds), cause: late), [.. dialogue]);
        }
    }
}
