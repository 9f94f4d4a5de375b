using HelpDesk.Domain.Hours;
using HelpDesk.Domain.Tickets;

namespace HelpDesk.Web.Data.Demo;

/// <summary>When each turn is said: chats in seconds, mail in minutes of working time and hours of the customer's day.</summary>
internal sealed class DemoSchedule(Random random, Calendar office)
{
    /// <summary>The instants of the turns that a plan tells, in order.</summary>
    public IReadOnlyList<DateTimeOffset> Times(DemoPlan plan)
    {
        var times = new List<DateTimeOffset> { plan.At };
        for (var i = 1; i < plan.Turns; i++)
        {
            times.Add(Next(plan, i, times[^1]));
        }

        var shift = plan.LastAt - times[^1] ?? TimeSpan.Zero;
        return times.ConvertAll(at => at + shift);
    }

    /// <summary>When an agent solves after the last turn.</summary>
    public DateTimeOffset Solved(DemoPlan plan, char lastBy, DateTimeOffset last) => (plan.LastAt, plan.Story.Channel, lastBy) switch
    {
        (not null, _, _) => last + Minutes(1, 9),
        (_, Channel.Chat, _) => last + Minutes(1, 4),
        (_, _, 'C') => WorkingTime.Add(office, last, Minutes(3, 50)),
        _ => WorkingTime.Add(office, last, Minutes(40, 400)),
    };

    /// <summary>When the customer comes back to something solved.</summary>
    public DateTimeOffset Again(DateTimeOffset solved) => ByDay(solved + Minutes(20 * 60, 70 * 60));

    /// <summary>When an agent answers that.</summary>
    public DateTimeOffset Answer(DateTimeOffset asked) => WorkingTime.Add(office, asked, Minutes(8, 90));

    private DateTimeOffset Next(DemoPlan plan, int index, DateTimeOffset previous)
    {
        var by = plan.Story.Turns[index].By;
        if (plan.IsChat && plan.Ending != DemoEnding.Missed)
        {
            return previous + (by == 'C' ? Seconds(8, 110) : index == 1 ? Seconds(15, 240) : Seconds(20, 140));
        }

        return plan.LastAt is not null ? previous + Minutes(6, 40) : ByMail(plan, index, by, previous);
    }

    private DateTimeOffset ByMail(DemoPlan plan, int index, char by, DateTimeOffset previous)
    {
        var isLate = plan.Story.Turns[index - 1].By == 'C' || index == plan.Story.Turns.Count - 1;
        return by switch
        {
            'C' => ByDay(previous + (isLate ? Minutes(19 * 60, 52 * 60) : Minutes(15, 900))),
            _ when index == 1 => WorkingTime.Add(office, previous, Often(10, 260)),
            _ => WorkingTime.Add(office, previous, Often(5, 120)),
        };
    }

    /// <summary>Nobody writes to a shop at four in the morning.</summary>
    private static DateTimeOffset ByDay(DateTimeOffset at) => at.Hour switch
    {
        < 7 => at.AddHours(6),
        > 20 => at.AddHours(11),
        _ => at,
    };

    private TimeSpan Seconds(int from, int to) => TimeSpan.FromSeconds(random.Next(from, to));

    private TimeSpan Minutes(int from, int to) => TimeSpan.FromSeconds(random.Next(60 * from, 60 * to));

    /// <summary>Mostly short, sometimes long.</summary>
    private TimeSpan Often(int from, int to) => TimeSpan.FromSeconds((60 * from) + (60 * (to - from) * Math.Pow(random.NextDouble(), 2.5)));
}
