using System.Collections.Concurrent;
using HelpDesk.Web.Outbox;
using HelpDesk.Web.Settings;
using Microsoft.Extensions.Options;

namespace HelpDesk.Web.Jobs;

/// <summary>
/// Looks for due rows every <c>Workers:Sweep</c>, or sooner when one is known to fall due sooner. Timers are short and are
/// waited for; mails may be slow and go on by themselves, a few at a time.
/// </summary>
internal sealed partial class Sweeper(
    Claims claims, Deadlines deadlines, MailRun mails, IOptionsMonitor<WorkersOptions> options, TimeProvider clock, ILogger<Sweeper> log)
    : BackgroundService
{
    private const int MaxMails = 4;

    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(5);

    private readonly ConcurrentDictionary<string, Task> sending = new(StringComparer.Ordinal);

    /// <summary>Does what is due now and returns when all of it is done. True when there was something.</summary>
    public async Task<bool> RunOnceAsync(CancellationToken ct)
    {
        var found = await SweepAsync(await claims.NextAsync(ct), ct);
        await Task.WhenAll(sending.Values);
        return found;
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await Task.WhenAny(Task.WhenAll(sending.Values), Task.Delay(Timeout.Infinite, cancellationToken));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var wait = options.CurrentValue.Sweep;
            try
            {
                var next = await claims.NextAsync(stoppingToken);
                wait = await SweepAsync(next, stoppingToken) ? Shortest : Until(next);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                LogSweepFailed(log, failure);
            }

            await Task.Delay(wait, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<bool> SweepAsync(DateTimeOffset? next, CancellationToken ct)
    {
        if (next is null || next > clock.GetUtcNow())
        {
            return false;
        }

        var claimed = await claims.TakeAsync(MaxMails - sending.Count, ct);
        foreach (var batch in claimed.Mails)
        {
            Start(batch);
        }

        await Task.WhenAll(claimed.Deadlines.Select(RunAsync));
        return claimed.Deadlines.Count + claimed.Mails.Count > 0;
    }

    private TimeSpan Until(DateTimeOffset? next)
    {
        var sweep = options.CurrentValue.Sweep;
        var left = next - clock.GetUtcNow() ?? sweep;

        // What is past and was left alone waits for something else: looking again at once would not help.
        return left <= TimeSpan.Zero || left > sweep ? sweep : left + Shortest;
    }

    // What was taken is finished, also while the program stops.
    private async Task RunAsync(HeldDeadline held)
    {
        try
        {
            await deadlines.RunAsync(held, CancellationToken.None);
        }
        catch (Exception failure)
        {
            LogDeadlineFailed(log, held.Id, held.Attempts, failure);
            await deadlines.FailAsync(held, failure, CancellationToken.None);
        }
    }

    private void Start(MailBatch batch)
    {
        // The entry is there before the mail can be done and take it out.
        var done = new TaskCompletionSource();
        sending[batch.MessageId] = done.Task;
        _ = Task.Run(() => SendAsync(batch, done));
    }

    private async Task SendAsync(MailBatch batch, TaskCompletionSource done)
    {
        try
        {
            await mails.RunAsync(batch, CancellationToken.None);
        }
        catch (Exception failure)
        {
            LogMailFailed(log, batch.MessageId, failure);
        }
        finally
        {
            sending.TryRemove(batch.MessageId, out _);
            done.SetResult();
        }
    }
}
