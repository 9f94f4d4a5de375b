using HelpDesk.Tests.Support;
using HelpDesk.Web.Live;

namespace HelpDesk.Tests.Web.Live;

public sealed class CoalescerTests
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    [Fact]
    public async Task What_comes_close_together_is_handed_over_together()
    {
        var handed = new List<IReadOnlyCollection<int>>();
        using var coalescer = new Coalescer<int>(TimeProvider.System, Keep(handed), Pause);

        coalescer.Add(1);
        await Eventually.BeTrueAsync(() => CountOf(handed) == 1, "the first at once");
        coalescer.Add(2);
        coalescer.Add(2);
        coalescer.Add(3);

        await Eventually.BeTrueAsync(() => handed.SelectMany(items => items).Count() == 3, "the rest");
        handed[0].ShouldBe([1]);
        handed.Skip(1).SelectMany(items => items).ShouldBe([2, 3], ignoreOrder: true);
    }

    [Fact]
    public async Task What_could_not_be_handed_over_is_handed_over_later()
    {
        var handed = new List<IReadOnlyCollection<int>>();
        var keep = Keep(handed);
        var isAway = true;
        using var coalescer = new Coalescer<int>(
            TimeProvider.System,
            items => Volatile.Read(ref isAway) ? Task.FromException(new IOException("The database is away.")) : keep(items),
            Pause);

        coalescer.Add(1);
        coalescer.Add(2);
        Volatile.Write(ref isAway, false);
        coalescer.Add(3);

        await Eventually.BeTrueAsync(() => CountOf(handed) > 0 && handed.SelectMany(items => items).Distinct().Count() == 3, "all three");
    }

    private static Func<IReadOnlyCollection<int>, Task> Keep(List<IReadOnlyCollection<int>> handed) => items =>
    {
        lock (handed)
        {
            handed.Add(items);
        }

        return Task.CompletedTask;
    };

    private static int CountOf(List<IReadOnlyCollection<int>> handed)
    {
        lock (handed)
        {
            return handed.Count;
        }
    }
}
