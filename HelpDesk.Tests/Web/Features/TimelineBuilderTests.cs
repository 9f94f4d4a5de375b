using HelpDesk.Domain.Tickets;
using HelpDesk.Web.Features.Conversation;

namespace HelpDesk.Tests.Web.Features;

public sealed class TimelineBuilderTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Messages_of_one_author_within_minutes_are_a_run_and_end_once()
    {
        var items = Build(null, Said(1, Noon), Said(2, Noon.AddMinutes(1)), Said(3, Noon.AddMinutes(20)));

        items.OfType<TimelineItem.Spoken>().Select(item => (item.IsRun, item.EndsRun)).ShouldBe([(false, false), (true, true), (false, true)]);
    }

    [Fact]
    public void Neighbouring_events_fold_into_one()
    {
        var items = Build(null, Said(1, Noon), Happened(2), Happened(3), Happened(4), Said(5, Noon.AddMinutes(1)));

        items.OfType<TimelineItem.Events>().ShouldHaveSingleItem().Happened.Count.ShouldBe(3);
    }

    [Fact]
    public void Days_are_those_of_the_agent_and_not_of_the_server()
    {
        var zone = TimeZoneInfo.CreateCustomTimeZone("east", TimeSpan.FromHours(10), "east", "east");

        Build(null, zone, Said(1, Noon), Said(2, Noon.AddHours(3))).OfType<TimelineItem.Day>().Count().ShouldBe(2);
        Build(null, Said(1, Noon), Said(2, Noon.AddHours(3))).OfType<TimelineItem.Day>().Count().ShouldBe(1);
    }

    [Theory]
    [InlineData(null, 0)]
    [InlineData(1, 1)]
    [InlineData(3, 0)]
    public void A_line_stands_once_above_what_is_new(int? read, int lines) =>
        Build(read, Said(1, Noon), Said(2, Noon), Said(3, Noon)).OfType<TimelineItem.New>().Count().ShouldBe(lines);

    [Fact]
    public void An_event_alone_is_nothing_new() =>
        Build(1, Said(1, Noon), Happened(2)).OfType<TimelineItem.New>().ShouldBeEmpty();

    private static List<TimelineItem> Build(int? read, params TimelineMessage[] messages) => Build(read, TimeZoneInfo.Utc, messages);

    private static List<TimelineItem> Build(int? read, TimeZoneInfo zone, params TimelineMessage[] messages) => TimelineBuilder.Build(messages, read, zone);

    internal static TimelineMessage Said(int seq, DateTimeOffset at, MessageKind kind = MessageKind.Public, AuthorKind author = AuthorKind.Customer, string text = "Hello") =>
        new(seq, seq, kind, Direction.In, author, 7, "Bo", Channel.Chat, text, $"key-{seq}", null, at, false, [], []);

    private static TimelineMessage Happened(int seq) =>
        new(seq, seq, MessageKind.Activity, Direction.None, AuthorKind.Agent, 7, "Bo", Channel.Chat, "", null, new Activity(ActivityType.Assigned, To: "Bo"), Noon, false, [], []);
}
