using System.Text.Json;
using HelpDesk.Domain;
using HelpDesk.Domain.Hours;

namespace HelpDesk.Tests.Domain.Hours;

public sealed class CalendarTests
{
    private static readonly IReadOnlyList<DayInterval> Office = WeeklyHours.Weekdays(new(9, 0), new(17, 0));

    [Fact]
    public void A_calendar_without_hours_is_refused() =>
        Should.Throw<RuleException>(() => new Calendar("Empty", "Europe/Madrid", []))
            .Message.ShouldBe("A calendar needs at least one opening in the week.");

    [Theory]
    [InlineData("Europe/Atlantis")]
    [InlineData("")]
    [InlineData("../../etc/passwd")]
    public void An_unknown_time_zone_is_refused(string zone) =>
        Should.Throw<RuleException>(() => new Calendar("Office", zone, Office)).Message.ShouldContain("not known");

    [Theory]
    [InlineData("  ")]
    [InlineData("x", 101)]
    public void A_name_is_needed_and_bounded(string name, int times = 1) =>
        Should.Throw<RuleException>(() => new Calendar(string.Concat(Enumerable.Repeat(name, times)), "UTC", Office));

    [Fact]
    public void An_exception_with_one_time_only_is_refused()
    {
        CalendarException[] half = [new(new(2026, 1, 6), "Epiphany", ExceptionKind.Closed, new TimeOnly(10, 0))];

        Should.Throw<RuleException>(() => new Calendar("Office", "UTC", Office, half)).Message.ShouldContain("Epiphany");
    }

    [Fact]
    public void A_change_makes_a_new_version_and_the_same_again_does_not()
    {
        var calendar = new Calendar("Office", "Europe/Madrid", Office);

        calendar.Change("Office", "Europe/Paris", [.. Office], []).ShouldBeTrue();
        calendar.Change("Office", "Europe/Paris", [.. Office], []).ShouldBeFalse();

        calendar.Version.ShouldBe(2);
        calendar.TimeZoneId.ShouldBe("Europe/Paris");
    }

    [Fact]
    public void A_refused_change_leaves_the_calendar_as_it_was()
    {
        var calendar = new Calendar("Office", "Europe/Madrid", Office);

        Should.Throw<RuleException>(() => calendar.Change("Other", "Europe/Paris", [], []));

        (calendar.Name, calendar.TimeZoneId, calendar.Version).ShouldBe(("Office", "Europe/Madrid", 1));
    }

    [Fact]
    public void Hours_and_exceptions_survive_being_stored_as_text()
    {
        CalendarException[] exceptions =
        [
            CalendarException.Holiday(new(2026, 12, 25), "Christmas"),
            CalendarException.Opening(new(2026, 12, 26), "Sales", new(22, 0), new(2, 0)),
        ];

        Copy<List<DayInterval>>(Office).ShouldBe(Office);
        Copy<List<CalendarException>>(exceptions).ShouldBe(exceptions);
    }

    private static T? Copy<T>(object value) => JsonSerializer.Deserialize<T>(JsonSerializer.Serialize(value));
}
