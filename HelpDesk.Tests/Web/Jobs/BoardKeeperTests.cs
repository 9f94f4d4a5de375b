using HelpDesk.Domain.Agents;
using HelpDesk.Migrations;
using HelpDesk.Tests.Support;
using HelpDesk.Web.Actions.Jobs;
using HelpDesk.Web.Live;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Tests.Web.Jobs;

public sealed class BoardKeeperTests
{
    private const string Job = "forget-answers";

    [Fact]
    public async Task The_last_run_of_a_job_is_known_after_a_restart()
    {
        using var folder = new TempFolder();
        DateTimeOffset? ended;
        await using (var app = new TestApp(folder.Path, null).Start())
        {
            await app.Get<RunJob>().RunAsync(Actor.System, Job, CancellationToken.None);
            await Eventually.BeTrueAsync(() => IsKeptAsync(app), "the run is kept");
            ended = app.Get<JobBoard>().Find(Job)!.LastAt;
        }

        await using var again = new TestApp(folder.Path, null).Start();

        var job = again.Get<JobBoard>().Find(Job)!;
        job.LastAt.ShouldBe(ended);
        job.Took.ShouldNotBeNull();
        job.Error.ShouldBeNull();
        again.Get<JobBoard>().Find("tidy-database")!.LastAt.ShouldBeNull();
    }

    private static async Task<bool> IsKeptAsync(TestApp app)
    {
        await using var db = await app.Get<IDbContextFactory<HelpDeskDb>>().CreateDbContextAsync();
        return await db.JobRuns.AnyAsync(run => run.Name == Job);
    }
}
