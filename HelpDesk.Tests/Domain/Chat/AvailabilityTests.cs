using HelpDesk.Domain.Chat;
using HelpDesk.Domain.Hours;

namespace HelpDesk.Tests.Domain.Chat;

public sealed class AvailabilityTests
{
    private static readonly ReplyEstimate Promise = ReplyEstimate.From(TimeSpan.FromMinutes(5), []);

    private static readonly Calendar Office = new("Office", "UTC", WeeklyHours.Weekdays(new(9, 0), new(17, 0)));

    private static readonly DateTimeOffset MondayNoon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(1, AvailabilityState.Online)]
    [InlineData(0, AvailabilityState.Away)]
    public void Open_with_a_reply_time_whoever_is_there(int agents, AvailabilityState state) =>
        Availability.At(Office, agents, Promise, MondayNoon).ShouldBe(new Availability(state, Promise, null));

    [Fact]
    public void Closed_outside_of_hours_even_if_an_agent_is_there() =>
        Availability.At(Office, 3, Promise, MondayNoon.AddHours(5))
            .ShouldBe(new Availability(AvailabilityState.Closed, null, MondayNoon.AddHours(21)));

    [Fact]
    public void Without_a_calendar_it_is_always_open() =>
        Availability.At(null, 1, Promise, MondayNoon.AddDays(5)).State.ShouldBe(AvailabilityState.Online);
}
