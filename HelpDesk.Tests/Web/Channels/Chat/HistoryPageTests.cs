using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Work;
using HelpDesk.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace HelpDesk.Tests.Web.Channels.Chat;

/// <summary>What a customer finds behind the button for everything else, and of the chats they had before.</summary>
public sealed class HistoryPageTests(Browser browser) : BrowserTests(browser)
{
    [Fact]
    public async Task Whoever_comes_back_reads_on_from_this_chat_into_the_one_before()
    {
        var desk = Own(await ChatDesk.StartAsync());
        var page = await OpenAsync(desk.App, "/c/web");
        await WriteAsync(page, "Where is my lamp?");
        await Eventually.BeTrueAsync(() => desk.ReadAsync(db => db.Tickets.AnyAsync()), "the message is taken");
        await desk.Bo.RepliesAsync(await desk.ReadAsync(db => db.Tickets.Select(row => row.Number).SingleAsync()), "On its way");
        await Expect(page.Locator("article.theirs")).ToBeVisibleAsync();
        await page.Locator(".foot button").Last.ClickAsync();
        await page.Locator(".sheet button").First.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Start a new chat" }).ClickAsync();
        await Expect(page.Locator("article")).ToHaveCountAsync(0);

        await WriteAsync(page, "And the table?");
        await Expect(page.Locator(".mark")).ToHaveTextAsync("Delivered");
        await page.ReloadAsync();
        await Expect(page.Locator("article")).ToHaveCountAsync(1);
        await page.GetByRole(AriaRole.Button, new() { Name = "Earlier messages" }).PressAsync("Enter");

        await Expect(page.Locator("article .bubble")).ToHaveTextAsync(["Where is my lamp?", "On its way", "And the table?"]);
        await Expect(page.Locator("[role=log] hr")).ToHaveCountAsync(1);
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Earlier messages" })).ToBeHiddenAsync();
        await Expect(page.Locator(".log")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task An_answer_to_the_chat_before_brings_it_back_into_view_and_counts_there()
    {
        var desk = Own(await ChatDesk.StartAsync());
        var page = await OpenAsync(desk.App, "/c/web");
        await WriteAsync(page, "Where is my lamp?");
        await Eventually.BeTrueAsync(() => desk.ReadAsync(db => db.Tickets.AnyAsync()), "the message is taken");
        var ticket = await desk.ReadAsync(db => db.Tickets.Select(row => row.Number).SingleAsync());
        await page.Locator(".foot button").Last.ClickAsync();
        await page.Locator(".sheet button").First.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Start a new chat" }).ClickAsync();
        await Expect(page.Locator("article")).ToHaveCountAsync(0);

        await desk.Bo.RepliesAsync(ticket, "Found it");

        await Expect(page.Locator("article .bubble")).ToHaveTextAsync(["Where is my lamp?", "Found it"]);
        await Eventually.BeTrueAsync(() => desk.ReadAsync(db => db.Deliveries.AnyAsync(row => row.State == DeliveryState.Read)), "it is read");
    }

    [Fact]
    public async Task Who_speaks_none_of_a_chats_languages_gets_the_one_for_everybody_else()
    {
        var desk = Own(await ChatDesk.StartAsync(widget: new WidgetSettings { Languages = ["es", "en"] }));
        var page = await OpenAsync(desk.App, "/c/web", new() { Locale = "de-DE" });

        await Expect(page.Locator("helpdesk-chat")).ToHaveAttributeAsync("lang", "es");
        await Expect(page.Locator("textarea")).ToHaveAttributeAsync("placeholder", "Escriba un mensaje");
        await WriteAsync(page, "Hallo");
        await Expect(page.Locator(".mark")).ToHaveTextAsync("Entregado");
        (await desk.ReadAsync(db => db.Customers.Select(row => row.Language).SingleAsync())).ShouldBe("es");
    }

    [Fact]
    public async Task A_sound_is_heard_only_by_who_asked_for_it()
    {
        var desk = Own(await ChatDesk.StartAsync());
        var page = await OpenAsync(desk.App, "/c/web");
        await page.EvaluateAsync("""
            () => {
              window.tones = 0;
              const start = OscillatorNode.prototype.start;
              OscillatorNode.prototype.start = function (at) { window.tones++; return start.call(this, at); };
            }
            """);
        await WriteAsync(page, "Hello");
        await Eventually.BeTrueAsync(() => desk.ReadAsync(db => db.Tickets.AnyAsync()), "the message is taken");
        var ticket = await desk.ReadAsync(db => db.Tickets.Select(row => row.Number).SingleAsync());
        await desk.Bo.RepliesAsync(ticket, "Good morning");
        await Expect(page.Locator("article.theirs")).ToHaveCountAsync(1);
        (await page.EvaluateAsync<int>("tones")).ShouldBe(0);

        await page.GetByRole(AriaRole.Button, new() { Name = "More" }).ClickAsync();
        await page.ShouldBeAccessibleAsync();
        await page.GetByLabel("Sound for new messages").PressAsync("Space");
        var asked = await page.EvaluateAsync<int>("tones");
        asked.ShouldBe(2);
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator("textarea")).ToBeFocusedAsync();
        await desk.Bo.RepliesAsync(ticket, "How can I help?");
        await Eventually.BeTrueAsync(async () => await page.EvaluateAsync<int>("tones") == 4, "it is heard");
    }

    private static async Task WriteAsync(IPage page, string text)
    {
        await page.Locator("textarea").FillAsync(text);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("article.own .bubble").Last).ToHaveTextAsync(text);
    }
}
