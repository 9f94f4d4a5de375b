using System.Net;
using System.Text.Json;
using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Work;
using HelpDesk.Tests.Support;
using HelpDesk.Web.Actions.Tickets;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Tests.Web.Channels.Chat;

/// <summary>Quick replies, cards and forms over the wire, and what is asked before a chat.</summary>
public abstract class RichTests(string database) : IAsyncLifetime
{
    private static readonly PreChatForm Asked = new("Before we start",
    [
        new FormField { Name = "name", Label = "Your name", IsRequired = true },
        new FormField { Name = "mail", Label = "E-mail", Type = FormFieldType.Email },
        new FormField { Name = "order", Label = "Order", Pattern = "A-####" },
        new FormField { Name = "terms", Label = "I agree", Type = FormFieldType.Consent, IsRequired = true },
    ]);

    private ChatDesk desk = null!;

    public async Task InitializeAsync() => desk = await ChatDesk.StartAsync(database: database);

    public async Task DisposeAsync() => await desk.DisposeAsync();

    [Fact]
    public async Task A_quick_reply_is_chosen_once_and_stands_on_its_message()
    {
        using var visitor = await desk.VisitorAsync();
        var asked = await SendAsync(visitor, new RichContent(["Yes", "No"], null, null), "Is it for you?");
        await using var stream = await visitor.ListenAsync();

        (await ReplyAsync(visitor, "Maybe", asked.PublicId)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await ReplyAsync(visitor, "Yes", asked.PublicId, "k")).StatusCode.ShouldBe(HttpStatusCode.Created);
        (await ReplyAsync(visitor, "Yes", asked.PublicId, "k")).StatusCode.ShouldBe(HttpStatusCode.Created);
        (await ReplyAsync(visitor, "No", asked.PublicId)).StatusCode.ShouldBe(HttpStatusCode.Conflict);

        var told = await stream.HearsAsync("form");
        told.Data.GetProperty("content").GetProperty("chosen").GetString().ShouldBe("Yes");
        (await visitor.HistoryAsync()).ShouldBe(["Hello", "Is it for you?", "Yes"]);
    }

    [Fact]
    public async Task A_form_is_answered_once_and_its_answers_become_facts()
    {
        using var visitor = await desk.VisitorAsync();
        using var other = await desk.VisitorAsync();
        var form = new TypedForm("Return", [new(null, "Order number", null, true, null, "A-####", null), new("mail", "E-mail", "email", false, null, null, null)]);
        var asked = await SendAsync(visitor, new RichContent(null, null, form), "");
        await using var stream = await visitor.ListenAsync();

        (await FillAsync(other, asked.PublicId, "A-4711")).ShouldBe(HttpStatusCode.NotFound);
        (await FillAsync(visitor, asked.PublicId, "4711")).ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await FillAsync(visitor, asked.PublicId, "A-4711")).ShouldBe(HttpStatusCode.NoContent);
        (await FillAsync(visitor, asked.PublicId, "A-4711")).ShouldBe(HttpStatusCode.NoContent);
        (await FillAsync(visitor, asked.PublicId, "A-0000")).ShouldBe(HttpStatusCode.Conflict);

        (await stream.HearsAsync("form")).Data.GetProperty("content").GetProperty("form").GetProperty("answers").GetProperty("order_number").GetString().ShouldBe("A-4711");
        var ticket = await desk.ReadAsync(db => db.Tickets.Include(row => row.Customer).SingleAsync(row => row.Id == db.Messages.First(message => message.PublicId == asked.PublicId).TicketId));
        ticket.Attributes["order_number"].ShouldBe("A-4711");
        ticket.Customer.Attributes["order_number"].ShouldBe("A-4711");
        ticket.WaitingOn.ShouldBe(WaitingOn.Agent);
        (await desk.ReadAsync(db => db.Messages.CountAsync(row => row.ActivityType == ActivityType.FormAnswered))).ShouldBe(1);
    }

    [Fact]
    public async Task Cards_arrive_and_nonsense_is_refused()
    {
        using var visitor = await desk.VisitorAsync();
        await SendAsync(visitor, new RichContent(null, [new("Lamp", "Bright", "https://shop.example/lamp", "Look", null)], null), "");

        var card = (await visitor.GetAsync("messages")).GetProperty("items")[1].GetProperty("content").GetProperty("cards")[0];
        card.GetProperty("title").GetString().ShouldBe("Lamp");
        card.GetProperty("link").GetString().ShouldBe("https://shop.example/lamp");
        await Should.ThrowAsync<HelpDesk.Domain.RuleException>(() => SendAsync(visitor, new RichContent(["a", "a"], null, null), "?"));
        await Should.ThrowAsync<HelpDesk.Domain.RuleException>(() => SendAsync(visitor, new RichContent(["a"], [new("b", null, null, null, null)], null), "?"));
        await Should.ThrowAsync<HelpDesk.Domain.RuleException>(() => SendAsync(visitor, new RichContent(null, [new("b", null, "javascript:alert(1)", null, null)], null), "?"));
    }

    [Fact]
    public async Task What_is_asked_before_a_chat_travels_with_the_first_message()
    {
        await desk.WriteAsync(async db =>
        {
            var inbox = await db.Inboxes.SingleAsync();
            inbox.Dress(inbox.Widget with { PreChat = Asked });
            return true;
        });
        using var visitor = await desk.VisitorAsync();
        JsonElement form = default;
        await Eventually.BeTrueAsync(
            async () => (form = (await visitor.GetAsync("inboxes/web")).GetProperty("form")).ValueKind == JsonValueKind.Object, "the form is served");
        form.GetProperty("fields")[2].GetProperty("pattern").GetString().ShouldBe("A-####");

        (await BeginAsync(visitor, new { name = "Ann" })).ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await desk.ReadAsync(db => db.Customers.CountAsync())).ShouldBe(0);
        (await BeginAsync(visitor, new { name = "Ann", mail = "ann@example.com", order = "A-4711", terms = "yes", role = "admin" })).ShouldBe(HttpStatusCode.Created);

        var ticket = await desk.ReadAsync(db => db.Tickets.Include(row => row.Customer.Identities).SingleAsync());
        ticket.Customer.DisplayName.ShouldBe("Ann");
        ticket.Customer.Email!.Value.ShouldBe("ann@example.com");
        ticket.Customer.Email.VerifiedAt.ShouldBeNull();
        ticket.Attributes.Keys.Order().ShouldBe(["order", "terms"]);
        var first = (await visitor.GetAsync("messages")).GetProperty("items")[0];
        first.GetProperty("content").GetProperty("form").GetProperty("answers").GetProperty("order").GetString().ShouldBe("A-4711");
        using var again = await desk.VisitorAsync(visitor.Token);
        again.Welcome.GetProperty("known").EnumerateArray().Select(name => name.GetString()).ShouldBe(["name", "mail", "order", "terms"]);
    }

    [Fact]
    public async Task What_the_site_has_signed_is_not_asked_again()
    {
        await desk.WriteAsync(async db =>
        {
            var inbox = await db.Inboxes.SingleAsync();
            inbox.Dress(inbox.Widget with { PreChat = new PreChatForm(null, [.. Asked.Fields.Where(field => field.Name is "name" or "mail")]) });
            return true;
        });
        var site = await desk.SiteAsync();
        using var visitor = await desk.VisitorAsync(identity: site.Signs("u1", "ann@example.com", verified: true, name: "Ann"));

        visitor.Welcome.GetProperty("known").EnumerateArray().Select(name => name.GetString()).ShouldBe(["name", "mail"]);
        (await BeginAsync(visitor, new { })).ShouldBe(HttpStatusCode.Created);
    }

    private async Task<Stored> SendAsync(ChatVisitor visitor, RichContent content, string text)
    {
        var ticket = (await visitor.SaysAsync("Hello", key: "hello")).GetProperty("ticket").GetInt64();
        return await desk.App.Get<Reply>().RunAsync(desk.Bo.Actor, ticket, new Written(text, null, []) { Content = content }, CancellationToken.None);
    }

    private static Task<HttpResponseMessage> ReplyAsync(ChatVisitor visitor, string text, string quickReply, string? key = null) =>
        visitor.SendAsync(new { text, quickReply }, key);

    private static async Task<HttpStatusCode> BeginAsync(ChatVisitor visitor, object answers) =>
        (await visitor.SendAsync(new { text = "Hello", answers }, null)).StatusCode;

    private static async Task<HttpStatusCode> FillAsync(ChatVisitor visitor, string message, string order) =>
        (await visitor.PostAsync($"forms/{message}", new { answers = new Dictionary<string, string> { ["order_number"] = order } })).StatusCode;
}

public sealed class RichTestsOnSqlite() : RichTests(Databases.Sqlite);

public sealed class RichTestsOnPostgres() : RichTests(Databases.Postgres);
