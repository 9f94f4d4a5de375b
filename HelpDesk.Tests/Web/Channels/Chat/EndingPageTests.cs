using HelpDesk.Domain.Tickets;
using HelpDesk.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace HelpDesk.Tests.Web.Channels.Chat;

/// <summary>The end of a chat in Chromium: rating, transcript, and what a mail's link shows.</summary>
public sealed class EndingPageTests(Browser browser) : BrowserTests(browser)
{
    private static readonly BrowserNewContextOptions Phone = new() { Locale = "en-GB", ViewportSize = new() { Width = 360, Height = 640 } };

    [Fact]
    public async Task A_chat_is_rated_by_keyboard_alone_and_the_rating_changed()
    {
        var desk = Own(await ChatDesk.StartAsync());
        var page = await EndedAsync(desk, Phone);
        var fresh = page.GetByRole(AriaRole.Button, new() { Name = "Start a new chat" });
        await Expect(fresh).ToBeFocusedAsync();
        await Expect(page.GetByRole(AriaRole.Group, new() { Name = "How was this chat?" })).ToBeVisibleAsync();

        await page.GetByLabel("Very bad").FocusAsync();
        await PressAsync(page, "ArrowRight", "ArrowRight", "ArrowRight", "Tab");
        await page.Locator(".ending textarea").FillAsync(new string('x', 2_001));
        await PressAsync(page, "Tab", "Enter");
        await Expect(page.Locator(".ending [role=alert]").First).ToHaveTextAsync("At most 2000 characters.");
        await Expect(page.Locator(".ending textarea")).ToBeFocusedAsync();
        await Expect(page.Locator(".ending textarea")).ToHaveValueAsync(new string('x', 2_001));
        await page.Locator(".ending textarea").FillAsync("Quick help");
        await PressAsync(page, "Tab", "Enter");

        await Expect(page.Locator(".ending")).ToContainTextAsync("Thank you");
        await Eventually.BeTrueAsync(() => desk.ReadAsync(db => db.CsatResponses.AnyAsync(row => row.Rating == 4 && row.Comment == "Quick help")), "rated");

        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Change it" })).ToBeFocusedAsync();
        await PressAsync(page, "Enter", "ArrowRight");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send rating" }).PressAsync("Enter");
        await Eventually.BeTrueAsync(() => desk.ReadAsync(db => db.CsatResponses.AnyAsync(row => row.Rating == 5)), "rated anew");
    }

    [Fact]
    public async Task The_conversation_is_taken_home_as_a_file_and_by_mail()
    {
        var desk = Own(await ChatDesk.StartAsync());
        var page = await EndedAsync(desk, Phone);

        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "Download transcript" }).ClickAsync());
        var text = await File.ReadAllTextAsync(await download.PathAsync());
        text.ShouldContain("You, ");
        text.ShouldContain("Is it in stock?");
        text.ShouldContain("Yes it is");
        text.ShouldNotContain("Secret");

        await page.GetByRole(AriaRole.Button, new() { Name = "Transcript by e-mail" }).PressAsync("Enter");
        await Expect(page.Locator(".ending input[type=email]")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("not an address");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".ending .error").Last).ToContainTextAsync("check the address");
        await page.Locator(".ending input[type=email]").FillAsync("ann@example.com");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".ending")).ToContainTextAsync("goes to ann@example.com");
        (await desk.ReadAsync(db => db.Deliveries.CountAsync(row => row.Channel == Channel.Email))).ShouldBe(1);
    }

    [Fact]
    public async Task A_chat_that_ended_for_want_of_words_is_rated_too_and_goes_on()
    {
        var desk = Own(await ChatDesk.StartAsync(new TestApp { Settings = { ["Chat:EndAfter"] = "00:00:03" } }));
        var page = await OpenAsync(desk.App, "/c/web", Phone);
        await page.Locator("textarea").FillAsync("Is it in stock?");
        await page.Keyboard.PressAsync("Enter");
        await Eventually.BeTrueAsync(() => desk.ReadAsync(db => db.Tickets.AnyAsync()), "the message is taken");
        await desk.Bo.RepliesAsync(await desk.ReadAsync(db => db.Tickets.Select(row => row.Number).SingleAsync()), "Yes it is");

        await Expect(page.Locator(".ending fieldset")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Start a new chat" })).ToBeHiddenAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "End chat" })).ToBeHiddenAsync();
        await Expect(page.Locator(".composer textarea")).ToBeFocusedAsync();
        await page.ShouldBeAccessibleAsync();
        await page.ReloadAsync();
        await page.GetByLabel("Very good").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Send rating" }).ClickAsync();
        await Expect(page.Locator(".ending")).ToContainTextAsync("Thank you");
        (await desk.ReadAsync(db => db.CsatResponses.SingleAsync())).Rating.ShouldBe(5);

        await page.Locator(".composer textarea").FillAsync("And in red?");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".over")).ToBeHiddenAsync();
        await Eventually.BeTrueAsync(() => desk.ReadAsync(async db => await db.ChatSessions.CountAsync() == 2 && await db.Tickets.CountAsync() == 1), "it goes on");
    }

    [Theory]
    [InlineData("es", ColorScheme.Dark, 360, "¿Qué tal fue este chat?")]
    [InlineData("fr", ColorScheme.Light, 1024, "Comment s’est passé ce chat ?")]
    public async Task Its_end_is_accessible(string locale, ColorScheme scheme, int width, string question)
    {
        var desk = Own(await ChatDesk.StartAsync());
        var page = await EndedAsync(desk, new() { Locale = locale, ColorScheme = scheme, ViewportSize = new() { Width = width, Height = 640 } });
        await Expect(page.GetByRole(AriaRole.Group, new() { Name = question })).ToBeVisibleAsync();

        await page.ShouldBeAccessibleAsync();
        (await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth")).ShouldBeTrue();
    }

    private async Task<IPage> EndedAsync(ChatDesk desk, BrowserNewContextOptions options)
    {
        var page = await OpenAsync(desk.App, "/c/web", options);
        await page.Locator("textarea").FillAsync("Is it in stock?");
        await page.Keyboard.PressAsync("Enter");
        await Eventually.BeTrueAsync(() => desk.ReadAsync(db => db.Tickets.AnyAsync()), "the message is taken");
        var ticket = await desk.ReadAsync(db => db.Tickets.Select(row => row.Number).SingleAsync());
        await desk.Bo.RepliesAsync(ticket, "Yes it is");
        await desk.Bo.NotesAsync(ticket, "Secret");
        await Expect(page.Locator("article.theirs")).ToBeVisibleAsync();
        await page.Locator(".foot button").Last.ClickAsync();
        await page.Locator(".sheet button").First.ClickAsync();
        await Expect(page.Locator(".ending fieldset")).ToBeVisibleAsync();
        return page;
    }

    private static async Task PressAsync(IPage page, params string[] keys)
    {
        foreach (var key in keys)
        {
            await page.Keyboard.PressAsync(key);
        }
    }
}
