using HelpDesk.Domain.Hours;
using HelpDesk.Domain.Tickets;

namespace HelpDesk.Web.Data.Demo;

/// <summary>Spreads 200 tickets over eight weeks: busy Mondays, quiet weekends, and what waits just now.</summary>
internal sealed class DemoPlanner(Random random, Calendar office, DateTimeOffset now)
{
    private const int Tickets = 200;

    /// <summary>Of what arrives outside of hours.</summary>
    private const double MissedShare = 0.15;

    private static readonly TimeSpan Past = TimeSpan.FromDays(55);

    /// <summary>Share of a week's arrivals, Sunday first.</summary>
    private static readonly double[] Weekdays = [0.3, 1.7, 1.2, 1, 1, 0.9, 0.4];

    /// <summary>What just happened: ending, channel, priority and minutes since the last turn.</summary>
    private static readonly (DemoEnding Ending, Channel Channel, Priority? Priority, int Minutes)[] Recent =
    [
        (DemoEnding.New, Channel.Chat, null, 3), (DemoEnding.New, Channel.Chat, null, 8), (DemoEnding.New, Channel.Email, null, 25),
        (DemoEnding.New, Channel.Email, null, 70), (DemoEnding.New, Channel.Email, Priority.High, 190),
        (DemoEnding.Waiting, Channel.Chat, null, 1), (DemoEnding.Waiting, Channel.Chat, null, 12),
        (DemoEnding.Waiting, Channel.Email, Priority.Urgent, 20), (DemoEnding.Waiting, Channel.Email, null, 45),
        (DemoEnding.Waiting, Channel.Email, null, 130), (DemoEnding.Pending, Channel.Chat, null, 55),
        (DemoEnding.Pending, Channel.Email, null, 30), (DemoEnding.Solved, Channel.Chat, null, 90), (DemoEnding.Solved, Channel.Email, null, 60),
    ];

    private readonly DemoPeople people = new(random);

    /// <summary>In the order of arrival.</summary>
    public IReadOnlyList<DemoPlan> Plan() =>
        [.. Arrivals().Order().Select(OfThePast).Concat(Recent.Select(JustNow)).OrderBy(plan => plan.LastAt ?? plan.At)];

    private IEnumerable<DateTimeOffset> Arrivals()
    {
        for (var left = Tickets - Recent.Length; left > 0;)
        {
            var at = now - TimeSpan.FromDays(1) - (Past * random.NextDouble());
            if (at.Hour is >= 7 and <= 20 && random.NextDouble() * Weekdays.Max() < Weekdays[(int)at.DayOfWeek])
            {
                left--;
                yield return at;
            }
        }
    }

    private DemoPlan OfThePast(DateTimeOffset at)
    {
        var isOpen = WorkingTime.IsOpen(office, at) && WorkingTime.IsOpen(office, at.AddMinutes(20));
        if (!isOpen && random.NextDouble() < MissedShare && now - at > TimeSpan.FromDays(12))
        {
            var (visitor, chat) = people.Next(Channel.Chat, priority: null, mailable: true);
            return new(visitor, chat, at, DemoEnding.Missed);
        }

        var (person, story) = people.Next(isOpen ? null : Channel.Email, priority: null, mailable: false);
        return new(person, story, at, EndingAt((now - at).TotalDays));
    }

    private DemoEnding EndingAt(double daysAgo) => (daysAgo, random.NextDouble()) switch
    {
        ( > 12, < 0.07) => DemoEnding.Reopened,
        ( > 12, _) => DemoEnding.Solved,
        ( > 4, < 0.16) => DemoEnding.Pending,
        ( > 4, < 0.3) => DemoEnding.OnHold,
        (_, < 0.22) => DemoEnding.Pending,
        (_, < 0.36) => DemoEnding.OnHold,
        ( <= 4, < 0.5) => DemoEnding.Waiting,
        _ => DemoEnding.Solved,
    };

    private DemoPlan JustNow((DemoEnding Ending, Channel Channel, Priority? Priority, int Minutes) what)
    {
        var (person, story) = people.Next(what.Channel, what.Priority, mailable: false);
        return new(person, story, now, what.Ending, now.AddMinutes(-what.Minutes));
    }
}
