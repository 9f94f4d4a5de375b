using HelpDesk.Domain.Chat;
using HelpDesk.Domain.Hours;
using HelpDesk.Domain.Kpi;

namespace HelpDesk.Tests.Domain.Chat;

public sealed class ReplyEstimateTests
{
    private static readonly TimeSpan Promised = TimeSpan.FromMinutes(5);

    private static readonly DateTimeOffset Now = new(2026, 3, 6, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Four_answers_say_nothing()
    {
        var estimate = ReplyEstimate.From(Promised, Minutes(1, 2, 3, 4));

        estimate.ShouldBe(new ReplyEstimate(Promised, Promised, 0));
        estimate.IsMeasured.ShouldBeFalse();
        estimate.EtaSeconds.ShouldBe(300);
    }

    [Fact]
    public void Five_answers_are_the_truth()
    {
        var estimate = ReplyEstimate.From(Promised, Minutes(1, 2, 30, 4, 60));

        estimate.ShouldBe(new ReplyEstimate(TimeSpan.FromMinutes(4), TimeSpan.FromMinutes(36), 5));
        estimate.EtaSeconds.ShouldBe(240);
    }

    [Fact]
    public void Only_the_last_seven_days_count()
    {
        var old = Enumerable.Repeat(new Answer(Now.AddDays(-8), Now.AddDays(-8).AddMinutes(1)), 10);

        ReplyEstimate.From(Promised, old, null, Now).IsMeasured.ShouldBeFalse();
    }

    [Fact]
    public void A_night_between_question_and_answer_does_not_count()
    {
        var office = new Calendar("Office", "UTC", WeeklyHours.Weekdays(new(9, 0), new(17, 0)));
        var overnight = Enumerable.Repeat(new Answer(Now.AddHours(-20), Now.AddHours(-2.5)), 5);

        ReplyEstimate.From(Promised, overnight, office, Now).Typical.ShouldBe(TimeSpan.FromHours(1.5));
    }

    [Fact]
    public void An_unanswered_chat_waits_at_least_as_long_as_customers_were_told()
    {
        ReplyEstimate.From(Promised, Minutes(10, 10, 10, 10, 10)).BeforeUnanswered(Promised).ShouldBe(TimeSpan.FromMinutes(10));
        ReplyEstimate.From(Promised, Minutes(1, 1, 1, 1, 1)).BeforeUnanswered(Promised).ShouldBe(Promised);
        ReplyEstimate.From(TimeSpan.FromHours(1), Minutes()).BeforeUnanswered(Promised).ShouldBe(Promised);
    }

    [Theory]
    [InlineData(0, TimeWord.Moment, 0)]
    [InlineData(59, TimeWord.Moment, 0)]
    [InlineData(60, TimeWord.FewMinutes, 0)]
    [InlineData(300, TimeWord.FewMinutes, 0)]
    [InlineData(301, TimeWord.Minutes, 10)]
    [InlineData(900, TimeWord.Minutes, 15)]
    [InlineData(3300, TimeWord.Minutes, 55)]
    [InlineData(3301, TimeWord.Hours, 1)]
    [InlineData(3601, TimeWord.Hours, 2)]
    [InlineData(23 * 3600, TimeWord.Hours, 23)]
    [InlineData((23 * 3600) + 1, TimeWord.Days, 1)]
    [InlineData(86401, TimeWord.Days, 2)]
    public void Words_round_up(int seconds, TimeWord word, int amount) =>
        RoundedTime.Of(TimeSpan.FromSeconds(seconds)).ShouldBe(new RoundedTime(word, amount));

    private static TimeSpan[] Minutes(params int[] minutes) => [.. minutes.Select(x => TimeSpan.FromMinutes(x))];
}
