using Bunit;
using HelpDesk.Domain.Email;
using HelpDesk.Tests.Support;
using HelpDesk.Web.Features.Conversation;

namespace HelpDesk.Tests.Web.Features;

public sealed class StrangerTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Somebody_not_on_the_ticket_is_shown_as_such_until_an_agent_lets_them_take_part()
    {
        await using var world = await World.CreateAsync();
        await world.OpenMailAsync();
        var bo = await world.AgentAsync("Bo");
        var ticket = (await world.GetsAsync(new Eml("ann@example.com"))).Ticket.Number;
        var meta = await world.MetaAsync(await world.GetsAsync(new Eml("Eve <Eve@Other.Example>") { To = world.ReplyAddress(ticket), Text = "I have an opinion." }));
        meta.Standing.ShouldBe(SenderStanding.Stranger);
        using var screen = new LiveScreen(world, bo.Actor);
        var conversation = screen.Render<Conversation>(part => part
            .AddCascadingValue(screen.Me).AddCascadingValue(TimeZoneInfo.Utc).Add(x => x.Number, ticket).Add(x => x.Back, "/tickets/all"));
        conversation.WaitForAssertion(() => conversation.Find(".mail-warning").TextContent.ShouldContain("From someone not on this ticket"), Soon);

        await conversation.Find(".mail-warning button").ClickAsync(new());

        conversation.WaitForAssertion(() => conversation.FindAll(".mail-warning").ShouldBeEmpty(), Soon);
        (await world.ReadAsync(db => Task.FromResult(db.Participants.Single(named => named.Address == "eve@other.example").AcceptedById))).ShouldBe(bo.Actor.Id);
    }
}
