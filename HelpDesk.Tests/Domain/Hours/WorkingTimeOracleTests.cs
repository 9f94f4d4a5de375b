using System.Globalization;
using HelpDesk.Domain.Hours;
using Calendar = HelpDesk.Domain.Hours.Calendar;
using Xunit.Abstractions;

namespace HelpDesk.Tests.Domain.Hours;

/// <summary>
/// 100,000 random questions (10 times as many in long runs) against brute force. HELPDESK_TEST_SEED repeats a run.
/// </summary>
public sealed class WorkingTimeOracleTests(ITestOutputHelper output)
{
    private const int QuestionsPerCalendar = 500;

    private static readonly int Times = Environment.GetEnvironmentVariable("HELPDESK_TEST_LONG") == "1" ? 10 : 1;

    [Fact]
    public void Agrees_with_stepping_through_every_minute() =>
        Compare(200, TimeSpan.FromMinutes(1), TimeSpan.FromDays(28));

    [Fact]
    public void Agrees_with_stepping_through_every_second() =>
        Compare(5, TimeSpan.FromSeconds(1), TimeSpan.FromDays(7));

    private void Compare(int calendars, TimeSpan step, TimeSpan window)
    {
        var seed = Seed();
        output.WriteLine($"seed {seed}");
        var plans = new RandomPlans(seed);
        for (var i = 0; i < calendars * Times; i++)
        {
            var zone = plans.Zone();
            var start = plans.Start(zone);
            var calendar = plans.Calendar(zone, step, start);
            var oracle = new Oracle(calendar, start, window, step);
            for (var question = 0; question < QuestionsPerCalendar; question++)
            {
                Ask(calendar, oracle, plans, start, window, $"seed {seed}, calendar {i}, {zone}");
            }
        }
    }

    private static void Ask(
        Calendar calendar, Oracle oracle, RandomPlans plans, DateTimeOffset start, TimeSpan window, string which)
    {
        var a = start + TimeSpan.FromTicks(plans.Next(window.Ticks / 2));
        var b = a + TimeSpan.FromTicks(plans.Next((start + window - a).Ticks));
        var worked = oracle.Between(a, b);
        which = $"{which}, {a:O} to {b:O}";

        WorkingTime.IsOpen(calendar, a).ShouldBe(oracle.IsOpen(a), which);
        WorkingTime.Between(calendar, a, b).ShouldBe(worked, which);
        if (oracle.Add(a, worked) is { } expected)
        {
            WorkingTime.Add(calendar, a, worked).ShouldBe(expected, which);
            WorkingTime.Between(calendar, a, expected).ShouldBe(worked, which);
        }
    }

    private static int Seed() => int.TryParse(
        Environment.GetEnvironmentVariable("HELPDESK_TEST_SEED"), CultureInfo.InvariantCulture, out var seed)
        ? seed
        : Random.Shared.Next();
}
