using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Events;
using HelpDesk.Domain.Tickets;
using HelpDesk.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Tests.Web.Api;

public sealed class MessagesApiTests
{
    private static readonly ApiScenario[] Writing =
    [
        new("An answer", "POST", "/tickets/1001/messages", """{"kind":"public","text":"It is on its way."}""", 201)
        {
            Content =
            [
                "\"id\":\"msg_", "\"kind\":\"public\"", "\"direction\":\"out\"", "\"author\":{\"type\":\"agent\",\"id\":\"<bo>\",\"name\":\"Bo\"}", "\"text\":\"It is on its way.\"", "\"attachments\":[]",
                "\"deliveries\":[{\"channel\":\"email\",\"recipient\":\"ana@example.com\",\"state\":\"queued\"",
            ],
            NotContent = ["clientKey", "\"html\"", "\"error\"", "ticketId"],
        },
        new("A note", "POST", "/tickets/1001/messages", """{"kind":"note","text":"She is angry."}""", 201)
        {
            Content = ["\"kind\":\"note\"", "\"direction\":\"none\"", "\"deliveries\":[]"],
            Events = [EventType.MessageAdded],
        },
        new("A kind that only the desk writes", "POST", "/tickets/1001/messages", """{"kind":"activity","text":"x"}""", 422) { Content = ["\"kind\":["], Events = [] },
        new("Nothing to say", "POST", "/tickets/1001/messages", """{"kind":"public","text":"  "}""", 422) { Content = ["\"text\":["], Events = [] },
        new("Copies", "POST", "/tickets/1001/messages", """{"kind":"public","text":"Hi","to":["x@example.com"],"cc":["Y@example.com"]}""", 201)
        {
            Content = ["\"recipient\":\"x@example.com\"", "\"recipient\":\"y@example.com\""],
        },
        new("A copy to nobody", "POST", "/tickets/1001/messages", """{"kind":"public","text":"Hi","to":["x"],"cc":["y@example.com, z@example.com"]}""", 422) { Content = ["\"to\":[", "\"cc\":["], Events = [] },
        new("A note with a copy", "POST", "/tickets/1001/messages", """{"kind":"note","text":"Hi","cc":["y@example.com"]}""", 422) { Content = ["\"cc\":["], Events = [] },
        new("No such ticket", "POST", "/tickets/999/messages", """{"kind":"note","text":"Hi"}""", 404) { Events = [] },
        new("No such timeline", "GET", "/tickets/999/messages", null, 404),
        new("The timeline", "GET", "/tickets/1001/messages", null, 200)
        {
            Content = ["\"kind\":\"activity\"", "\"text\":\"Ticket created\"", "\"author\":{\"type\":\"customer\",\"id\":\"cus_", "\"text\":\"Where is my order?\"", "\"next\":null"],
        },
    ];

    [Fact]
    public async Task Messages_are_written_and_read()
    {
        await using var desk = await ApiDesk.StartAsync();
        var token = await desk.TokenAsync(agent: desk.Bo);
        await desk.OpenAsync(token);

        foreach (var scenario in Writing)
        {
            await scenario.RunAsync(desk, token, ("bo", desk.Bo.PublicId));
        }

        (await desk.ReadAsync(db => db.Tickets.Select(ticket => ticket.AssigneeId).SingleAsync())).ShouldBe(desk.Bo.Id);
    }

    [Fact]
    public async Task The_desk_itself_may_leave_notes_but_not_speak()
    {
        await using var desk = await ApiDesk.StartAsync();
        var token = await desk.TokenAsync();
        await desk.OpenAsync(token);

        var refused = await desk.AskAsync("POST", "/api/v1/tickets/1001/messages", token, """{"kind":"public","text":"Hi"}""");
        refused.Status.ShouldBe(403);
        refused.Code.ShouldBe("forbidden");
        (await desk.AskAsync("POST", "/api/v1/tickets", token, """{"customer":{"email":"a@b.example"},"text":"Hi","from":"agent"}""")).Status.ShouldBe(403);
        var note = await desk.AskAsync("POST", "/api/v1/tickets/1001/messages", token, """{"kind":"note","text":"Seen by the robot."}""");
        note.Status.ShouldBe(201);
        note.Json["author"]!.ToJsonString().ShouldBe("""{"type":"system","id":null,"name":"HelpDesk"}""");
        (await desk.ReadAsync(db => db.Deliveries.CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task A_closed_ticket_takes_nothing()
    {
        await using var desk = await ApiDesk.StartAsync();
        var token = await desk.TokenAsync(agent: desk.Bo);
        await desk.OpenAsync(token);
        await desk.WriteAsync(async db =>
        {
            var ticket = await db.Tickets.SingleAsync();
            ticket.Become(StatusCategory.Solved, Actor.System, desk.Clock.GetUtcNow());
            return ticket.Become(StatusCategory.Closed, Actor.System, desk.Clock.GetUtcNow());
        });

        foreach (var (method, url, body) in new[]
        {
            ("POST", "/api/v1/tickets/1001/messages", """{"kind":"public","text":"Hi"}"""),
            ("POST", "/api/v1/tickets/1001/messages", """{"kind":"note","text":"Hi"}"""),
            ("PATCH", "/api/v1/tickets/1001", """{"subject":"Hi"}"""),
        })
        {
            var refused = await desk.AskAsync(method, url, token, body);
            refused.Status.ShouldBe(409, body);
            refused.Code.ShouldBe("closed");
        }

        (await desk.AskAsync("PATCH", "/api/v1/tickets/1001", token, """{"status":"open"}""")).Code.ShouldBe("transition");
    }

    [Fact]
    public async Task A_file_is_fetched_with_the_token_and_never_opened_in_our_name()
    {
        await using var desk = await ApiDesk.StartAsync();
        var token = await desk.TokenAsync(agent: desk.Bo);
        await desk.OpenAsync(token);
        using var content = new MemoryStream("<svg onload=alert(1)>"u8.ToArray());
        var stored = await desk.Get<Files>().SaveAsync(content, "x.svg", 1_000, _ => true, CancellationToken.None);
        var loose = await desk.WriteAsync(async db =>
        {
            var sent = new Attachment("drawing é.svg", "image/svg+xml", stored.Size, stored.Hash, "visitor:x", desk.Clock.GetUtcNow());
            (await db.Messages.OrderBy(row => row.Seq).LastAsync()).Attach(sent);
            return db.Attachments.Add(new Attachment("not sent.svg", "image/svg+xml", stored.Size, stored.Hash, "visitor:x", desk.Clock.GetUtcNow())).Entity;
        });

        var file = (await desk.AskAsync("GET", "/api/v1/tickets/1001/messages", token)).Json["items"]!.AsArray().Last()!["attachments"]![0]!;
        file["name"]!.GetValue<string>().ShouldBe("drawing é.svg");
        file["size"]!.GetValue<long>().ShouldBe(stored.Size);
        var url = file["url"]!.GetValue<string>();
        var answer = await desk.AskAsync("GET", url, token);

        answer.Status.ShouldBe(200);
        answer.Text.ShouldBe("<svg onload=alert(1)>");
        answer.Headers["Content-Disposition"].ShouldStartWith("attachment;");
        answer.Headers["X-Content-Type-Options"].ShouldBe("nosniff");
        answer.Headers["Content-Security-Policy"].ShouldContain("sandbox");
        answer.Headers["Cache-Control"].ShouldContain("no-store");
        (await desk.AskAsync("GET", url, null)).Status.ShouldBe(401);
        (await desk.AskAsync("GET", $"/api/v1/attachments/{loose.PublicId}", token)).Status.ShouldBe(404);
        (await desk.AskAsync("GET", "/api/v1/attachments/1", token)).Status.ShouldBe(404);
    }
}
