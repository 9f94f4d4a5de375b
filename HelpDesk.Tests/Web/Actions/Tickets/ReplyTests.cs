using HelpDesk.Domain;
using HelpDesk.Domain.Tickets;
using HelpDesk.Tests.Support;
using HelpDesk.Web.Actions.Customers;
using HelpDesk.Web.Actions.Tickets;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Tests.Web.Actions.Tickets;

public sealed class ReplyTests
{
    [Fact]
    public async Task An_answer_that_would_reach_nobody_is_refused_and_says_what_to_do()
    {
        await using var world = await World.CreateAsync();
        var bo = await world.AgentAsync("Bo");
        var ticket = await world.Get<OpenTicket>().RunAsync(bo.Actor, new NewTicket { Email = "ann@example.com", Text = "Help" }, CancellationToken.None);
        var ann = await world.ReadAsync(db => db.CustomerIdentities.SingleAsync());
        await world.Get<RemoveAddress>().RunAsync(bo.Actor, ann.CustomerId, ann.Id, CancellationToken.None);

        var refused = await Should.ThrowAsync<RuleException>(() => bo.RepliesAsync(ticket, "Hello?"));

        refused.Code.ShouldBe("email");
        refused.Message.ShouldContain("Add one to their record");
        (await world.TimelineAsync(ticket)).ShouldAllBe(message => message.AuthorKind != AuthorKind.Agent || message.Kind == MessageKind.Activity);
        (await world.TicketAsync(ticket)).AssigneeId.ShouldBeNull();
    }

    [Fact]
    public async Task Without_an_address_an_answer_still_stands_in_the_chat()
    {
        await using var world = await World.CreateAsync();
        var bo = await world.AgentAsync("Bo");
        var ticket = (await world.Customer("Ann").WritesAsync("Help")).Ticket;

        await bo.RepliesAsync(ticket, "Here");

        (await world.TimelineAsync(ticket)).Single(message => message.BodyText == "Here").Deliveries.ShouldHaveSingleItem().Channel.ShouldBe(Channel.Chat);
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_key_that_fits_no_column_is_refused(string database)
    {
        await using var world = await World.CreateAsync(database);
        var bo = await world.AgentAsync("Bo");
        var ticket = (await world.Customer("Ann").WritesAsync("Help")).Ticket;

        (await Should.ThrowAsync<RuleException>(() => bo.RepliesAsync(ticket, "Here", key: new string('k', 101)))).Code.ShouldBe("idempotency");
        (await Should.ThrowAsync<RuleException>(() => bo.RepliesAsync(ticket, "Here", key: "a\0b"))).Code.ShouldBe("idempotency");
        (await Should.ThrowAsync<RuleException>(() => world.Get<AddNote>().RunAsync(bo.Actor, ticket, new Written("Note", new string('k', 101), []), CancellationToken.None)))
            .Code.ShouldBe("idempotency");
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Thirty_long_tags_leave_an_activity_that_can_be_stored(string database)
    {
        await using var world = await World.CreateAsync(database);
        var bo = await world.AgentAsync("Bo");
        var ticket = (await world.Customer("Ann").WritesAsync("Help")).Ticket;
        var tags = Enumerable.Range(10, SetTags.MaxCount).Select(i => new string('t', TicketTag.MaxLength - 2) + i).ToList();

        await world.Get<SetTags>().RunAsync(bo.Actor, ticket, tags, CancellationToken.None);
        await world.Get<SetTags>().RunAsync(bo.Actor, ticket, [], CancellationToken.None);

        var changes = (await world.TimelineAsync(ticket)).Where(message => message.ActivityType == ActivityType.TagsChanged).ToList();
        changes.Count.ShouldBe(2);
        changes[0].ActivityTo!.ShouldStartWith(tags[0]);
        changes[0].ActivityTo!.Length.ShouldBeLessThanOrEqualTo(Activity.MaxLength);
    }
}
