using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Work;
using HelpDesk.Tests.Support;
using HelpDesk.Web.Actions.Customers;
using HelpDesk.Web.Actions.Inboxes;
using HelpDesk.Web.Actions.Upkeep;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Tests.Web.Actions.Customers;

/// <summary>What is left of a person who was erased, and of tickets that an inbox keeps no longer: numbers, and no word.</summary>
public sealed class ErasureTests
{
    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Words_addresses_and_what_waits_go_and_numbers_stay(string database)
    {
        await using var world = await World.CreateAsync(database);
        await world.OpenMailAsync();
        var bo = await world.AgentAsync("Bo");
        var mail = await world.GetsAsync(new Eml("Ann Smith <ann@example.com>") { Text = "My secret order" });
        await bo.RepliesAsync(mail.Ticket.Number, "We look into it, Ann");
        var raw = await world.ReadAsync(db => db.RawMails.SingleAsync());
        var facts = await FactsAsync(world);

        (await world.Get<EraseCustomer>().RunAsync(Actor.System, mail.Ticket.CustomerId, CancellationToken.None)).ShouldBeTrue();
        (await world.Get<EraseCustomer>().RunAsync(Actor.System, mail.Ticket.CustomerId, CancellationToken.None)).ShouldBeFalse();
        await world.PassAsync(TimeSpan.FromMinutes(10));

        var customer = await world.ReadAsync(db => db.Customers.Include(row => row.Identities).SingleAsync());
        (customer.DisplayName, customer.Identities.Count, customer.ErasedAt is not null).ShouldBe(("", 0, true));
        var ticket = await world.TicketAsync(mail.Ticket.Number);
        (ticket.Subject, ticket.Category).ShouldBe((Ticket.NoSubject, StatusCategory.Solved));
        var timeline = await world.TimelineAsync(mail.Ticket.Number);
        timeline.Where(message => message.Kind != MessageKind.Activity).ShouldAllBe(message => message.BodyText == "" && message.RedactedAt != null);
        timeline.SelectMany(message => message.Deliveries).ShouldNotContain(delivery => delivery.Recipient.Contains("ann", StringComparison.Ordinal));
        Mail.In(world).ShouldNotContain(sent => sent.Text.Contains("We look into it", StringComparison.Ordinal), "what waited goes nowhere");
        (await world.ReadAsync(db => db.MailMetas.SingleAsync())).From.ShouldBeNull();
        File.Exists(Path.Combine(world.Data, "mail", raw.Hash[..2], raw.Hash)).ShouldBeFalse();
        (await world.ReadAsync(db => db.FindTicketsAsync("secret", 10, CancellationToken.None))).ShouldBeEmpty();
        (await FactsAsync(world)).ShouldBe(facts, "who wrote when is counted as before");
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task An_inbox_empties_its_closed_tickets_when_their_days_are_over(string database)
    {
        await using var world = await World.CreateAsync(database);
        var bo = await world.AgentAsync("Bo");
        var old = (await world.Customer("Ann").WritesAsync("An old secret")).Ticket;
        var open = (await world.Customer("Cy").WritesAsync("Still open")).Ticket;
        await bo.SetsAsync(old, "solved");
        var dash = (await world.Customer("Di").WritesAsync(Ticket.NoSubject)).Ticket;
        await bo.SetsAsync(dash, "solved");
        await world.PassAsync(TimeSpan.FromDays(5), TimeSpan.FromDays(1));
        var key = await world.ReadAsync(db => db.Inboxes.Where(row => row.Id == world.Inbox.Id).Select(row => row.Key).SingleAsync());
        await world.Get<KeepPrivacy>().RunAsync(Actor.System, key, new PrivacyFields(false, "30"), CancellationToken.None);

        (await world.Get<EmptyOldTickets>().RunAsync(Actor.System, CancellationToken.None)).ShouldBe(0);
        world.Clock.Advance(TimeSpan.FromDays(31));
        (await world.Get<EmptyOldTickets>().RunAsync(Actor.System, CancellationToken.None)).ShouldBe(2, "a subject that looks empty is none");
        (await world.Get<EmptyOldTickets>().RunAsync(Actor.System, CancellationToken.None)).ShouldBe(0);

        (await world.TicketAsync(old)).Subject.ShouldBe(Ticket.NoSubject);
        (await world.TimelineAsync(open)).ShouldContain(message => message.BodyText == "Still open");
        foreach (var days in (string[])["0", "x", "9999", "-1"])
        {
            (await Should.ThrowAsync<HelpDesk.Domain.RuleException>(
                () => world.Get<KeepPrivacy>().RunAsync(Actor.System, key, new PrivacyFields(false, days), CancellationToken.None))).Code.ShouldBe("days");
        }
    }

    private static async Task<string> FactsAsync(World world)
    {
        var rows = await world.ReadAsync(db => db.Messages.AsNoTracking().Where(message => message.Kind == MessageKind.Public).OrderBy(message => message.Id)
            .Select(message => new { message.TicketId, message.Seq, message.AuthorKind, message.AuthorId, message.CreatedAt }).ToListAsync());
        return string.Join('\n', rows);
    }
}
