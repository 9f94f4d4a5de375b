using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using HelpDesk.Domain.Chat;
using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Work;
using HelpDesk.Tests.Support;
using HelpDesk.Web.Channels.Chat;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace HelpDesk.Tests.Web.Channels.Chat;

/// <summary>What keeps machines from a chat: work while much comes at once, and a field that only they fill in.</summary>
public sealed class PressureTests(Browser browser) : BrowserTests(browser)
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_busy_inbox_asks_new_visitors_for_work_and_takes_each_solution_once()
    {
        var desk = Own(await ChatDesk.StartAsync(new TestApp { Settings = { ["Limits:VisitorsPerInboxPerMinute"] = "1" } }));
        using var http = new HttpClient { BaseAddress = new Uri(desk.App.Url) };
        using var free = await OpenAsync(http, null);
        free.StatusCode.ShouldBe(HttpStatusCode.Created);

        using var asked = await OpenAsync(http, null);
        asked.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        asked.Headers.RetryAfter!.Delta!.Value.ShouldBeGreaterThan(TimeSpan.Zero);
        var problem = await asked.Content.ReadFromJsonAsync<JsonElement>();
        problem.GetProperty("code").GetString().ShouldBe("work");
        problem.GetProperty("bits").GetInt32().ShouldBe(ProofOfWork.Bits);
        var solution = Solve(problem.GetProperty("challenge").GetString()!, "");

        string[] refused = ["", "x", ":", solution[..^1] + "x", "a" + solution];
        foreach (var wrong in refused)
        {
            using var again = await OpenAsync(http, wrong);
            again.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests, wrong);
        }

        using var worked = await OpenAsync(http, solution);
        worked.StatusCode.ShouldBe(HttpStatusCode.Created, await worked.Content.ReadAsStringAsync());
        using var twice = await OpenAsync(http, solution);
        twice.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public void A_solution_counts_for_its_sender_its_purpose_and_its_time()
    {
        byte[] key = [1, 2, 3];
        var solution = Solve(ProofOfWork.Challenge("salt", "ann", Now, key), "ann", key);

        ProofOfWork.IsSolved(solution, "ann", Now, key, out var salt).ShouldBeTrue();
        salt.ShouldBe("salt");
        ProofOfWork.IsSolved(solution, "eve", Now, key, out _).ShouldBeFalse();
        ProofOfWork.IsSolved(solution, "ann", Now + ProofOfWork.Lifetime, key, out _).ShouldBeFalse();
        ProofOfWork.IsSolved(solution, "ann", Now, [1, 2, 4], out _).ShouldBeFalse();
        ProofOfWork.IsSolved(ProofOfWork.Challenge("salt", "ann", Now, key) + ":no", "ann", Now, key, out _).ShouldBeFalse();
    }

    [Fact]
    public async Task A_browser_works_and_its_visitor_notices_nothing()
    {
        Expected.Add("429");
        var settings = new TestApp { Settings = { ["Limits:VisitorsPerInboxPerMinute"] = "1", ["Limits:MessagesPerInboxPerMinute"] = "1" } };
        var desk = Own(await ChatDesk.StartAsync(settings));
        using var other = await desk.VisitorAsync();
        await other.SaysAsync("First of this minute");

        var page = await OpenAsync(desk.App, "/c/web");
        await page.Locator("textarea").FillAsync("Let me in");
        await page.Keyboard.PressAsync("Enter");

        await Eventually.BeTrueAsync(() => desk.ReadAsync(db => db.Messages.AnyAsync(message => message.BodyText == "Let me in")), "it is let in");
    }

    [Fact]
    public async Task A_machine_that_fills_in_everything_is_thanked_and_its_ticket_put_away()
    {
        var form = new PreChatForm(null, [new FormField { Name = "email", Label = "E-mail", Type = FormFieldType.Email }]);
        var desk = Own(await ChatDesk.StartAsync(widget: new WidgetSettings { PreChat = form }));
        using var machine = await desk.VisitorAsync();
        using var person = await desk.VisitorAsync();

        (await machine.SendAsync(new { text = "Buy now", answers = new { email = "victim@example.com", _website = "x" } }, null)).StatusCode.ShouldBe(HttpStatusCode.Created);
        await person.SendAsync(new { text = "Hello", answers = new { _website = "" } }, null);
        (await person.PostAsync("contact", new { email = "victim2@example.com", _website = "x" })).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        var tickets = await desk.ReadAsync(db => db.Tickets.AsNoTracking().Include(ticket => ticket.Tags).OrderBy(ticket => ticket.Id).ToListAsync());
        tickets.ShouldAllBe(ticket => ticket.Category == StatusCategory.Solved && ticket.Tags.Single().Name == Ticket.Spam);
        (await desk.ReadAsync(db => db.CustomerIdentities.AnyAsync(identity => identity.Value == "victim2@example.com"))).ShouldBeFalse();
        (await desk.ReadAsync(db => db.Deliveries.CountAsync(delivery => delivery.Channel == HelpDesk.Domain.Tickets.Channel.Email))).ShouldBe(0);
    }

    private static async Task<HttpResponseMessage> OpenAsync(HttpClient http, string? work)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/w/v1/inboxes/web/visitors") { Content = JsonContent.Create(new { locale = "en" }) };
        if (work is not null)
        {
            request.Headers.Add(Pressure.Header, work);
        }

        return await http.SendAsync(request);
    }

    private static string Solve(string challenge, string purpose, byte[]? key = null)
    {
        for (var number = 0; ; number++)
        {
            var solution = string.Create(CultureInfo.InvariantCulture, $"{challenge}:{number}");
            if (key is null ? HasBits(solution) : ProofOfWork.IsSolved(solution, purpose, Now, key, out _))
            {
                return solution;
            }
        }
    }

    private static bool HasBits(string solution) =>
        System.Numerics.BitOperations.LeadingZeroCount(System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(
            System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(solution)))) >= ProofOfWork.Bits;
}
