using HelpDesk.Domain.Kpi;

namespace HelpDesk.Tests.Domain.Kpi;

public sealed class MeasuresTests
{
    private static readonly DateTimeOffset Nine = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(new int[0], 0.5, null)]
    [InlineData(new[] { 7 }, 0.5, 7.0)]
    [InlineData(new[] { 30, 10, 20 }, 0.5, 20.0)]
    [InlineData(new[] { 40, 10, 30, 20 }, 0.5, 25.0)]
    [InlineData(new[] { 10, 20, 30, 40, 50 }, 0.8, 42.0)]
    [InlineData(new[] { 10, 20, 30, 40, 50 }, 0.0, 10.0)]
    [InlineData(new[] { 10, 20, 30, 40, 50 }, 1.0, 50.0)]
    public void Percentiles_are_those_of_a_spreadsheet(int[] seconds, double share, double? expected) =>
        Measures.Percentile([.. seconds.Select(x => TimeSpan.FromSeconds(x))], share)
            .ShouldBe(expected is { } value ? TimeSpan.FromSeconds(value) : null);

    [Theory]
    [InlineData(-0.01)]
    [InlineData(1.01)]
    [InlineData(double.NaN)]
    public void A_share_outside_of_the_whole_is_refused(double share) =>
        Should.Throw<ArgumentOutOfRangeException>(() => Measures.Percentile([TimeSpan.Zero], share));

    [Fact]
    public void The_oldest_unanswered_message_counts()
    {
        MessageFact[] timeline = [Customer(0), Customer(5), Agent(12), Customer(20), Customer(21)];

        Measures.FirstResponse(timeline).ShouldBe(TimeSpan.FromMinutes(12));
        Measures.FirstResponseAt(timeline).ShouldBe(Nine.AddMinutes(12));
        Measures.WaitingSince(timeline).ShouldBe(Nine.AddMinutes(20));
        Measures.Replies(timeline).ShouldBe(1);
    }

    [Fact]
    public void Notes_bots_and_machines_neither_begin_nor_end_a_wait()
    {
        MessageFact[] timeline =
        [
            Customer(0),
            new(Nine.AddMinutes(1), Speaker.Bot),
            new(Nine.AddMinutes(2), Speaker.Agent, IsPublic: false),
            new(Nine.AddMinutes(3), Speaker.System),
            new(Nine.AddMinutes(4), Speaker.Customer, IsMachine: true),
        ];

        Measures.FirstResponse(timeline).ShouldBeNull();
        Measures.FirstResponseAt(timeline).ShouldBeNull();
        Measures.WaitingSince(timeline).ShouldBe(Nine);
        Measures.Replies(timeline).ShouldBe(0);
    }

    [Fact]
    public void A_ticket_that_an_agent_began_is_answered_only_after_the_customer_has_written()
    {
        Measures.FirstResponseAt([Agent(0)]).ShouldBeNull();
        Measures.FirstResponse([Agent(0), Customer(10), Agent(13)]).ShouldBe(TimeSpan.FromMinutes(3));
    }

    [Fact]
    public void Each_wait_is_one_answer()
    {
        MessageFact[] timeline = [Customer(0), Agent(4), Agent(5), Customer(60), Agent(70)];

        Measures.Answers(timeline).Select(x => x.Took.TotalMinutes).ShouldBe([4, 10]);
        Measures.WaitingSince(timeline).ShouldBeNull();
    }

    [Fact]
    public void A_clock_that_was_wrong_makes_no_negative_duration() =>
        Measures.FirstResponse([Customer(5), Agent(3)]).ShouldBe(TimeSpan.Zero);

    private static MessageFact Customer(int minute) => new(Nine.AddMinutes(minute), Speaker.Customer);

    private static MessageFact Agent(int minute) => new(Nine.AddMinutes(minute), Speaker.Agent);
}
