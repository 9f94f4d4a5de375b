using HelpDesk.Web.Api;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Tests.Web.Api;

public sealed class IdempotencyTests
{
    private const string Body = """{"customer":{"email":"ana@example.com"},"text":"Once","from":"customer"}""";

    [Fact]
    public async Task The_same_request_has_one_effect_and_one_answer()
    {
        await using var desk = await ApiDesk.StartAsync();
        var token = await desk.TokenAsync(agent: desk.Bo);

        var first = await PostAsync(desk, token, "k", Body);
        await desk.AskAsync("PATCH", "/api/v1/tickets/1001", token, """{"priority":"low"}""");
        var again = await PostAsync(desk, token, "k", Body);

        first.Status.ShouldBe(201);
        again.Status.ShouldBe(201);
        again.Text.ShouldBe(first.Text);
        again.Headers["Location"].ShouldBe("/api/v1/tickets/1001");
        again.Headers["Idempotency-Replayed"].ShouldBe("true");
        (await TicketsAsync(desk)).ShouldBe(1);

        var note = """{"kind":"note","text":"Once"}""";
        var stored = await desk.AskAsync("POST", "/api/v1/tickets/1001/messages", token, note, (Idempotency.Header, "n"));
        (await desk.AskAsync("POST", "/api/v1/tickets/1001/messages", token, note, (Idempotency.Header, "n"))).Text.ShouldBe(stored.Text);
    }

    [Fact]
    public async Task Another_request_under_the_same_key_is_refused()
    {
        await using var desk = await ApiDesk.StartAsync();
        var token = await desk.TokenAsync();
        await PostAsync(desk, token, "k", Body);

        var refused = await PostAsync(desk, token, "k", Body.Replace("Once", "Twice", StringComparison.Ordinal));

        refused.Status.ShouldBe(422);
        refused.Code.ShouldBe("idempotency");
        (await PostAsync(desk, token, new string('k', 201), Body)).Code.ShouldBe("idempotency");
        (await PostAsync(desk, await desk.TokenAsync(), "k", Body)).Status.ShouldBe(201);
        (await TicketsAsync(desk)).ShouldBe(2);
    }

    [Fact]
    public async Task A_refused_request_may_be_mended_under_its_key()
    {
        await using var desk = await ApiDesk.StartAsync();
        var token = await desk.TokenAsync();

        (await PostAsync(desk, token, "k", """{"text":"Once","from":"customer"}""")).Status.ShouldBe(422);
        (await PostAsync(desk, token, "k", Body)).Status.ShouldBe(201);
    }

    [Fact]
    public async Task Many_at_once_have_one_effect()
    {
        await using var desk = await ApiDesk.StartAsync();
        var token = await desk.TokenAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => PostAsync(desk, token, "k", Body)));

        answers.ShouldAllBe(answer => answer.Status == 201);
        answers.Select(answer => answer.Text).Distinct().Count().ShouldBe(1);
        (await TicketsAsync(desk)).ShouldBe(1);
    }

    [Fact]
    public async Task An_effect_whose_answer_was_lost_is_not_repeated()
    {
        await using var desk = await ApiDesk.StartAsync();
        var token = await desk.TokenAsync();
        var first = await PostAsync(desk, token, "k", Body);

        // As if the server had died after the effect, before it kept the answer.
        await desk.WriteAsync(async db =>
        {
            (await db.IdempotentAnswers.SingleAsync()).Answer(status: 0, "");
            return true;
        });
        var again = await PostAsync(desk, token, "k", Body);

        again.Text.ShouldBe(first.Text);
        (await TicketsAsync(desk)).ShouldBe(1);
    }

    [Fact]
    public async Task A_key_is_forgotten_after_a_day()
    {
        await using var desk = await ApiDesk.StartAsync();
        var token = await desk.TokenAsync();
        await PostAsync(desk, token, "k", Body);

        desk.Clock.Advance(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1));
        (await PostAsync(desk, token, "k", Body)).Headers["Idempotency-Replayed"].ShouldBe("true");
        desk.Clock.Advance(TimeSpan.FromSeconds(1));
        (await PostAsync(desk, token, "k", Body)).Headers["Idempotency-Replayed"].ShouldBe("false");
        (await TicketsAsync(desk)).ShouldBe(2);
    }

    private static Task<ApiAnswer> PostAsync(ApiDesk desk, string token, string key, string body) =>
        desk.AskAsync("POST", "/api/v1/tickets", token, body, (Idempotency.Header, key));

    private static Task<int> TicketsAsync(ApiDesk desk) => desk.ReadAsync(db => db.Tickets.CountAsync());
}
