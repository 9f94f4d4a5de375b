using System.Diagnostics;

namespace HelpDesk.Tests.Support;

/// <summary>Waits for something to become true, at most so long. The only way in which a test waits.</summary>
public static class Eventually
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <param name="within">Ten seconds if nothing is said.</param>
    public static Task BeTrueAsync(Func<bool> condition, string what, TimeSpan? within = null) =>
        BeTrueAsync(() => Task.FromResult(condition()), what, within);

    /// <inheritdoc cref="BeTrueAsync(Func{bool}, string, TimeSpan?)"/>
    public static async Task BeTrueAsync(Func<Task<bool>> condition, string what, TimeSpan? within = null)
    {
        var bound = within ?? TimeSpan.FromSeconds(10);
        var clock = Stopwatch.StartNew();
        using var ticks = new PeriodicTimer(Pause);
        while (!await condition())
        {
            (clock.Elapsed < bound).ShouldBeTrue($"{what}: not within {bound.TotalSeconds:0.#} s");
            await ticks.WaitForNextTickAsync();
        }
    }
}
