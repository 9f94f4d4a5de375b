using Bunit;
using HelpDesk.Tests.Support;
using HelpDesk.Web.Features.TicketList;

namespace HelpDesk.Tests.Web.Features;

public sealed class TicketListTests
{
    [Fact]
    public async Task Who_has_waited_longest_stands_first_and_is_unread()
    {
        await using var world = await World.CreateAsync();
        var bo = await world.AgentAsync("Bo");
        await world.Customer("Ann").WritesAsync("First");
        world.Clock.Advance(TimeSpan.FromMinutes(5));
        await world.Customer("Cid").WritesAsync("Second");

        using var screen = new LiveScreen(world, bo.Actor);
        var list = Show(screen, "all");

        list.WaitForAssertion(() => Previews(list).ShouldBe(["First", "Second"]));
        list.FindAll(".row.unread").Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_new_message_changes_its_row_and_a_solved_ticket_leaves_by_itself()
    {
        await using var world = await World.CreateAsync();
        var bo = await world.AgentAsync("Bo");
        var ann = world.Customer("Ann");
        var ticket = (await ann.WritesAsync("Where is it?")).Ticket;
        using var screen = new LiveScreen(world, bo.Actor);
        var list = Show(screen, "all");
        list.WaitForAssertion(() => Previews(list).ShouldBe(["Where is it?"]));

        await ann.WritesAsync("Hello?");
        list.WaitForAssertion(() => Previews(list).ShouldBe(["Hello?"]), TimeSpan.FromSeconds(5));

        await world.Customer("Cid").WritesAsync("Me too");
        list.WaitForAssertion(() => Previews(list).Count.ShouldBe(2), TimeSpan.FromSeconds(5));

        await bo.SetsAsync(ticket, "solved");
        list.WaitForAssertion(() => Previews(list).ShouldBe(["Me too"]), TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Every_ticket_is_in_the_views_where_it_is_looked_for()
    {
        await using var world = await World.CreateAsync();
        var bo = await world.AgentAsync("Bo");
        var mine = (await world.Customer("Ann").WritesAsync("Mine")).Ticket;
        var solved = (await world.Customer("Cid").WritesAsync("Solved")).Ticket;
        var pending = (await world.Customer("Dee").WritesAsync("Pending")).Ticket;
        await world.Customer("Eve").WritesAsync("Nobody's");
        await bo.TakesAsync(mine);
        await bo.SetsAsync(solved, "solved");
        await bo.SetsAsync(pending, "pending");

        var counts = await new TicketListQuery(world.Get<Microsoft.EntityFrameworkCore.IDbContextFactory<HelpDesk.Migrations.HelpDeskDb>>(), world.Clock)
            .CountsAsync(bo.Actor.Id, CancellationToken.None);

        counts.ShouldBe(new Dictionary<string, int> { ["mine"] = 1, ["unassigned"] = 2, ["all"] = 3, ["pending"] = 1, ["solved"] = 1 }, ignoreOrder: true);
    }

    private static IRenderedComponent<TicketList> Show(LiveScreen screen, string view) => screen.Render<TicketList>(list => list
        .AddCascadingValue(screen.Me)
        .Add(part => part.ViewKey, view));

    private static List<string> Previews(IRenderedComponent<TicketList> list) =>
        [.. list.FindAll(".row .l3 > .ellipsis").Select(preview => preview.TextContent)];
}
