using HelpDesk.Domain.Chat;
using HelpDesk.Domain.Customers;
using HelpDesk.Domain.Tickets;

namespace HelpDesk.Tests.Domain.Chat;

public sealed class StalePolicyTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 10, 0, 0, TimeSpan.Zero);

    // there: the page is open · live: the session has not ended · last: minutes since the last mail; expected: minutes from now.
    [Theory]
    [InlineData(true, true, null, 5)]
    [InlineData(false, true, null, 5)]
    [InlineData(true, false, null, 5)]
    [InlineData(false, false, null, 0)]
    [InlineData(false, false, 4, 11)]
    [InlineData(false, false, 15, 0)]
    [InlineData(true, true, 4, 11)]
    [InlineData(true, true, 12, 5)]
    public void A_mail_waits_while_the_customer_may_read_and_keeps_its_distance(bool there, bool live, int? last, int expected)
    {
        var customer = new Customer("Ann", "en", Now);
        var session = new ChatSession(new Ticket(1, customer, 1, Channel.Chat, "Help", Now), customer, "key", Now);
        if (!there)
        {
            session.Disconnect(Now);
        }

        if (!live)
        {
            session.Miss(Now);
        }

        StalePolicy.MailAt(session, Now - (last is { } minutes ? TimeSpan.FromMinutes(minutes) : TimeSpan.FromDays(1)), new ChatPolicy(), Now)
            .ShouldBe(Now.AddMinutes(expected));
    }

    [Fact]
    public void Without_any_chat_the_mail_leaves_at_once() =>
        StalePolicy.MailAt(null, null, new ChatPolicy(), Now).ShouldBe(Now);
}
