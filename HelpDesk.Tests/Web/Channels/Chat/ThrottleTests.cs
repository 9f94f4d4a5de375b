using HelpDesk.Tests.Support;
using HelpDesk.Web.Channels.Chat;

namespace HelpDesk.Tests.Web.Channels.Chat;

public sealed class ThrottleTests
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(2);

    private readonly FakeClock clock = new();

    [Fact]
    public void So_many_pass_at_once_and_then_one_every_so_often()
    {
        var throttle = new Throttle(clock);

        throttle.Take("ann", Every, Slack).ShouldBeNull();
        throttle.Take("ann", Every, Slack).ShouldBeNull();
        throttle.Take("ann", Every, Slack).ShouldBe(Every);
        throttle.Take("bo", Every, Slack).ShouldBeNull();
        clock.Advance(Every);
        throttle.Take("ann", Every, Slack).ShouldBeNull();
    }

    [Fact]
    public void A_clock_that_is_set_back_refuses_nobody()
    {
        var throttle = new Throttle(clock);
        throttle.Take("ann", Every, Slack).ShouldBeNull();

        clock.Advance(TimeSpan.FromHours(-1));

        throttle.Take("ann", Every, Slack).ShouldBeNull();
    }
}
