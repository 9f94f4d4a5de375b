using System.Text.Json;
using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Work;
using HelpDesk.Tests.Support;
using HelpDesk.Web.Actions.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace HelpDesk.Tests.Web.Channels.Chat;

/// <summary>
/// A whole conversation in the widget: what is asked before, a message, a picture, quick replies, cards and a form of the
/// agent's, the address for an answer by mail, the end, the rating, the transcript, and a new beginning.
/// </summary>
internal sealed class Talk(ChatDesk desk, IPage page, Hand hand)
{
    /// <summary>What the inbox is set up with.</summary>
    public static readonly WidgetSettings Widget = new()
    {
        Colour = "#0a7d5a",
        PreChat = new PreChatForm("Welcome",
        [
            new FormField { Name = "name", Label = "Your name", IsRequired = true },
            new FormField { Name = "terms", Label = "I agree to the terms", Type = FormFieldType.Consent, IsRequired = true },
        ]),
    };

    private static readonly byte[] Picture = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    private readonly string name = $"Ann {Guid.NewGuid():N}";
    private JsonElement words;
    private JsonElement more;
    private long ticket;

    /// <summary>Where it goes on: another tab, for one.</summary>
    public IPage Page { get; set; } = page;

    /// <summary>Looks at the page when it is fullest: before the chat, in its midst, at its end.</summary>
    public Func<IPage, Task> Look { get; init; } = _ => Task.CompletedTask;

    public async Task FromBeginToEndAsync()
    {
        await BeginAsync();
        await GoOnAsync();
        await EndAsync();
    }

    /// <summary>Until the agent has been written to and shown a picture.</summary>
    public async Task BeginAsync()
    {
        await hand.PressAsync(Page.Locator(".launcher"));
        await Expect(Page.Locator(".prechat input").First).ToBeFocusedAsync();
        await ReadWordsAsync();
        await Look(Page);
        await hand.WriteAsync(Page.Locator(".prechat input").First, name);
        await hand.TickAsync(Page.Locator(".prechat input[type=checkbox]"));
        await hand.PressAsync(Page.Locator(".prechat button"));
        await SayAsync("Where is my lamp?");
        await Eventually.BeTrueAsync(async () => (ticket = await TicketAsync()) > 0, "the message is taken");

        var chooser = await Page.RunAndWaitForFileChooserAsync(() => hand.PressAsync(Button(words, "attach")));
        await chooser.SetFilesAsync(new FilePayload { Name = "lamp.png", MimeType = "image/png", Buffer = Picture });
        await Expect(Page.Locator(".chips img")).ToBeVisibleAsync();
        await Expect(Page.Locator("progress")).ToHaveCountAsync(0);
        await hand.PressAsync(Page.Locator(".send"));
        await Expect(Page.Locator(".picture img")).ToBeVisibleAsync();
    }

    /// <summary>Until every question is answered.</summary>
    public async Task GoOnAsync()
    {
        await AskAsync("Which colour?", new RichContent(["Red", "Blue"], null, null));
        await AskAsync("", new RichContent(null, [new("Lamp", "Bright", "https://shop.example/lamp", null, null), new("Shade", null, null, null, null)], null));
        await AskAsync("", new RichContent(null, null, new TypedForm("Return",
            [new("order", "Order number", null, true, null, "A-####", null), new("why", "Why?", "choice", false, ["Broken", "Other"], null, null)])));
        await Expect(Page.Locator(".rich form")).ToBeVisibleAsync();
        await Look(Page);

        await hand.PressAsync(Page.Locator(".replies button").Last);
        await Expect(Page.Locator("article.own .bubble").Last).ToHaveTextAsync("Blue");
        await hand.PressAsync(Button(more, "on"));
        await Expect(Page.Locator(".cards a")).ToHaveAttributeAsync("href", "https://shop.example/lamp");
        await hand.WriteAsync(Page.Locator(".rich form input"), "A-4711");
        await hand.ChooseAsync(Page.Locator(".rich form select"), 3);
        await hand.PressAsync(Page.Locator(".rich form button"));
        await Expect(Page.Locator("article.theirs dd")).ToHaveTextAsync(["A-4711", "Other"]);

        await hand.PressAsync(Button(words, "mail"));
        await Expect(Page.Locator(".sheet input[type=email]")).ToBeFocusedAsync();
        await Look(Page);
        await Page.Keyboard.TypeAsync($"a{ticket}@example.com");
        await hand.PressAsync(Button(words, "mailOk"));
        await Expect(Page.Locator(".foot")).ToContainTextAsync($"a{ticket}@example.com");
    }

    /// <summary>Until the next one has begun.</summary>
    public async Task EndAsync()
    {
        await hand.PressAsync(Button(words, "end"));
        await hand.PressAsync(Page.Locator(".sheet").GetByRole(AriaRole.Button, new() { Name = Word(words, "end"), Exact = true }));
        await Expect(Page.Locator(".ending fieldset")).ToBeVisibleAsync();
        await hand.ChooseAsync(Page.Locator(".ending input[type=radio]"), 4);
        await hand.WriteAsync(Page.Locator(".ending textarea"), "Quick help");
        await Look(Page);
        await hand.PressAsync(Button(more, "rateOk"));
        await Expect(Page.Locator(".ending")).ToContainTextAsync(Word(more, "thanks"));
        (await desk.ReadAsync(db => db.CsatResponses.AnyAsync(row => row.Ticket.Number == ticket && row.Rating == 4 && row.Comment == "Quick help"))).ShouldBeTrue();

        await hand.PressAsync(Button(more, "mailIt"));
        await Expect(Page.Locator(".ending input[type=email]")).ToHaveValueAsync($"a{ticket}@example.com");
        await hand.PressAsync(Page.Locator(".ending form button").First);
        await Expect(Page.Locator(".ending input[type=email]")).ToHaveCountAsync(0);
        var download = await Page.RunAndWaitForDownloadAsync(() => hand.PressAsync(Button(more, "save")));
        (await File.ReadAllTextAsync(await download.PathAsync())).ShouldContain("Where is my lamp?");

        await hand.PressAsync(Button(words, "fresh"));
        await SayAsync("One more thing");
        await Eventually.BeTrueAsync(async () => await TicketAsync() > ticket, "a follow-up");
    }

    private static string Word(JsonElement texts, string key) => texts.GetProperty(key).GetString()!;

    private ILocator Button(JsonElement texts, string key) => Page.GetByRole(AriaRole.Button, new() { Name = Word(texts, key), Exact = true });

    // The widget's own words, in the language it has chosen.
    private async Task ReadWordsAsync()
    {
        const string Read = "async url => JSON.parse(JSON.stringify((await import(url)).default))";
        var language = await Page.Locator("helpdesk-chat").GetAttributeAsync("lang");
        words = await Page.EvaluateAsync<JsonElement>(Read, $"{desk.App.Url}/w/strings/{language}.js");
        more = await Page.EvaluateAsync<JsonElement>(Read, $"{desk.App.Url}/w/strings/more/{language}.js");
    }

    private async Task SayAsync(string text)
    {
        await hand.WriteAsync(Page.Locator(".composer textarea"), text);
        await hand.PressAsync(Page.Locator(".send"));
        await Expect(Page.Locator("article.own .bubble").Last).ToHaveTextAsync(text);
        await Expect(Page.Locator(".mark")).ToHaveTextAsync(Word(words, "delivered"));
    }

    private Task<Stored> AskAsync(string text, RichContent content) =>
        desk.App.Get<Reply>().RunAsync(desk.Bo.Actor, ticket, new Written(text, null, []) { Content = content }, CancellationToken.None);

    private Task<long> TicketAsync() => desk.ReadAsync(
        db => db.Tickets.Where(row => row.Customer.DisplayName == name).OrderByDescending(row => row.Number).Select(row => row.Number).FirstOrDefaultAsync());
}
