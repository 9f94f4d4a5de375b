using HelpDesk.Domain.Tickets;
using HelpDesk.Tests.Support;
using HelpDesk.Web.Actions.Chats;
using HelpDesk.Web.Live;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Tests.Web.Actions.Chats;

public sealed class TrackPresenceTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_leaves_on_one_of_two_devices_has_not_left(bool linkedOneLeaves)
    {
        await using var world = await World.CreateAsync();
        var ann = world.Customer("Ann");
        var ticket = await world.TicketAsync((await ann.WritesAsync("Hello")).Ticket);
        var phone = new Visitor("phone", world.Inbox.Id, ticket.Id);
        var (leaves, stays) = linkedOneLeaves ? (phone, ann.Visitor) : (ann.Visitor, phone);
        world.Get<OpenPages>().Open(stays.Key, stays.LinkedTicketId);

        await LeavesAsync(world, leaves);
        await world.PassAsync(TimeSpan.FromMinutes(1));
        (await world.TimelineAsync(ticket.Number)).ShouldNotContain(message => message.ActivityType == ActivityType.CustomerLeft);

        world.Get<OpenPages>().Close(stays.Key, stays.LinkedTicketId);
        await LeavesAsync(world, stays);
        await world.PassAsync(TimeSpan.FromMinutes(1));
        (await world.TimelineAsync(ticket.Number)).ShouldContain(message => message.ActivityType == ActivityType.CustomerLeft);
    }

    [Fact]
    public async Task A_stranger_who_stays_keeps_nobody_there()
    {
        await using var world = await World.CreateAsync();
        var (ann, eve) = (world.Customer("Ann"), world.Customer("Eve"));
        var ticket = (await ann.WritesAsync("Hello")).Ticket;
        var other = await world.TicketAsync((await eve.WritesAsync("Hello")).Ticket);
        world.Get<OpenPages>().Open(eve.Key, other.Id);

        await ann.ClosesThePageAsync();

        (await world.ReadAsync(db => db.ChatSessions.SingleAsync(row => row.Ticket.Number == ticket))).AwaySince.ShouldNotBeNull();
    }

    private static Task LeavesAsync(World world, Visitor visitor) => world.Get<TrackPresence>().RunAsync(visitor, connected: false, CancellationToken.None);
}
