using HelpDesk.Domain.Tickets;
using HelpDesk.Migrations;
using HelpDesk.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Outbox;

/// <summary>
/// Holds on to a batch while a slow server is at work: a lease is a minute, and a server may take ten. Whoever finds the
/// lease gone stops, because somebody else is sending by now.
/// </summary>
internal sealed class MailLease(Writer writer, TimeProvider clock, MailBatch batch)
{
    private static readonly TimeSpan Third = Lease.Length / 3;

    /// <summary>Until when the batch is held.</summary>
    public DateTimeOffset Until { get; private set; } = batch.LeaseUntil;

    /// <summary>What this worker still holds: after its lease the batch is somebody else's.</summary>
    public IQueryable<Delivery> Held(HelpDeskDb db) => db.Deliveries
        .Where(row => row.ProviderMessageId == batch.MessageId && row.State == DeliveryState.Sending && row.LeaseUntil == Until)
        .OrderBy(row => row.Message.Seq).ThenBy(row => row.Id);

    /// <summary>Does the work and renews the lease meanwhile. The work is cancelled when the lease is lost.</summary>
    public async Task<T> KeepAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken ct)
    {
        using var over = new CancellationTokenSource();
        using var lost = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var renewing = RenewAsync(lost, over.Token);
        try
        {
            return await work(lost.Token);
        }
        finally
        {
            await over.CancelAsync();
            await renewing;
        }
    }

    private async Task RenewAsync(CancellationTokenSource lost, CancellationToken over)
    {
        using var ticks = new PeriodicTimer(Third, clock);
        try
        {
            while (await ticks.WaitForNextTickAsync(over))
            {
                if (!await TryRenewAsync())
                {
                    await lost.CancelAsync();
                    return;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The work is done.
        }
    }

    // Not through the rows: nothing happened that anybody should be told.
    private Task<bool> TryRenewAsync() => writer.RunAsync(
        async (db, token) =>
        {
            var until = Lease.From(clock.GetUtcNow());
            var renewed = await Held(db).ExecuteUpdateAsync(set => set.SetProperty(row => row.LeaseUntil, until), token);
            Until = renewed > 0 ? until : Until;
            return renewed > 0;
        },
        CancellationToken.None);
}
