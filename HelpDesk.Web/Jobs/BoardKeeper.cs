using HelpDesk.Domain.Work;
using HelpDesk.Migrations;
using HelpDesk.Web.Data;
using HelpDesk.Web.Live;
using HelpDesk.Web.Outbox;
using Microsoft.EntityFrameworkCore;
using Quartz;

namespace HelpDesk.Web.Jobs;

/// <summary>
/// Shows on the board what the scheduler plans and does, and runs now what somebody asks for. The last run of each job is
/// kept, so that a restart does not forget it.
/// </summary>
internal sealed partial class BoardKeeper(
    IScheduler scheduler, JobBoard board, Writer writer, IDbContextFactory<HelpDeskDb> factory, TimeProvider clock, ILogger<BoardKeeper> log)
    : IHostedService, IJobListener
{
    public string Name => nameof(BoardKeeper);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        scheduler.ListenerManager.AddJobListener(this);
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var runs = await db.JobRuns.AsNoTracking().ToDictionaryAsync(run => run.Name, cancellationToken);
        foreach (var key in await scheduler.GetJobKeys(GroupMatcher<JobKey>.AnyGroup(), cancellationToken))
        {
            var detail = await scheduler.GetJobDetail(key, cancellationToken);
            var last = runs.GetValueOrDefault(key.Name);
            board.Put(new RecurringJob(key.Name, detail?.Description ?? key.Name)
            {
                NextAt = await NextAsync(key, cancellationToken),
                LastAt = last?.EndedAt,
                Took = last?.Took,
                Error = last?.Error,
            });
        }

        board.Asked += RunNow;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        board.Asked -= RunNow;
        return Task.CompletedTask;
    }

    public ValueTask JobToBeExecuted(IJobExecutionContext context, CancellationToken ct = default)
    {
        Change(context, job => job with { IsRunning = true });
        return ValueTask.CompletedTask;
    }

    public async ValueTask JobWasExecuted(IJobExecutionContext context, JobExecutionException? jobException, CancellationToken ct = default)
    {
        var next = await NextAsync(context.JobDetail.Key, ct);
        var (now, error) = (clock.GetUtcNow(), jobException is null ? null : Reason.Of(jobException));
        if (jobException is not null)
        {
            LogJobFailed(log, context.JobDetail.Key.Name, jobException);
        }

        Change(context, job => job with
        {
            IsRunning = false,
            NextAt = next,
            LastAt = now,
            Took = context.JobRunTime,
            Error = error,
        });
        await KeepAsync(context.JobDetail.Key.Name, context.JobRunTime, error, now);
    }

    [LoggerMessage(3110, LogLevel.Error, "The job {Job} failed; it runs again at its next time")]
    private static partial void LogJobFailed(ILogger log, string job, Exception failure);

    private Task KeepAsync(string name, TimeSpan took, string? error, DateTimeOffset now) => writer.RunAsync(
        async (db, ct) =>
        {
            var run = await db.JobRuns.FindAsync([name], ct) ?? db.JobRuns.Add(new JobRun(name)).Entity;
            run.End(took, error, now);
        },
        CancellationToken.None);

    private async Task<DateTimeOffset?> NextAsync(JobKey key, CancellationToken ct) =>
        (await scheduler.GetTriggersOfJob(key, ct)).Select(trigger => trigger.NextFireTimeUtc).Min();

    private void Change(IJobExecutionContext context, Func<RecurringJob, RecurringJob> change)
    {
        if (board.Find(context.JobDetail.Key.Name) is { } job)
        {
            board.Put(change(job));
        }
    }

    private void RunNow(string name) => _ = scheduler.TriggerJob(new JobKey(name), new JobDataMap(), CancellationToken.None).AsTask();
}
