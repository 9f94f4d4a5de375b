using HelpDesk.Domain;
using HelpDesk.Domain.Chat;
using HelpDesk.Domain.Customers;
using HelpDesk.Domain.Email;
using HelpDesk.Domain.Tickets;
using HelpDesk.Tests.Support;
using HelpDesk.Web.Actions.Chats;
using HelpDesk.Web.Actions.Tickets;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Tests.Web.Outbox;

/// <summary>A customer has the conversation sent: what is in the mail, and what never is.</summary>
public sealed class TranscriptTests
{
    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task To_a_proven_address_goes_all_that_was_said_and_no_note(string database)
    {
        await using var world = await World.CreateAsync(database);
        var (ann, ticket) = await TalkAsync(world, proven: true);

        await AskAsync(world, ann, ticket);
        await AskAsync(world, ann, ticket);
        await ann.ReadsAsync(ticket, 100);
        await world.PassAsync(TimeSpan.FromHours(1), TimeSpan.FromMinutes(1));

        var mail = Mail.In(world).ShouldHaveSingleItem();
        mail.Text.ShouldContain("My order is late");
        mail.Text.ShouldContain("It arrives today");
        mail.Text.ShouldNotContain("Secret");
        mail.Text.ShouldContain("/c/rate/");
        mail.Html.ShouldContain("/c/rate/");
    }

    [Fact]
    public async Task Everybody_is_named_who_wrote()
    {
        await using var world = await World.CreateAsync();
        await world.OpenMailAsync();
        var (ann, ticket) = await TalkAsync(world, proven: true);
        var bo = await world.AgentAsync("Cy");
        await world.Get<Reply>().RunAsync(bo.Actor, ticket, new Written("Bob knows more", null, []) { Others = new NamedRecipients([], ["bob@example.com"], []) }, CancellationToken.None);
        await world.SendsAsync();
        await world.GetsAsync(new Eml("Bob Builder <bob@example.com>") { To = world.ReplyAddress(ticket), Text = "I packed it." });

        await AskAsync(world, ann, ticket);
        var text = (await world.SendsAsync()).Single(mail => mail["To"] == "<ann@example.com>" && mail.Text.Contains("I packed it.", StringComparison.Ordinal)).Text;

        text.Split('\n').Select(line => line.Trim()).Where(line => line.EndsWith(':') && line.Contains(", ", StringComparison.Ordinal)).Select(line => line.Split(',')[0]).ShouldBe(["You", "Bo", "Cy", "Bob Builder"], customMessage: text);
    }

    [Fact]
    public async Task To_an_address_that_is_only_claimed_goes_nothing_of_the_visitors()
    {
        await using var world = await World.CreateAsync();
        var (ann, ticket) = await TalkAsync(world, proven: false);

        await AskAsync(world, ann, ticket);
        await world.PassAsync(TimeSpan.FromMinutes(1));

        var mail = Mail.In(world).ShouldHaveSingleItem();
        mail.Text.ShouldContain("It arrives today");
        mail.Text.ShouldNotContain("My order is late");
        mail["Subject"]!.ShouldContain("Your chat with Acme");
        (await world.ReadAsync(db => db.CustomerIdentities.SingleAsync(row => row.Type == IdentityType.Email))).VerifiedAt.ShouldBeNull();
    }

    [Fact]
    public async Task A_chat_is_rated_for_a_week()
    {
        await using var world = await World.CreateAsync();
        var (ann, ticket) = await TalkAsync(world, proven: false);
        Task Rate(int rating) => world.Get<RateChat>().RunAsync(ann.Visitor, ticket, new Vote(rating, null, Channel.Chat), CancellationToken.None);

        world.Clock.Advance(CsatResponse.OpenFor - TimeSpan.FromSeconds(1));
        await Rate(5);
        world.Clock.Advance(TimeSpan.FromSeconds(1));

        (await Should.ThrowAsync<RuleException>(() => Rate(1))).Code.ShouldBe("not_ratable");
        (await world.ReadAsync(db => db.CsatResponses.SingleAsync())).Rating.ShouldBe(5);
    }

    private static Task AskAsync(World world, CustomerActor ann, long ticket) =>
        world.Get<SendTranscript>().RunAsync(ann.Visitor, ticket, "ann@example.com", CancellationToken.None);

    private static async Task<(CustomerActor Ann, long Ticket)> TalkAsync(World world, bool proven)
    {
        var ann = world.Customer("Ann");
        var ticket = (await ann.WritesAsync("My order is late")).Ticket;
        var bo = await world.AgentAsync("Bo");
        var reply = await bo.RepliesAsync(ticket, "It arrives today");
        await ann.ReadsAsync(ticket, reply.Seq);
        await bo.NotesAsync(ticket, "Secret");
        if (proven)
        {
            await world.WriteAsync(async db =>
            {
                var customer = await db.Customers.Include(row => row.Identities).SingleAsync();
                return customer.Claim(IdentityType.Email, "ann@example.com", world.Clock.GetUtcNow()).Verify(IdentityProof.Agent, world.Clock.GetUtcNow());
            });
        }

        world.Clock.Advance(TimeSpan.FromSeconds(1));
        await bo.EndsTheChatAsync(ticket);
        return (ann, ticket);
    }
}
