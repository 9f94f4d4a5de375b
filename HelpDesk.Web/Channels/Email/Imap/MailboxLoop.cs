using HelpDesk.Web.Data;

namespace HelpDesk.Web.Channels.Email.Imap;

/// <summary>Reads one folder for as long as it is wanted: look, wait for news, look again; after a failure rest, then connect anew.</summary>
internal sealed partial class MailboxLoop(MailboxPlan plan, MailboxRound round, IMailFetcher fetcher, MailSecrets secrets, MailboxHealth health, TimeProvider clock, ILogger<MailboxLoop> log)
{
    /// <summary>A server may end a conversation after 30 minutes of silence; a dead connection is noticed when the waiting ends.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    private int failures;

    public async Task RunAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await ReadAsync(ct);
            }
            catch (Exception failure) when (!ct.IsCancellationRequested)
            {
                await RestAsync(failure, ct);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task ReadAsync(CancellationToken ct)
    {
        await using var mailbox = await fetcher.OpenAsync(Reveal(), null, ct);
        while (true)
        {
            await round.RunAsync(mailbox, ct);
            failures = 0;
            await health.SucceedAsync(plan, ct);
            await mailbox.WaitAsync(plan.PollEvery < LongestWait ? plan.PollEvery : LongestWait, ct);
        }
    }

    private ImapServer Reveal() => secrets.TryReveal(plan.Server.Secret, out var secret)
        ? new ImapServer(plan.Server.Host, plan.Server.Port, plan.Server.Security, plan.Server.User, secret)
        : throw new ImapException(ImapTrouble.SecretLost, "");

    private async Task RestAsync(Exception failure, CancellationToken ct)
    {
        failures++;
        var rest = MailboxPatience.After(failure, failures, Random.Shared.NextDouble());
        LogFailed(log, plan.AccountId, failures, rest, failure);
        try
        {
            // One broken connection in a while is the way of networks and no news.
            if (failures > 1 || failure is not ImapException { Remedy: ImapRemedy.Reconnect })
            {
                await health.FailAsync(plan, failure, rest, ct);
            }
        }
        catch (Exception unwritten) when (!ct.IsCancellationRequested)
        {
            LogFailed(log, plan.AccountId, failures, rest, unwritten);
        }

        await Task.Delay(rest, clock, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    [LoggerMessage(4301, LogLevel.Warning, "Mailbox {AccountId} could not be read ({Failures} times in a row) and is tried again in {Rest}")]
    private static partial void LogFailed(ILogger log, long accountId, int failures, TimeSpan rest, Exception failure);
}
