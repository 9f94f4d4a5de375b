using HelpDesk.Tests.Support;
using HelpDesk.Web.Data;

namespace HelpDesk.Tests.Web.Data;

public sealed class ReadinessTests
{
    [Fact]
    public async Task However_often_it_is_asked_it_looks_once_a_second()
    {
        await using var world = await World.CreateAsync();
        var readiness = world.Get<Readiness>();

        var reports = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => readiness.LookAsync(CancellationToken.None)));
        world.Clock.Advance(TimeSpan.FromSeconds(1));
        var later = await readiness.LookAsync(CancellationToken.None);

        reports.Distinct(ReferenceEqualityComparer.Instance).ShouldHaveSingleItem();
        later.ShouldNotBeSameAs(reports[0]);
        later.Status.ShouldBe("pass");
    }

    [Fact]
    public async Task Whoever_stops_waiting_takes_the_answer_from_nobody()
    {
        await using var world = await World.CreateAsync();
        var readiness = world.Get<Readiness>();
        using var gone = new CancellationTokenSource();
        var release = new TaskCompletionSource<bool>();
        var busy = world.WriteAsync(_ => release.Task);

        var first = readiness.LookAsync(gone.Token);
        var second = readiness.LookAsync(CancellationToken.None);
        await gone.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => first);
        release.SetResult(true);
        await busy;

        (await second).Status.ShouldBe("pass");
    }
}
