using HelpDesk.Web.Live;
using Quartz;

namespace HelpDesk.Web.Jobs;

/// <summary>Shows on the board what the scheduler plans and does, and runs now what somebody asks for.</summary>
internal sealed partial class BoardKeeper(IScheduler scheduler, JobBoard board, TimeProvider clock, ILogger<BoardKeeper> log) : IHostedService, IJobListener
{
    public string Name => nameof(BoardKeeper);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        scheduler.ListenerManager.AddJobListener(this);
        foreach (var key in await scheduler.GetJobKeys(GroupMatcher<JobKey>.AnyGroup(), cancellationToken))
        {
            var detail = await scheduler.GetJobDetail(key, cancellationToken);
            board.Put(new RecurringJob(key.Name, detail?.Description ?? key.Name) { NextAt = await NextAsync(key, cancellationToken) });
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
        if (jobException is not null)
        {
            LogJobFailed(log, context.JobDetail.Key.Name, jobException);
        }

        Change(context, job => job with
        {
            IsRunning = false,
            NextAt = next,
            LastAt = clock.GetUtcNow(),
            Took = context.JobRunTime,
            Error = jobException?.GetBaseException().Message,
        });
    }

    [LoggerMessage(3110, LogLevel.Error, "The job {Job} failed; it runs again at its next time")]
    private static partial void LogJobFailed(ILogger log, string job, Exception failure);

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
