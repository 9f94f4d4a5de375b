using System.Net;
using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Work;
using HelpDesk.Tests.Support;
using HelpDesk.Web.Actions.Jobs;
using HelpDesk.Web.Data;
using HelpDesk.Web.Live;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace HelpDesk.Tests.Web.Jobs;

/// <summary>The page of jobs: for administrators, live, and with a way to try again.</summary>
public sealed class JobsPageTests(Browser browser) : BrowserTests(browser)
{
    private static readonly Uri Page = new("/settings/jobs", UriKind.Relative);

    [Fact]
    public async Task Strangers_and_agents_are_kept_out()
    {
        var app = Start();
        using var stranger = app.Anonymous();
        using var sent = await stranger.GetAsync(Page);
        sent.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        sent.Headers.Location!.ToString().ShouldContain("/sign-in");

        using var agent = await app.SignedInAsync(await app.AddAgentAsync("Bo"));
        using var refused = await agent.GetAsync(Page);
        refused.StatusCode.ShouldNotBe(HttpStatusCode.OK);

        using var posted = await stranger.PostAsync(Page, null);
        ((int)posted.StatusCode).ShouldBeGreaterThanOrEqualTo(300);
    }

    [Fact]
    public async Task The_actions_themselves_ask_for_the_permission()
    {
        var app = Start();
        var bo = new Actor(AuthorKind.Agent, 1, "Bo", Permission.Agent);

        await Should.ThrowAsync<NotAllowedException>(() => app.Get<RunJob>().RunAsync(bo, "tidy-database", CancellationToken.None));
        await Should.ThrowAsync<NotAllowedException>(() => app.Get<RetryDeadline>().RunAsync(bo, 1, CancellationToken.None));
        await Should.ThrowAsync<NotAllowedException>(() => app.Get<RetryDelivery>().RunAsync(bo, 1, CancellationToken.None));
    }

    [Fact]
    public async Task Every_recurring_job_is_on_the_board_and_runs_when_asked()
    {
        var app = Start();
        var board = app.Get<JobBoard>();
        board.Jobs.Count.ShouldBe(4);
        board.Jobs.ShouldAllBe(job => job.NextAt > TimeProvider.System.GetUtcNow());

        foreach (var job in board.Jobs)
        {
            await app.Get<RunJob>().RunAsync(Actor.System, job.Name, CancellationToken.None);
            await Eventually.BeTrueAsync(() => board.Find(job.Name)!.LastAt is not null, job.Name);
            board.Find(job.Name)!.Error.ShouldBeNull();
        }
    }

    [Fact]
    public async Task An_administrator_sees_what_failed_and_has_it_tried_again()
    {
        var app = Start();
        await app.Get<Writer>().RunAsync(
            (db, _) =>
            {
                var row = new Deadline(DeadlineKind.CloseSolved, 4711, TimeProvider.System.GetUtcNow().AddDays(-1));
                row.Fail("The disk is full", null, TimeProvider.System.GetUtcNow());
                db.Deadlines.Add(row);
                return Task.FromResult(row);
            },
            CancellationToken.None);
        var page = await OpenAsync(app, "/sign-in");
        await page.SignInAsync(await app.AddAgentAsync("Root", Role.Administrator), "/settings/jobs");
        await Expect(page.Locator("html[data-circuit=ready]")).ToBeAttachedAsync();

        await page.GetByText("Failed: The disk is full").WaitForAsync();
        await page.ShouldBeAccessibleAsync();
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Retry: The solved ticket closes" }).ClickAsync();

        await page.GetByText("No timer runs.").WaitForAsync();
        await using var db = await app.Get<IDbContextFactory<HelpDesk.Migrations.HelpDeskDb>>().CreateDbContextAsync();
        (await db.Deadlines.CountAsync()).ShouldBe(0);
    }
}
