using HelpDesk.Domain.Agents;
using HelpDesk.Web.Actions.Upkeep;
using Quartz;

namespace HelpDesk.Web.Jobs;

/// <summary>All recurring jobs, one line each: what runs, when, and what people are told it does.</summary>
internal static class Schedule
{
    public static void Plan(IQuartzBuilder quartz)
    {
        quartz.UseInMemoryStore(_ => { });
        quartz.Every<SweepUploadsJob>("sweep-uploads", "0 7 * * * ?", "Remove files that were uploaded a day ago and never sent");
        quartz.Every<ForgetAnswersJob>("forget-answers", "0 17 * * * ?", "Forget answers kept for repeated API requests after a day");
        quartz.Every<TidyDatabaseJob>("tidy-database", "0 37 3 * * ?", "Tidy the database and its search index");
        quartz.Every<EmptyOldTicketsJob>("empty-old-tickets", "0 27 2 * * ?", "Empty closed tickets that their inbox keeps no longer");
    }

    private static void Every<T>(this IQuartzBuilder quartz, string name, string cron, string title)
        where T : class, IJob => quartz.ScheduleJob<T>(
            trigger => trigger.WithCronSchedule(cron, schedule => schedule.InTimeZone(TimeZoneInfo.Utc)),
            job => job.WithIdentity(name).WithDescription(title).DisallowConcurrentExecution(true));
}

internal sealed class SweepUploadsJob(SweepUploads action) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken ct = default) => await action.RunAsync(Actor.System, ct);
}

internal sealed class ForgetAnswersJob(ForgetAnswers action) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken ct = default) => await action.RunAsync(Actor.System, ct);
}

internal sealed class TidyDatabaseJob(TidyDatabase action) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken ct = default) => await action.RunAsync(Actor.System, ct);
}

internal sealed class EmptyOldTicketsJob(EmptyOldTickets action) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken ct = default) => await action.RunAsync(Actor.System, ct);
}
