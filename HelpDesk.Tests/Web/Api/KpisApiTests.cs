using HelpDesk.Domain.Agents;
using HelpDesk.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Tests.Web.Api;

public sealed class KpisApiTests
{
    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task The_numbers_are_those_of_the_tickets(string database)
    {
        await using var desk = await ApiDesk.StartAsync(database);
        var token = await desk.TokenAsync(agent: desk.Bo);
        (await NowAsync(desk, token)).ShouldBe("""{"open":0,"unassigned":0,"waiting":0,"longestWaitSeconds":null,"medianFirstResponseSecondsToday":null,"chatsActive":0,"agentsOnline":0}""");

        // Yesterday in Madrid, answered today: the answer counts as today's.
        await desk.OpenAsync(token, "ana@example.com");
        desk.Clock.Advance(TimeSpan.FromHours(13.5));
        await AnswerAsync(desk, token, 1001);
        await desk.OpenAsync(token, "ben@example.com");
        desk.Clock.Advance(TimeSpan.FromMinutes(10));
        await AnswerAsync(desk, token, 1002);
        await desk.OpenAsync(token, "eva@example.com");
        desk.Clock.Advance(TimeSpan.FromMinutes(5));
        await desk.OpenAsync(token, "fay@example.com");
        desk.Clock.Advance(TimeSpan.FromMinutes(1));
        await desk.AskAsync("PATCH", "/api/v1/tickets/1004", token, """{"status":"solved"}""");
        await desk.WriteAsync(async db => (await db.Agents.SingleAsync(row => row.Name == "Bo")).SetPresence(Presence.Online, manual: true, desk.Clock.GetUtcNow()));

        // 13.5 hours and 10 minutes: the middle is 24,600 seconds.
        (await NowAsync(desk, token)).ShouldBe("""{"open":3,"unassigned":1,"waiting":1,"longestWaitSeconds":360,"medianFirstResponseSecondsToday":24600,"chatsActive":0,"agentsOnline":1}""");

        desk.Clock.Advance(TimeSpan.FromDays(1));
        (await NowAsync(desk, token)).ShouldContain("\"medianFirstResponseSecondsToday\":null");
    }

    private static async Task<string> NowAsync(ApiDesk desk, string token) => (await desk.AskAsync("GET", "/api/v1/kpis/now", token)).Text;

    private static async Task AnswerAsync(ApiDesk desk, string token, long number) =>
        (await desk.AskAsync("POST", $"/api/v1/tickets/{number}/messages", token, """{"kind":"public","text":"Here."}""")).Status.ShouldBe(201);
}
