using System.Diagnostics;
using System.Threading.Channels;
using HelpDesk.Domain.Events;
using HelpDesk.Migrations;
using HelpDesk.Web.Live;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace HelpDesk.Web.Data;

/// <summary>
/// The one door for writes. Works that are queued run one after another, each behind its own savepoint, and are committed
/// together: one durable commit for all of them. Then each caller gets its answer and the events are announced. A work
/// that throws is undone alone. See decision 0005.
/// </summary>
internal sealed partial class Writer
{
    /// <summary>A batch closes after this many works or this long, so that the first of them does not wait for the last.</summary>
    private const int BatchSize = 64;

    private static readonly TimeSpan BatchTime = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(1);

    private readonly Channel<Work> queue = Channel.CreateUnbounded<Work>(new UnboundedChannelOptions { SingleReader = true });
    private readonly IDbContextFactory<HelpDeskDb> factory;
    private readonly EventTail tail;
    private readonly TimeProvider clock;
    private readonly ILogger<Writer> log;

    public Writer(IDbContextFactory<HelpDeskDb> factory, EventTail tail, TimeProvider clock, ILogger<Writer> log)
    {
        this.log = log;
        this.factory = factory;
        this.tail = tail;
        this.clock = clock;
        _ = Task.Run(RunLaneAsync);
    }

    /// <summary>
    /// Runs a work in the lane and returns when it is committed. It may load, change and save through the context it is
    /// given, and nothing else: no other side effect, no call of the writer, no waiting for people or networks.
    /// </summary>
    public async Task<T> RunAsync<T>(Func<HelpDeskDb, CancellationToken, Task<T>> work, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var queued = new Work<T>(work, ct);
        queue.Writer.TryWrite(queued);
        return await queued.Answer;
    }

    /// <summary>See the other overload; for works without a result.</summary>
    public Task RunAsync(Func<HelpDeskDb, CancellationToken, Task> work, CancellationToken ct) => RunAsync(
        async (db, token) =>
        {
            await work(db, token);
            return true;
        },
        ct);

    private async Task RunLaneAsync()
    {
        while (await queue.Reader.WaitToReadAsync())
        {
            var batch = new List<Work>();
            try
            {
                await using var db = await factory.CreateDbContextAsync();
                await StayAsync(db, batch);
            }
            catch (Exception failure)
            {
                batch.ForEach(work => work.Fail(failure));
                FailAllIfNoneStarted(batch, failure);
            }
        }
    }

    private async Task StayAsync(HelpDeskDb db, List<Work> batch)
    {
        db.Clock = clock;
        await db.EnterLaneAsync(CancellationToken.None);
        try
        {
            do
            {
                batch.Clear();
                await RunBatchAsync(db, batch);
            }
            while (await ComesMoreAsync());
        }
        finally
        {
            await db.LeaveLaneAsync();
        }
    }

    private async Task RunBatchAsync(HelpDeskDb db, List<Work> batch)
    {
        var events = await CommitAsync(db, batch);
        await AnnounceAsync(events);
        batch.ForEach(work => work.Succeed());
    }

    // A connection and what it knows are kept for a moment, and given back when nothing more comes.
    private async Task<bool> ComesMoreAsync()
    {
        if (queue.Reader.TryPeek(out _))
        {
            return true;
        }

        using var patience = new CancellationTokenSource(Linger);
        try
        {
            return await queue.Reader.WaitToReadAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    // What is committed has succeeded, whatever becomes of the news: the tail finds it within half a second.
    private async Task AnnounceAsync(List<Event> events)
    {
        try
        {
            await tail.AnnounceAsync(events);
        }
        catch (Exception failure)
        {
            LogNotAnnounced(log, failure);
        }
    }

    private async Task<List<Event>> CommitAsync(HelpDeskDb db, List<Work> batch)
    {
        await using var transaction = await db.Database.BeginTransactionAsync();
        await db.TakeTurnAsync(CancellationToken.None);
        var events = new List<Event>();
        var began = Stopwatch.GetTimestamp();
        while (batch.Count < BatchSize && Stopwatch.GetElapsedTime(began) < BatchTime && queue.Reader.TryRead(out var work))
        {
            // One that fails has its answer already, and keeps it.
            batch.Add(work);
            await RunAsync(work, db, transaction, events);
        }

        await transaction.CommitAsync();
        return events;
    }

    private static async Task RunAsync(Work work, HelpDeskDb db, IDbContextTransaction transaction, List<Event> events)
    {
        const string savepoint = "work";
        await transaction.CreateSavepointAsync(savepoint);
        try
        {
            await work.RunAsync(db);
            await transaction.ReleaseSavepointAsync(savepoint);
            events.AddRange(db.Events.Local.OrderBy(row => row.Id));
        }
        catch (Exception failure)
        {
            // First the answer: nobody must wait for ever, even if the connection is gone and the next line throws.
            work.Fail(failure);
            await transaction.RollbackToSavepointAsync(savepoint);
        }
        finally
        {
            db.ChangeTracker.Clear();
        }
    }

    // The transaction could not even begin: the database is away. Everybody in the queue hears of it now, instead of one
    // after the other, each when a try of its own has timed out.
    private void FailAllIfNoneStarted(List<Work> batch, Exception failure)
    {
        while (batch.Count == 0 && queue.Reader.TryRead(out var work))
        {
            work.Fail(failure);
        }
    }

    [LoggerMessage(1202, LogLevel.Error, "Committed events could not be announced at once")]
    private static partial void LogNotAnnounced(ILogger log, Exception failure);
}
