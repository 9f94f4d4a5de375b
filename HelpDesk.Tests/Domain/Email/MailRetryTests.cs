using HelpDesk.Domain.Email;
using HelpDesk.Domain.Tickets;

namespace HelpDesk.Tests.Domain.Email;

public sealed class MailRetryTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 10, 0, 0, TimeSpan.Zero);

    // Minutes from now, without the spread.
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 4)]
    [InlineData(6, 32)]
    [InlineData(7, 60)]
    [InlineData(500, 60)]
    public void The_wait_doubles_up_to_an_hour_and_is_spread_by_a_fifth(int attempts, int minutes)
    {
        MailRetry.NextAt(attempts, Now, 0.5, Now).ShouldBe(Now.AddMinutes(minutes));
        MailRetry.NextAt(attempts, Now, 0, Now).ShouldBe(Now.AddSeconds(minutes * 48));
        MailRetry.NextAt(attempts, Now, 1, Now).ShouldBe(Now.AddSeconds(minutes * 72));
    }

    [Fact]
    public void After_five_days_it_is_given_up()
    {
        MailRetry.NextAt(100, Now.AddDays(-5).AddSeconds(1), 0.5, Now).ShouldNotBeNull();
        MailRetry.NextAt(100, Now.AddDays(-5), 0.5, Now).ShouldBeNull();
    }

    [Theory]
    [InlineData(DeliveryState.Deferred, 14, DeliveryState.Sending)]
    [InlineData(DeliveryState.Deferred, 15, DeliveryState.Deferred)]
    [InlineData(DeliveryState.Sending, 14, DeliveryState.Sending)]
    [InlineData(DeliveryState.Sending, 15, DeliveryState.Deferred)]
    [InlineData(DeliveryState.Sent, 60, DeliveryState.Sent)]
    [InlineData(DeliveryState.Failed, 1, DeliveryState.Failed)]
    public void Agents_are_told_of_a_delay_after_a_quarter_of_an_hour(DeliveryState state, int minutes, DeliveryState told) =>
        Delivery.Told(state, Now.AddMinutes(-minutes), Now).ShouldBe(told);

    [Theory]
    [InlineData("5.1.1", true)]
    [InlineData("5.1.10", true)]
    [InlineData("5.2.2", false)]
    [InlineData("5.7.1", false)]
    [InlineData(null, false)]
    public void Only_an_address_that_does_not_exist_is_given_up(string? status, bool unknown) =>
        MailStatus.IsUnknownAddress(status).ShouldBe(unknown);
}
