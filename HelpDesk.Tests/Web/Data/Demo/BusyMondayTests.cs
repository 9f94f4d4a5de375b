using HelpDesk.Domain.Kpi;
using HelpDesk.Domain.Tickets;
using HelpDesk.Migrations;
using HelpDesk.Tests.Support;
using HelpDesk.Web.Data.Demo;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Tests.Web.Data.Demo;

/// <summary>One world on each database, looked at from all sides.</summary>
public sealed class BusyMondayTests
{
    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_busy_desk_whose_numbers_agree_with_its_messages_and_whose_words_are_found(string database)
    {
        await using var world = await World.CreateAsync(database);
        var now = world.Clock.GetUtcNow();

        var counts = await world.Get<DemoWorld>().CreateAsync(DemoWorld.BusyMonday, default);

        (counts.Customers, counts.Tickets).ShouldBe((60, 200));
        counts.Messages.ShouldBeGreaterThan(1_000);
        var tickets = await world.ReadAsync(db => db.Tickets.AsNoTracking().AsSplitQuery()
            .Include(ticket => ticket.Messages).ThenInclude(message => message.Deliveries).Include(ticket => ticket.Customer).ToListAsync());
        tickets.ForEach(ticket => ShouldAgree(ticket, now));
        ShouldBeVaried(tickets, now);
        await world.ReadAsync(db => ShouldHoldNothingThatWouldBeSentAsync(db, now));
        foreach (var typed in new[] { "factura", "GARANTIE", "commande tri", "vat invoice", "begoña", "lámpara nube" })
        {
            (await world.ReadAsync(db => db.FindTicketsAsync(typed, 50, default))).ShouldNotBeEmpty(typed);
        }
    }

    [Fact]
    public async Task The_same_instant_gives_the_same_world()
    {
        (await TellAsync()).ShouldBe(await TellAsync());
    }

    private static async Task<string> TellAsync()
    {
        await using var world = await World.CreateAsync();
        await world.Get<DemoWorld>().CreateAsync(DemoWorld.BusyMonday, default);
        var said = await world.ReadAsync(db => db.Messages.OrderBy(message => message.Ticket.Number).ThenBy(message => message.Seq)
            .Select(message => new { message.Ticket.Number, message.CreatedAt, message.BodyText }).ToListAsync());
        return string.Join('\n', said);
    }

    private static void ShouldAgree(Ticket ticket, DateTimeOffset now)
    {
        var which = $"#{ticket.Number} {ticket.Subject}";
        var timeline = ticket.Messages.OrderBy(message => message.Seq).ToList();
        var facts = timeline.ConvertAll(message => new MessageFact(message.CreatedAt, (Speaker)message.AuthorKind, message.Kind == MessageKind.Public));

        ticket.IsSample.ShouldBeTrue(which);
        timeline.Select(message => message.Seq).ShouldBe(Enumerable.Range(1, timeline.Count), which);
        timeline.Select(message => message.CreatedAt).ShouldBeInOrder(SortDirection.Ascending, which);
        timeline[^1].CreatedAt.ShouldBeLessThanOrEqualTo(now, which);
        timeline.ShouldAllBe(message => !message.BodyText.Contains('{') && !message.BodyText.Contains('['), which);
        ticket.FirstResponseAt.ShouldBe(Measures.FirstResponseAt(facts), which);
        ticket.ReplyCount.ShouldBe(Measures.Replies(facts), which);
        ticket.WaitingSince.ShouldBe(ticket.IsOpen ? Measures.WaitingSince(facts) : null, which);
        (ticket.SolvedAt is null).ShouldBe(ticket.IsOpen, which);
        (ticket.AssigneeId is null).ShouldBe(ticket.Category == StatusCategory.New, which);
        ticket.Customer.FirstSeenAt.ShouldBeLessThan(ticket.CreatedAt, which);
        ticket.Customer.LastSeenAt.ShouldBeGreaterThanOrEqualTo(ticket.LastCustomerMessageAt ?? default, which);
    }

    private static void ShouldBeVaried(List<Ticket> tickets, DateTimeOffset now)
    {
        foreach (var category in Enum.GetValues<StatusCategory>())
        {
            tickets.Count(ticket => ticket.Category == category).ShouldBeGreaterThan(3, category.ToString());
        }

        tickets.Min(ticket => ticket.CreatedAt).ShouldBeLessThan(now.AddDays(-50));
        tickets.Select(ticket => ticket.Customer.Language).Distinct().Count().ShouldBe(3);
        tickets.Select(ticket => ticket.Priority).Distinct().Count().ShouldBe(4);
        tickets.Count(ticket => ticket.OriginChannel == Channel.Chat).ShouldBeInRange(50, 150);
        tickets.Count(ticket => ticket.WaitingSince > now.AddHours(-4)).ShouldBeGreaterThan(7);
        tickets.Count(ticket => ticket.ReopenCount > 0).ShouldBeGreaterThan(2);
        tickets.Count(ticket => ticket.FollowUpOfId is not null).ShouldBeGreaterThan(2);
        var first = Measures.Median([.. tickets.Where(ticket => ticket.FirstResponseAt is not null).Select(ticket => ticket.FirstResponseAt!.Value - ticket.CreatedAt)]);
        first.ShouldNotBeNull().ShouldBeInRange(TimeSpan.FromMinutes(1), TimeSpan.FromHours(3));
        tickets.SelectMany(ticket => ticket.Messages).Where(message => message.AuthorKind == AuthorKind.Customer && message.Kind == MessageKind.Public)
            .Select(message => message.BodyText).Distinct().Count().ShouldBeGreaterThan(220);
    }

    private static async Task<bool> ShouldHoldNothingThatWouldBeSentAsync(HelpDeskDb db, DateTimeOffset now)
    {
        (await db.Deliveries.CountAsync()).ShouldBeGreaterThan(200);
        (await db.Deliveries.CountAsync(delivery => delivery.DueAt != null || delivery.State == DeliveryState.Queued)).ShouldBe(0);
        (await db.Deliveries.CountAsync(delivery => delivery.Message.Kind != MessageKind.Public)).ShouldBe(0);
        (await db.Users.CountAsync(login => login.PasswordHash != null)).ShouldBe(0);
        (await db.Deadlines.Where(row => row.DueAt <= now).Select(row => row.Kind).ToListAsync()).ShouldBeEmpty();
        return true;
    }
}
