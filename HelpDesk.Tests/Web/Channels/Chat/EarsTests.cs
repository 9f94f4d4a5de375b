using HelpDesk.Domain.Events;
using HelpDesk.Web.Channels.Chat;
using HelpDesk.Web.Live;

namespace HelpDesk.Tests.Web.Channels.Chat;

public sealed class EarsTests
{
    private readonly Feed feed = new();

    [Theory]
    [InlineData(7L, true)]
    [InlineData(8L, false)]
    [InlineData(null, false)]
    public async Task Only_what_happens_to_its_own_tickets_wakes_a_stream(long? ticketId, bool wakes)
    {
        using var ears = new Ears(feed);
        ears.Follow([7]);

        feed.Announce(new LiveEvent(1, EventType.TicketChanged, ticketId, null, null, null, 0, DateTimeOffset.UnixEpoch));

        (await ears.WaitAsync(TimeSpan.Zero, CancellationToken.None)).ShouldBe(wakes);
    }

    [Fact]
    public async Task A_new_status_wakes_every_stream_and_sends_none_of_them_to_the_log()
    {
        using var ears = new Ears(feed);

        feed.Say(new Aside(AsideType.Status, null, 0, ""));

        (await ears.WaitAsync(TimeSpan.Zero, CancellationToken.None)).ShouldBeTrue();
        ears.TakeNews().ShouldBeFalse();
        ears.Ring();
        ears.TakeNews().ShouldBeTrue();
        ears.TakeNews().ShouldBeFalse();
    }
}
