using HelpDesk.Domain;
using HelpDesk.Domain.Chat;

namespace HelpDesk.Tests.Domain.Chat;

public sealed class ProactiveRulesTests
{
    [Theory]
    [InlineData(ProactiveWhen.Always, true, true, true)]
    [InlineData(ProactiveWhen.Open, true, true, false)]
    [InlineData(ProactiveWhen.Online, true, false, false)]
    public void It_is_due_while_the_chat_is_staffed_as_it_wants(ProactiveWhen when, bool online, bool away, bool closed)
    {
        var message = new ProactiveMessage("a", "Need help?") { When = when };
        new[] { AvailabilityState.Online, AvailabilityState.Away, AvailabilityState.Closed }
            .Select(state => ProactiveRules.IsDue(message, state)).ShouldBe([online, away, closed]);
    }

    [Theory]
    [InlineData("", null, 0, 0, "say-2")]
    [InlineData("two\nlines", null, 0, 0, "say-2")]
    [InlineData("Hello", "a\tb", 0, 0, "pages-2")]
    [InlineData("Hello", null, 3_601, 0, "after-2")]
    [InlineData("Hello", null, -1, 0, "after-2")]
    [InlineData("Hello", null, 0, 101, "scrolled-2")]
    public void What_could_not_be_shown_is_refused_at_its_field(string text, string? pages, int after, int scrolled, string field)
    {
        var fine = new ProactiveMessage("a", "Hello") { AfterSeconds = 3_600, ScrolledPercent = 100, Pages = "https://*/cart*" };
        var wrong = new ProactiveMessage("b", text) { Pages = pages, AfterSeconds = after, ScrolledPercent = scrolled };

        Should.NotThrow(() => ProactiveRules.Ensure([fine]));
        Should.Throw<RuleException>(() => ProactiveRules.Ensure([fine, wrong])).Code.ShouldBe(field);
    }

    [Fact]
    public void A_chat_does_not_say_everything() =>
        Should.Throw<RuleException>(() => ProactiveRules.Ensure([.. Enumerable.Repeat(new ProactiveMessage("a", "Hello"), ProactiveRules.MaxCount + 1)]))
            .Code.ShouldBe("proactive");
}
