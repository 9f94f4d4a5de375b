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
        await Expect(page.Locator("article")).ToHaveCountAsync(1);
        await page.ReloadAsync();
        await Expect(page.Locator("article")).ToHaveCountAsync(1);
        await page.GetByRole(AriaRole.Button, new() { Name = "Earlier messages" }).ClickAsync();

        await Expect(page.Locator("article .bubble")).ToHaveTextAsync(["Where is my lamp?", "On its way", "And the table?"]);
        await Expect(page.Locator("[role=log] hr")).ToHaveCountAsync(1);
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Earlier messages" })).ToBeHiddenAsync();
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
        await Expect(page.GetByLabel("Sound for new messages")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Space");
        var asked = await page.EvaluateAsync<int>("tones");
        asked.ShouldBe(2);
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator("textarea")).ToBeFocusedAsync();
        await desk.Bo.RepliesAsync(ticket, "How can I help?");
        await page.WaitForFunctionAsync("tones === 4");
    }

    private static async Task WriteAsync(IPage page, string text)
    {
        await page.Locator("textarea").FillAsync(text);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("article.own .bubble").Last).ToHaveTextAsync(text);
    }
}
