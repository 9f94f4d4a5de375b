using System.Globalization;
using Bunit;
using HelpDesk.Tests.Support;
using HelpDesk.Web.Features;
using HelpDesk.Web.Features.Conversation;

namespace HelpDesk.Tests.Web.Features;

public sealed class ConversationTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task What_others_do_to_a_ticket_is_seen_at_once()
    {
        await using var world = await World.CreateAsync();
        var (bo, cy) = (await world.AgentAsync("Bo"), await world.AgentAsync("Cy"));
        var ann = world.Customer("Ann");
        var ticket = (await ann.WritesAsync("Where is it?")).Ticket;
        using var screen = new LiveScreen(world, bo.Actor);
        var conversation = Show(screen, ticket);
        conversation.WaitForAssertion(() => conversation.Find(".bubble .text").TextContent.Trim().ShouldBe("Where is it?"), Soon);

        var reply = await cy.RepliesAsync(ticket, "On its way");
        conversation.WaitForAssertion(() => conversation.Markup.ShouldContain("On its way"), Soon);
        conversation.Find(".ticket-head").TextContent.ShouldContain("Cy", customMessage: "the first answer takes the ticket");

        await ann.ReadsAsync(ticket, reply.Seq);
        conversation.WaitForAssertion(() => conversation.Find(".message.out .state").TextContent.ShouldContain("Read"), Soon);

        await cy.SetsAsync(ticket, "pending");
        conversation.WaitForAssertion(() => conversation.Find(".ticket-head .chip.pending").ShouldNotBeNull(), Soon);
    }

    [Fact]
    public async Task The_composer_is_told_where_a_reply_lands_and_what_is_new()
    {
        await using var world = await World.CreateAsync();
        var bo = await world.AgentAsync("Bo");
        var ann = world.Customer("Ann");
        var ticket = (await ann.WritesAsync("Hello")).Ticket;
        using var screen = new LiveScreen(world, bo.Actor);
        var conversation = Show(screen, ticket);
        conversation.WaitForAssertion(() => conversation.Find("hd-composer").GetAttribute("lands").ShouldBe("Chat — visitor online"), Soon);
        var before = int.Parse(conversation.Find("hd-composer").GetAttribute("seq")!, System.Globalization.CultureInfo.InvariantCulture);

        await ann.WritesAsync("Anybody?");

        conversation.WaitForAssertion(() => int.Parse(conversation.Find("hd-composer").GetAttribute("seq")!, System.Globalization.CultureInfo.InvariantCulture).ShouldBeGreaterThan(before), Soon);
    }

    [Fact]
    public async Task What_happens_live_is_told_in_the_language_of_whoever_looks()
    {
        await using var world = await World.CreateAsync();
        var (bo, cy) = (await world.AgentAsync("Bo"), await world.AgentAsync("Cy"));
        var ticket = (await world.Customer("Ann").WritesAsync("Where is it?")).Ticket;
        using var screen = new LiveScreen(world, bo.Actor);
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("es");
        var conversation = Show(screen, ticket);
        conversation.WaitForAssertion(() => conversation.Find("[data-key=e]").TextContent.ShouldContain("Resolver"), Soon);

        CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
        await cy.SetsAsync(ticket, "solved");

        conversation.WaitForAssertion(() => conversation.Find("[data-key=e]").TextContent.ShouldContain("Reabrir"), Soon);
        conversation.Find(".pill .chip.solved").TextContent.ShouldBe("Resuelto");
    }

    [Fact]
    public async Task A_look_into_another_ticket_follows_what_happens_there()
    {
        await using var world = await World.CreateAsync();
        var bo = await world.AgentAsync("Bo");
        var ann = world.Customer("Ann");
        var ticket = (await ann.WritesAsync("Where is it?")).Ticket;
        using var screen = new LiveScreen(world, bo.Actor);
        var peek = screen.Render<TicketPeek>(parameters => parameters
            .Add(one => one.Number, ticket).Add(one => one.Customer, "Ann")
            .AddCascadingValue(bo.Actor).AddCascadingValue(TimeZoneInfo.Utc));
        peek.WaitForAssertion(() => peek.Find(".bubble .text").TextContent.Trim().ShouldBe("Where is it?"), Soon);

        await ann.WritesAsync("Found it, thank you!");

        peek.WaitForAssertion(() => peek.Markup.ShouldContain("Found it, thank you!"), Soon);
    }

    [Fact]
    public async Task A_change_can_be_taken_back()
    {
        await using var world = await World.CreateAsync();
        var bo = await world.AgentAsync("Bo");
        var ticket = (await world.Customer("Ann").WritesAsync("Hello")).Ticket;
        await bo.TakesAsync(ticket);
        using var screen = new LiveScreen(world, bo.Actor);
        var conversation = Show(screen, ticket);
        var notices = screen.Render<HelpDesk.Web.Ui.NoticeBar>();
        conversation.WaitForAssertion(() => conversation.Find("[data-key=e]").TextContent.ShouldContain("Solve"), Soon);

        await conversation.Find("[data-key=e]").ClickAsync(new());
        notices.WaitForAssertion(() => notices.Find(".toast").TextContent.ShouldContain("Solved"), Soon);
        await notices.Find("[data-key=undo]").ClickAsync(new());

        (await world.TicketAsync(ticket)).Category.ShouldBe(HelpDesk.Domain.Tickets.StatusCategory.Open);
    }

    [Fact]
    public async Task Customer_numbers_and_past_tickets_stand_beside_it_and_follow()
    {
        await using var world = await World.CreateAsync();
        var bo = await world.AgentAsync("Bo");
        var ann = world.Customer("Ann");
        var first = (await ann.WritesAsync("Once")).Ticket;
        await bo.RepliesAsync(first, "Done");
        await ann.LeavesAddressAsync(first, "ann@example.com");
        var ticket = await world.TicketAsync(first);
        using var screen = new LiveScreen(world, bo.Actor);
        var panel = screen.Render<ContextPanel>(part => part
            .AddCascadingValue(screen.Me)
            .AddCascadingValue(TimeZoneInfo.Utc)
            .Add(x => x.TicketId, ticket.Id).Add(x => x.Number, first).Add(x => x.CustomerId, ticket.CustomerId).Add(x => x.View, "all"));
        panel.WaitForAssertion(() => panel.Markup.ShouldContain("ann@example.com"), Soon);
        panel.FindAll(".kpi .figure").Count.ShouldBeGreaterThan(8);

        await world.Get<HelpDesk.Web.Actions.Customers.AddCustomerNote>().RunAsync(bo.Actor, ticket.CustomerId, "Likes short answers", CancellationToken.None);

        panel.WaitForAssertion(() => panel.Find(".note-card").TextContent.ShouldContain("Likes short answers"), Soon);
    }

    private static IRenderedComponent<Conversation> Show(LiveScreen screen, long number) => screen.Render<Conversation>(part => part
        .AddCascadingValue(screen.Me)
        .AddCascadingValue(TimeZoneInfo.Utc)
        .Add(x => x.Number, number)
        .Add(x => x.Back, "/tickets/all"));
}
