using HelpDesk.Domain.Events;
using HelpDesk.Domain.Tickets;
using HelpDesk.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Tests.Web.Api;

public sealed class TicketsApiTests
{
    private static readonly ApiScenario[] Opening =
    [
        new("A customer's ticket", "POST", "/tickets", """{"customer":{"email":"Ana@Example.com","name":"Ana"},"text":"Where is my order?","from":"customer"}""", 201)
        {
            Content =
            [
                "\"number\":1001", "\"subject\":\"Where is my order?\"", "\"status\":\"new\"", "\"category\":\"new\"", "\"channel\":\"api\"", "\"inbox\":\"web\"", "\"team\":null",
                "\"assignee\":null", "\"name\":\"Ana\",\"email\":\"ana@example.com\"", "\"waitingOn\":\"agent\"", "\"waitingSince\":\"2026-03-02T10:00:00+00:00\"", "\"tags\":[]",
            ],
            Events = [EventType.TicketCreated, EventType.MessageAdded, EventType.MessageAdded],
        },
        new("The same address is the same customer", "POST", "/tickets", """{"customer":{"email":"ana@example.com"},"subject":"Second","text":"Still nothing.","from":"customer","team":"<support>","assignee":"<bo>","priority":"urgent","tags":["Late","late","order"]}""", 201)
        {
            Content = ["\"number\":1002", "\"subject\":\"Second\"", "\"status\":\"open\"", "\"team\":\"<support>\"", "\"assignee\":{\"id\":\"<bo>\",\"name\":\"Bo\"}", "\"priority\":\"urgent\"", "\"tags\":[\"late\",\"order\"]", "\"name\":\"Ana\""],
        },
        new("An agent writes first", "POST", "/tickets", """{"customer":{"email":"ana@example.com"},"text":"Your order has left.","from":"agent"}""", 201)
        {
            Content = ["\"number\":1003", "\"status\":\"open\"", "\"assignee\":{\"id\":\"<bo>\"", "\"waitingOn\":\"customer\"", "\"waitingSince\":null"],
        },
        new("Fields that nobody asked for are ignored", "POST", "/tickets", """{"customer":{"email":"eve@example.com","isBlocked":false,"id2":7},"text":"Hi","from":"customer","number":1,"status":"solved","createdAt":"1999-01-01T00:00:00Z","version":99,"isSample":true,"role":"admin"}""", 201)
        {
            Content = ["\"number\":1004", "\"status\":\"new\"", "\"createdAt\":\"2026-03-02T10:00:00+00:00\""],
            NotContent = ["1999", "version", "isSample", "role"],
        },
        new("Everything that is wrong is told at once", "POST", "/tickets", """{"customer":{"email":"not an address"},"text":" ","from":"bot","team":"team_x","assignee":"agt_x","inbox":"nope","priority":"huge"}""", 422)
        {
            Content = ["\"code\":\"invalid\"", "\"customer.email\":[", "\"text\":[", "\"from\":[", "\"team\":[", "\"assignee\":[", "\"inbox\":[", "\"priority\":["],
            Events = [],
        },
        new("No customer", "POST", "/tickets", """{"text":"Hi","from":"customer"}""", 422) { Content = ["\"customer\":["], Events = [] },
        new("A customer by id and address", "POST", "/tickets", """{"customer":{"id":"cus_x","email":"a@b.example"},"text":"Hi","from":"customer"}""", 422) { Content = ["\"customer\":["] },
        new("A made-up customer", "POST", "/tickets", """{"customer":{"id":"cus_aaaaaaaaaaaaaaaaaaaaaaaaaa"},"text":"Hi","from":"customer"}""", 422) { Content = ["\"customer.id\":["], Events = [] },
        new("An assignee outside of the team", "POST", "/tickets", """{"customer":{"email":"ana@example.com"},"text":"Hi","from":"customer","team":"<sales>","assignee":"<bo>"}""", 409) { Content = ["\"code\":\"team\""], Events = [] },
        new("Too many tags", "POST", "/tickets", $$"""{"customer":{"email":"ana@example.com"},"text":"Hi","from":"customer","tags":[{{string.Join(',', Enumerable.Range(0, 31).Select(i => $"\"t{i}\""))}}]}""", 422) { Content = ["\"code\":\"too_many\""], Events = [] },
        new("A text that is too long", "POST", "/tickets", $$"""{"customer":{"email":"ana@example.com"},"text":"{{new string('x', 200_001)}}","from":"customer"}""", 422) { Content = ["\"code\":\"too_long\""], Events = [] },
        new("A body that is too large", "POST", "/tickets", $$"""{"text":"{{new string('x', 3 << 20)}}"}""", 413) { Content = ["\"code\":\"too_large\""] },
        new("No JSON", "POST", "/tickets", "{\"text\":", 400) { Content = ["\"code\":\"bad_request\""] },
        new("JSON of another shape", "POST", "/tickets", """{"tags":"late"}""", 400) { Content = ["\"code\":\"bad_request\"", "\"errors\":{\"tags\":["], NotContent = ["HelpDesk.", "System."] },
        new("No body", "POST", "/tickets", null, 415),
    ];

    private static readonly ApiScenario[] Changing =
    [
        new("It is there", "GET", "/tickets/1001", null, 200) { Content = ["\"number\":1001"], NotContent = ["version", "\"id\":1"] },
        new("Several things at once", "PATCH", "/tickets/1001", """{"subject":"Order 7","priority":"high","tags":["order"],"team":"<support>","assignee":"<bo>","status":"pending"}""", 200)
        {
            Content = ["\"subject\":\"Order 7\"", "\"priority\":\"high\"", "\"tags\":[\"order\"]", "\"team\":\"<support>\"", "\"assignee\":{\"id\":\"<bo>\"", "\"status\":\"pending\""],
        },
        new("Nothing at all", "PATCH", "/tickets/1001", "{}", 200) { Events = [] },
        new("What it is already", "PATCH", "/tickets/1001", """{"subject":"Order 7","status":"pending","tags":["order"]}""", 200) { Events = [] },
        new("Taken from its agent", "PATCH", "/tickets/1001", """{"assignee":null}""", 200) { Content = ["\"assignee\":null", "\"team\":\"<support>\""] },
        new("Taken from its team", "PATCH", "/tickets/1001", """{"team":null}""", 200) { Content = ["\"team\":null"] },
        new("An unknown status", "PATCH", "/tickets/1001", """{"subject":"No","status":"gone"}""", 422) { Content = ["\"code\":\"status\""], Events = [] },
        new("Never back to new", "PATCH", "/tickets/1001", """{"subject":"No","priority":"low","status":"new"}""", 409) { Content = ["\"code\":\"transition\""], Events = [] },
        new("Never closed by hand", "PATCH", "/tickets/1001", """{"status":"closed"}""", 409) { Content = ["\"code\":\"transition\""], Events = [] },
        new("Nothing of a refused change stays", "GET", "/tickets/1001", null, 200) { Content = ["\"subject\":\"Order 7\"", "\"priority\":\"high\""] },
        new("An agent who is not in the team", "PATCH", "/tickets/1001", """{"team":"<support>","assignee":"<cy>"}""", 409) { Content = ["\"code\":\"team\""], Events = [] },
        new("An unknown agent", "PATCH", "/tickets/1001", """{"assignee":"agt_nobody"}""", 422) { Content = ["\"assignee\":["], Events = [] },
        new("An empty subject", "PATCH", "/tickets/1001", """{"subject":"  "}""", 422) { Content = ["\"code\":\"empty\""], Events = [] },
        new("Solved", "PATCH", "/tickets/1001", """{"status":"solved"}""", 200) { Content = ["\"solvedAt\":\"2026-03-02T", "\"waitingOn\":\"nobody\""] },
        new("No such ticket to read", "GET", "/tickets/999", null, 404) { Content = ["\"code\":\"not_found\""] },
        new("No such ticket to change", "PATCH", "/tickets/999", "{}", 404) { Content = ["\"code\":\"not_found\""], Events = [] },
        new("A number that is none", "GET", "/tickets/1%20OR%201=1", null, 404) { Content = ["\"code\":\"not_found\""] },
        new("A number beyond all", "GET", "/tickets/9223372036854775807", null, 404),
        new("A body that is no JSON", "PATCH", "/tickets/1001", null, 415) { Content = ["\"code\":\"media_type\""], Events = [] },
        new("A method it does not know", "DELETE", "/tickets/1001", null, 405) { Content = ["\"code\":\"method\""], Events = [] },
        new("An address that is none", "GET", "/nothing", null, 404) { Content = ["\"code\":\"not_found\""] },
    ];

    [Fact]
    public async Task Tickets_are_opened()
    {
        await using var desk = await ApiDesk.StartAsync();
        var token = await desk.TokenAsync(agent: desk.Bo);

        foreach (var scenario in Opening)
        {
            await scenario.RunAsync(desk, token, Names(desk));
        }

        (await desk.ReadAsync(db => db.Customers.CountAsync())).ShouldBe(2);
        var sent = await desk.ReadAsync(db => db.Deliveries.Where(row => row.Ticket.Number == 1003).SingleAsync());
        sent.Channel.ShouldBe(Channel.Email);
        sent.Recipient.ShouldBe("ana@example.com");
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Tickets_are_read_and_changed(string database)
    {
        await using var desk = await ApiDesk.StartAsync(database);
        var token = await desk.TokenAsync(agent: desk.Bo);
        await desk.OpenAsync(token);

        foreach (var scenario in Changing)
        {
            await scenario.RunAsync(desk, token, Names(desk));
        }
    }

    [Fact]
    public async Task A_version_guards_against_changes_in_between()
    {
        await using var desk = await ApiDesk.StartAsync();
        var token = await desk.TokenAsync(agent: desk.Bo);
        await desk.OpenAsync(token);
        var tag = (await desk.AskAsync("GET", "/api/v1/tickets/1001", token)).Headers["ETag"];

        (await desk.AskAsync("GET", "/api/v1/tickets/1001", token, null, ("If-None-Match", tag))).Status.ShouldBe(304);
        var changed = await desk.AskAsync("PATCH", "/api/v1/tickets/1001", token, """{"priority":"low"}""", ("If-Match", tag));
        changed.Status.ShouldBe(200);
        changed.Headers["ETag"].ShouldNotBe(tag);
        (await desk.AskAsync("GET", "/api/v1/tickets/1001", token, null, ("If-None-Match", tag))).Status.ShouldBe(200);

        foreach (var stale in new[] { tag, "\"999\"", "W/\"x\"", "nonsense" })
        {
            var refused = await desk.AskAsync("PATCH", "/api/v1/tickets/1001", token, """{"priority":"urgent"}""", ("If-Match", stale));
            refused.Status.ShouldBe(412, stale);
            refused.Code.ShouldBe("precondition");
        }

        (await desk.AskAsync("PATCH", "/api/v1/tickets/1001", token, """{"priority":"urgent"}""", ("If-Match", "*"))).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_visitor_who_claims_an_address_is_not_its_owner()
    {
        await using var desk = await ApiDesk.StartAsync();
        var token = await desk.TokenAsync();
        await desk.WriteAsync(db =>
        {
            var visitor = new HelpDesk.Domain.Customers.Customer("Eve", "en", desk.Clock.GetUtcNow());
            visitor.Claim(HelpDesk.Domain.Customers.IdentityType.Visitor, "key", desk.Clock.GetUtcNow());
            visitor.Claim(HelpDesk.Domain.Customers.IdentityType.Email, "ana@example.com", desk.Clock.GetUtcNow());
            return Task.FromResult(db.Customers.Add(visitor).Entity);
        });

        await desk.OpenAsync(token);
        await desk.OpenAsync(token);

        var owners = await desk.ReadAsync(db => db.Tickets.Select(ticket => ticket.Customer.DisplayName).ToListAsync());
        owners.ShouldBe(["Ana", "Ana"]);
        (await desk.ReadAsync(db => db.Customers.CountAsync())).ShouldBe(2);
    }

    private static (string Name, string Value)[] Names(ApiDesk desk) =>
        [("bo", desk.Bo.PublicId), ("cy", desk.Cy.PublicId), ("support", desk.Support.PublicId), ("sales", desk.Sales.PublicId)];
}
