using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Chat;
using HelpDesk.Domain.Customers;
using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Work;
using HelpDesk.Tests.Support;
using HelpDesk.Web.Features.TicketList;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Tests.Web.Channels.Chat;

/// <summary>How a customer wants it: with somebody now, by mail, or by phone.</summary>
public abstract class WishTests(string database) : IAsyncLifetime
{
    private ChatDesk desk = null!;

    public async Task InitializeAsync() => desk = await ChatDesk.StartAsync(database: database);

    public async Task DisposeAsync() => await desk.DisposeAsync();

    [Fact]
    public async Task Whoever_wants_somebody_now_rings_where_somebody_is_and_is_told_when_else()
    {
        using var visitor = await desk.VisitorAsync(locale: "es");
        var away = await AskAsync(visitor, "talk-now");
        away.GetProperty("live").GetBoolean().ShouldBeFalse();
        away.GetProperty("status").GetProperty("state").GetString().ShouldBe("away");
        (await desk.ReadAsync(db => db.Tickets.CountAsync())).ShouldBe(0);

        await desk.WriteAsync(async db => (await db.Agents.SingleAsync()).SetPresence(Presence.Online, manual: true, TimeProvider.System.GetUtcNow()));
        await Eventually.BeTrueAsync(
            async () => (await visitor.GetAsync("inboxes/web")).GetProperty("status").GetProperty("state").GetString() == "online", "somebody is there");
        (await AskAsync(visitor, "talk-now")).GetProperty("live").GetBoolean().ShouldBeTrue();
        (await AskAsync(visitor, "talk-now")).GetProperty("live").GetBoolean().ShouldBeTrue();
        (await visitor.HistoryAsync()).ShouldAllBe(text => text == "Me gustaría hablar con alguien ahora.");
        (await StateAsync()).ShouldBe(ChatState.Ringing);
        var ticket = await desk.ReadAsync(db => db.Tickets.Select(row => row.Number).SingleAsync());
        (await RowAsync(ticket)).IsRinging.ShouldBeTrue();
        (await ActivitiesAsync(ActivityType.TalkNowAsked)).Count.ShouldBe(1);

        await desk.Bo.RepliesAsync(ticket, "Here I am.");
        (await StateAsync()).ShouldBe(ChatState.Active);
        (await RowAsync(ticket)).IsRinging.ShouldBeFalse();
    }

    [Fact]
    public async Task Whoever_goes_on_by_mail_gets_what_was_not_read_at_once_and_begins_anew_by_writing()
    {
        using var visitor = await desk.VisitorAsync();
        var ticket = (await visitor.SaysAsync("Hello")).GetProperty("ticket").GetInt64();
        await using var stream = await visitor.ListenAsync();
        await desk.Bo.RepliesAsync(ticket, "Hi, how can I help?");
        using var unknown = await visitor.PostAsync("by-mail");
        (await unknown.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString().ShouldBe("email");

        for (var twice = 0; twice < 2; twice++)
        {
            using var answer = await visitor.PostAsync("by-mail", new { email = "ana@example.com" });
            answer.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        }

        await stream.HearsTextAsync("We go on by e-mail: answers go to ana@example.com. What you write here reaches us as well.");
        await desk.Bo.RepliesAsync(ticket, "One more thing.");
        var now = TimeProvider.System.GetUtcNow();
        var mails = await desk.ReadAsync(db => db.Deliveries.Where(row => row.Channel == Channel.Email).OrderBy(row => row.Id).ToListAsync());
        mails.Count.ShouldBe(2);
        mails.ShouldAllBe(mail => mail.Recipient == "ana@example.com");
        (mails[0].DueAt is null || mails[0].DueAt <= now).ShouldBeTrue("the first leaves at once");
        (await ActivitiesAsync(ActivityType.WentOnByMail)).ShouldBe([new Activity(ActivityType.WentOnByMail, To: "ana@example.com")]);

        await visitor.SaysAsync("I am back");
        (await desk.ReadAsync(db => db.ChatSessions.OrderBy(row => row.Id).Select(row => row.State).ToListAsync())).ShouldBe([ChatState.Ended, ChatState.Active]);
    }

    [Fact]
    public async Task Whoever_wants_a_call_leaves_a_number_that_is_only_claimed()
    {
        using var visitor = await desk.VisitorAsync();
        foreach (var wrong in new[] { "", "call me", "12345", "+0 600 123 456", new string('1', 16) })
        {
            using var refused = await visitor.PostAsync("call-back", new { phone = wrong });
            refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
            (await refused.Content.ReadAsStringAsync()).ShouldContain("\"code\":\"phone\"");
        }

        await AskAsync(visitor, "call-back", new { phone = "0034 (600) 12-34.56", when = "tomorrow\nmorning" });

        (await visitor.HistoryAsync()).ShouldBe(["Please call me back: +34600123456 (tomorrow morning)"]);
        (await ActivitiesAsync(ActivityType.CallBackAsked)).ShouldBe([new Activity(ActivityType.CallBackAsked, "tomorrow morning", "+34600123456")]);
        var ticket = await desk.ReadAsync(db => db.Tickets.Include(row => row.Customer.Identities).SingleAsync());
        ticket.WaitingOn.ShouldBe(WaitingOn.Agent);
        var phone = ticket.Customer.Identities.Single(identity => identity.Type == IdentityType.Phone);
        (phone.Value, phone.VerifiedAt).ShouldBe(("+34600123456", null));

        await AskAsync(visitor, "call-back", new { phone = "600123457" });
        await AskAsync(visitor, "call-back", new { phone = "600123458" });
        using var often = await visitor.PostAsync("call-back", new { phone = "600123459" });
        often.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task What_an_inbox_does_not_offer_is_not_taken()
    {
        await desk.WriteAsync(async db =>
        {
            var inbox = await db.Inboxes.SingleAsync();
            inbox.Dress(inbox.Widget with { Offers = new WidgetOffers { TalkNow = false, CallBack = false, Email = false } });
            return true;
        });
        using var visitor = await desk.VisitorAsync();
        await Eventually.BeTrueAsync(async () => !(await visitor.GetAsync("inboxes/web")).GetProperty("offers").GetProperty("callBack").GetBoolean(), "it is told");
        foreach (var way in new[] { "talk-now", "by-mail", "call-back" })
        {
            using var answer = await visitor.PostAsync(way, new { phone = "+34600123456" });
            answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        }
    }

    private static async Task<JsonElement> AskAsync(ChatVisitor visitor, string way, object? body = null)
    {
        using var answer = await visitor.PostAsync(way, body);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private Task<ChatState> StateAsync() => desk.ReadAsync(db => db.ChatSessions.Select(row => row.State).SingleAsync());

    private async Task<List<Activity>> ActivitiesAsync(ActivityType type) =>
        (await desk.ReadAsync(db => db.Messages.Where(row => row.ActivityType == type).ToListAsync())).ConvertAll(row => new Activity(type, row.ActivityFrom, row.ActivityTo));

    private async Task<TicketRow> RowAsync(long number)
    {
        var filter = new TicketFilter(TicketView.All[0], desk.Bo.Actor.Id);
        var id = await desk.ReadAsync(db => db.Tickets.Where(row => row.Number == number).Select(row => row.Id).SingleAsync());
        return (await desk.App.Get<TicketListQuery>().RowsAsync(filter with { Found = [id] }, [id], CancellationToken.None)).Single();
    }
}

public sealed class WishTestsOnSqlite() : WishTests(Databases.Sqlite);

public sealed class WishTestsOnPostgres() : WishTests(Databases.Postgres);
