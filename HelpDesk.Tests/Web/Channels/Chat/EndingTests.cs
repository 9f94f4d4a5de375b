using System.Net;
using HelpDesk.Domain.Tickets;
using HelpDesk.Tests.Support;
using HelpDesk.Web.Actions.Chats;
using HelpDesk.Web.Outbox;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Tests.Web.Channels.Chat;

/// <summary>What a visitor may do when a chat is over: rate it, have it sent, rate it from a mail.</summary>
public abstract class EndingTests(string database) : IAsyncLifetime
{
    private ChatDesk desk = null!;

    public async Task InitializeAsync() => desk = await ChatDesk.StartAsync(database: database);

    public async Task DisposeAsync() => await desk.DisposeAsync();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_ended_chat_is_rated_once_and_again(bool byCustomer)
    {
        using var visitor = await desk.VisitorAsync();
        var ticket = await EndedAsync(visitor, byCustomer);
        await using var stream = await visitor.ListenAsync();

        await RateAsync(visitor, 4, "Quick", HttpStatusCode.NoContent);
        await RateAsync(visitor, 4, " Quick ", HttpStatusCode.NoContent);
        await RateAsync(visitor, 2, null, HttpStatusCode.NoContent);

        (await stream.HearsAsync("csat", data => data.GetProperty("rating").GetInt32() == 2)).Data.GetProperty("ticket").GetInt64().ShouldBe(ticket);
        var kept = await desk.ReadAsync(db => db.CsatResponses.SingleAsync());
        (kept.Rating, kept.Comment, kept.Channel).ShouldBe((2, null, Channel.Chat));
        (await LinesAsync()).ShouldBe([("Quick", "4"), (null, "2")]);
    }

    [Fact]
    public async Task A_chat_that_goes_on_is_not_rated()
    {
        using var visitor = await desk.VisitorAsync();
        (await visitor.PostAsync("csat", new { rating = 5 })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await visitor.SaysAsync("Hello");

        await RateAsync(visitor, 5, null, HttpStatusCode.Conflict);
        (await desk.ReadAsync(db => db.CsatResponses.CountAsync())).ShouldBe(0);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(6)]
    [InlineData(-1)]
    public async Task There_are_five_ratings(int rating)
    {
        using var visitor = await desk.VisitorAsync();
        await EndedAsync(visitor);

        await RateAsync(visitor, rating, null, HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task Nobody_rates_or_takes_home_the_chat_of_another()
    {
        using var visitor = await desk.VisitorAsync();
        using var other = await desk.VisitorAsync();
        var ticket = await EndedAsync(visitor);

        (await other.PostAsync("csat", new { rating = 1, ticket })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await other.PostAsync("transcript", new { email = "eve@evil.example", ticket })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await desk.ReadAsync(db => db.CsatResponses.CountAsync())).ShouldBe(0);
        (await desk.ReadAsync(db => db.CustomerIdentities.AnyAsync(row => row.Value == "eve@evil.example"))).ShouldBeFalse();
    }

    [Fact]
    public async Task A_transcript_is_asked_for_as_often_as_is_decent()
    {
        using var visitor = await desk.VisitorAsync();
        await EndedAsync(visitor);

        var answers = new List<HttpStatusCode>();
        for (var turn = 0; turn < 4; turn++)
        {
            answers.Add((await visitor.PostAsync("transcript", new { email = "ann@example.com" })).StatusCode);
        }

        answers.ShouldBe([HttpStatusCode.Accepted, HttpStatusCode.Accepted, HttpStatusCode.Accepted, HttpStatusCode.TooManyRequests]);
        (await desk.ReadAsync(db => db.Deliveries.CountAsync(row => row.Channel == Channel.Email && row.Recipient == "ann@example.com"))).ShouldBe(1);
    }

    [Fact]
    public async Task A_link_in_a_mail_shows_a_page_and_only_its_form_votes()
    {
        using var visitor = await desk.VisitorAsync(locale: "fr");
        await EndedAsync(visitor);
        var link = await desk.WriteAsync(async db => desk.App.Get<ChatLinks>().Create(db, await db.Tickets.SingleAsync(), TimeProvider.System.GetUtcNow()));
        var path = new Uri(link.Rating).AbsolutePath;
        using var http = new HttpClient { BaseAddress = new Uri(desk.App.Url) };

        var page = await http.GetStringAsync(path + "?rating=5");
        page.ShouldContain("<html lang=\"fr\">");
        WebUtility.HtmlDecode(page).ShouldContain("Envoyer l’évaluation");
        (await desk.ReadAsync(db => db.CsatResponses.CountAsync())).ShouldBe(0);

        (await PostAsync(http, path, "seven", "")).ShouldContain("role=\"alert\"");
        var tooLong = await PostAsync(http, path, "4", "<i>" + new string('x', 2_000));
        WebUtility.HtmlDecode(tooLong).ShouldContain("Veuillez raccourcir : 2000 caractères au plus.");
        tooLong.ShouldContain("value=\"4\" required checked");
        tooLong.ShouldContain("&lt;i&gt;" + new string('x', 2_000), customMessage: "nobody writes it twice");
        (await PostAsync(http, path, "5", "<b>Merci</b>")).ShouldContain("Merci pour votre &#233;valuation.");

        var kept = await desk.ReadAsync(db => db.CsatResponses.SingleAsync());
        (kept.Rating, kept.Comment, kept.Channel).ShouldBe((5, "<b>Merci</b>", Channel.Email));
        (await http.GetAsync("/c/rate/" + new string('a', ChatLinks.TokenLength))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static async Task<string> PostAsync(HttpClient http, string path, string rating, string comment)
    {
        using var form = new FormUrlEncodedContent([new("rating", rating), new("comment", comment)]);
        using var answer = await http.PostAsync(path, form);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await answer.Content.ReadAsStringAsync();
    }

    private async Task<long> EndedAsync(ChatVisitor visitor, bool byCustomer = true)
    {
        var ticket = (await visitor.SaysAsync("Hello")).GetProperty("ticket").GetInt64();
        await desk.Bo.RepliesAsync(ticket, "Hi");
        if (byCustomer)
        {
            await visitor.PostAsync("end");
        }
        else
        {
            await desk.App.Get<EndChat>().RunAsync(desk.Bo.Actor, ticket, CancellationToken.None);
        }

        return ticket;
    }

    private static async Task RateAsync(ChatVisitor visitor, int rating, string? comment, HttpStatusCode expected) =>
        (await visitor.PostAsync("csat", new { rating, comment })).StatusCode.ShouldBe(expected);

    private async Task<List<(string?, string?)>> LinesAsync() => [.. (await desk.ReadAsync(db => db.Messages
        .Where(row => row.ActivityType == ActivityType.ChatRated).OrderBy(row => row.Seq).Select(row => new { row.ActivityFrom, row.ActivityTo }).ToListAsync()))
        .Select(row => (row.ActivityFrom, row.ActivityTo))];
}

public sealed class EndingTestsOnSqlite() : EndingTests(Databases.Sqlite);

public sealed class EndingTestsOnPostgres() : EndingTests(Databases.Postgres);
