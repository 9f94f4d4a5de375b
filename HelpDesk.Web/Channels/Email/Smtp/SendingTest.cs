using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;
using HelpDesk.Web.Outbox;

namespace HelpDesk.Web.Channels.Email.Smtp;

/// <summary>What came of trying the server that takes our mail.</summary>
/// <param name="Trouble">What is wrong and what to do, in the server's words where it said something; null when everything works.</param>
/// <param name="Dialogue">What was said, with secrets masked.</param>
internal sealed record SendingReport(string? Trouble, IReadOnlyList<DialogueLine> Dialogue);

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
        catch (Exception failure) when (failure is SmtpException or ArgumentException)
        {
            return new SendingReport(failure.Message, [.. dialogue]);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new SendingReport("The mail server did not answer within 15 seconds.", [.. dialogue]);
        }
    }
}
