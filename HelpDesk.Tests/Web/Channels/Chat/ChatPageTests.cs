using HelpDesk.Domain.Tickets;
using HelpDesk.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace HelpDesk.Tests.Web.Channels.Chat;

/// <summary>The customer's side in Chromium against the running program.</summary>
public sealed class ChatPageTests(Browser browser) : BrowserTests(browser)
{
    [Fact]
    public async Task A_message_is_answered_live_and_reading_it_is_noted()
    {
        var desk = Own(await ChatDesk.StartAsync());
        var page = await OpenAsync(desk.App, "/c/web");
        await Expect(page.Locator(".status")).ToContainTextAsync("replies");

        await WriteAsync(page, "Is the lamp in stock?");
        await Expect(page.Locator(".mark")).ToHaveTextAsync("Delivered");
        var ticket = await desk.ReadAsync(db => db.Tickets.Select(row => row.Number).SingleAsync());
        await desk.Bo.NotesAsync(ticket, "Only agents read this.");
        await desk.Bo.RepliesAsync(ticket, "Yes: https://shop.example/lamp. <b>Three</b> left.");

        var answer = page.Locator("article.theirs");
        await Expect(answer).ToContainTextAsync("<b>Three</b> left.");
        await Expect(answer.Locator("a")).ToHaveAttributeAsync("href", "https://shop.example/lamp");
        await Expect(page.Locator("article")).ToHaveCountAsync(2);
        await Eventually.BeTrueAsync(() => desk.ReadAsync(db => db.ChatSessions.AnyAsync(row => row.ReadSeq >= 3)), "read by the customer");
    }

    [Fact]
    public async Task A_page_that_missed_too_much_asks_for_all_of_it_until_it_has_it()
    {
        var desk = Own(await ChatDesk.StartAsync());
        Expected.Add("ERR_");
        var page = await OpenAsync(desk.App, "/c/web");
        await WriteAsync(page, "one");
        await Expect(page.Locator(".mark")).ToHaveTextAsync("Delivered");
        await desk.Bo.RepliesAsync(await desk.ReadAsync(db => db.Tickets.Select(row => row.Number).SingleAsync()), "two");
        await Expect(page.Locator("article")).ToHaveCountAsync(2);
        var refused = 0;
        await page.RouteAsync("**/w/v1/messages?*", route => ++refused < 3 ? route.AbortAsync() : route.ContinueAsync());

        await page.EvaluateAsync("new BroadcastChannel('hd.web.').postMessage({ event: 'reset', data: {} })");
        await Eventually.BeTrueAsync(() => Task.FromResult(refused > 2), "it asks again");

        await Expect(page.Locator("article")).ToHaveCountAsync(2);
        await desk.Bo.RepliesAsync(await desk.ReadAsync(db => db.Tickets.Select(row => row.Number).SingleAsync()), "three");
        await Expect(page.Locator("article")).ToHaveCountAsync(3);
    }

    [Fact]
    public async Task What_is_written_without_a_connection_goes_out_once_and_in_order()
    {
        var desk = Own(await ChatDesk.StartAsync());
        var cable = Own(new Cable(desk.App.Port));
        Expected.Add("ERR_");
        var page = await OpenAsync(cable.Url, "/c/web");
        await WriteAsync(page, "one");
        await Expect(page.Locator(".mark")).ToHaveTextAsync("Delivered");

        cable.Cut();
        await WriteAsync(page, "two");
        await WriteAsync(page, "three");
        await Expect(page.Locator("article.own")).ToHaveCountAsync(3);
        await Expect(page.Locator(".mark").Last).ToHaveTextAsync("Sending");
        await Expect(page.Locator(".notice")).ToContainTextAsync("No connection");
        cable.Mend();

        await Expect(page.Locator(".mark")).ToHaveCountAsync(1);
        await Expect(page.Locator(".mark")).ToHaveTextAsync("Delivered");
        await Expect(page.Locator(".notice")).ToBeEmptyAsync();
        (await TextsAsync(desk)).ShouldBe(["one", "two", "three"]);
    }

    [Fact]
    public async Task What_cannot_go_out_says_so_can_be_tried_again_and_keeps_its_turn()
    {
        var desk = Own(await ChatDesk.StartAsync());
        var cable = Own(new Cable(desk.App.Port));
        Expected.Add("ERR_");
        var page = await OpenAsync(cable.Url, "/c/web");
        await page.Clock.InstallAsync();
        await page.ReloadAsync();
        await WriteAsync(page, "one");
        await Expect(page.Locator(".mark")).ToHaveTextAsync("Delivered");

        cable.Cut();
        await WriteAsync(page, "two");
        await WriteAsync(page, "three");
        await Eventually.BeTrueAsync(
            async () =>
            {
                await page.Clock.RunForAsync(5_000);
                return await page.Locator(".mark.bad").CountAsync() == 2;
            },
            "given up",
            TimeSpan.FromSeconds(30));
        await Expect(page.Locator(".mark.bad").First).ToContainTextAsync("Failed");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Retry" })).ToHaveCountAsync(2);
        cable.Mend();
        await WriteAsync(page, "four");

        await Eventually.BeTrueAsync(async () => (await TextsAsync(desk)).Count == 4, "all are sent");
        (await TextsAsync(desk)).ShouldBe(["one", "two", "three", "four"]);
        await Expect(page.Locator(".mark.bad")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_reload_keeps_the_draft_and_what_was_not_sent()
    {
        var desk = Own(await ChatDesk.StartAsync());
        var page = await OpenAsync(desk.App, "/c/web");
        await WriteAsync(page, "one");
        await Expect(page.Locator(".mark")).ToHaveTextAsync("Delivered");
        Expected.Add("ERR_FAILED");
        await page.RouteAsync("**/w/v1/messages", route => route.AbortAsync());
        await WriteAsync(page, "two");
        await Expect(page.Locator(".mark")).ToHaveTextAsync("Sending");
        await page.Locator("textarea").PressSequentiallyAsync("half a sen");
        await page.UnrouteAsync("**/w/v1/messages");

        await page.ReloadAsync();

        await Expect(page.Locator("textarea")).ToHaveValueAsync("half a sen");
        await Expect(page.Locator(".mark")).ToHaveTextAsync("Delivered");
        await Expect(page.Locator("article.own")).ToHaveCountAsync(2);
        (await TextsAsync(desk)).ShouldBe(["one", "two"]);
    }

    [Fact]
    public async Task A_lost_answer_makes_no_second_message()
    {
        var desk = Own(await ChatDesk.StartAsync());
        var page = await OpenAsync(desk.App, "/c/web");
        Expected.Add("ERR_FAILED");
        var lost = 0;
        await page.RouteAsync("**/w/v1/messages", async route =>
        {
            if (Interlocked.Increment(ref lost) > 1)
            {
                await route.ContinueAsync();
                return;
            }

            await route.FetchAsync();
            await route.AbortAsync();
        });

        await WriteAsync(page, "once");

        await Expect(page.Locator(".mark")).ToHaveTextAsync("Delivered");
        await Expect(page.Locator("article")).ToHaveCountAsync(1);
        (await TextsAsync(desk)).ShouldBe(["once"]);
    }

    [Fact]
    public async Task Two_tabs_share_one_stream_and_one_conversation()
    {
        var desk = Own(await ChatDesk.StartAsync());
        var first = await OpenAsync(desk.App, "/c/web");
        await WriteAsync(first, "hello");
        await Expect(first.Locator(".mark")).ToHaveTextAsync("Delivered");
        var streams = 0;
        var second = await first.Context.NewPageAsync();
        second.Request += (_, request) => streams += request.Url.Contains("/events", StringComparison.Ordinal) ? 1 : 0;
        await second.GotoAsync("/c/web");
        await Expect(second.Locator("article")).ToHaveCountAsync(1);
        var ticket = await desk.ReadAsync(db => db.Tickets.Select(row => row.Number).SingleAsync());

        await desk.Bo.RepliesAsync(ticket, "to both");
        await Expect(first.Locator("article.theirs")).ToHaveCountAsync(1);
        await Expect(second.Locator("article.theirs")).ToHaveCountAsync(1);
        streams.ShouldBe(0);
        await first.CloseAsync();
        await desk.Bo.RepliesAsync(ticket, "to the one that is left");
        await Expect(second.Locator("article.theirs")).ToHaveCountAsync(2);
        streams.ShouldBe(1);
    }

    [Fact]
    public async Task An_ended_chat_is_locked_and_a_new_one_begins_a_follow_up()
    {
        var desk = Own(await ChatDesk.StartAsync());
        var page = await OpenAsync(desk.App, "/c/web");
        await WriteAsync(page, "first story");
        await Expect(page.Locator(".mark")).ToHaveTextAsync("Delivered");

        await page.GetByRole(AriaRole.Button, new() { Name = "End chat" }).ClickAsync();
        await page.Locator(".sheet").GetByRole(AriaRole.Button, new() { Name = "End chat" }).ClickAsync();
        await Expect(page.Locator("textarea")).ToBeHiddenAsync();
        var fresh = page.GetByRole(AriaRole.Button, new() { Name = "Start a new chat" });
        await Expect(fresh).ToBeFocusedAsync();
        await fresh.ClickAsync();
        await WriteAsync(page, "second story");

        await Expect(page.Locator(".mark")).ToHaveTextAsync("Delivered");
        await Expect(page.Locator("article")).ToHaveCountAsync(1);
        (await desk.ReadAsync(db => db.Tickets.CountAsync())).ShouldBe(2);
    }

    [Fact]
    public async Task A_file_goes_up_and_comes_back_as_it_was()
    {
        var desk = Own(await ChatDesk.StartAsync());
        var page = await OpenAsync(desk.App, "/c/web");
        var picture = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");
        await page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "lamp.png", MimeType = "image/png", Buffer = picture });
        await Expect(page.Locator(".chips li")).ToHaveCountAsync(1);
        await Expect(page.Locator("progress")).ToHaveCountAsync(0);

        await page.Locator(".send").ClickAsync();

        await Expect(page.Locator(".picture img")).ToBeVisibleAsync();
        (await desk.ReadAsync(db => db.Attachments.SingleAsync(row => row.MessageId != null))).Size.ShouldBe(picture.Length);
    }

    [Theory]
    [InlineData("en", ColorScheme.Light, 1440)]
    [InlineData("es", ColorScheme.Dark, 1024)]
    [InlineData("fr", ColorScheme.Light, 390)]
    [InlineData("en", ColorScheme.Dark, 390)]
    public async Task It_is_accessible_in_every_language_and_size(string locale, ColorScheme scheme, int width)
    {
        var desk = Own(await ChatDesk.StartAsync());
        var page = await OpenAsync(desk.App, "/c/web", new() { Locale = locale, ColorScheme = scheme, ViewportSize = new() { Width = width, Height = 800 } });
        await WriteAsync(page, "Hello");
        await Eventually.BeTrueAsync(async () => (await TextsAsync(desk)).Count == 1, "the message is taken");
        var ticket = await desk.ReadAsync(db => db.Tickets.Select(row => row.Number).SingleAsync());
        await desk.Bo.RepliesAsync(ticket, "مرحبا");
        await Expect(page.Locator("article.theirs")).ToBeVisibleAsync();
        await page.Locator(".foot button").First.ClickAsync();
        await Expect(page.Locator(".sheet input[type=email]")).ToBeFocusedAsync();

        await page.ShouldBeAccessibleAsync();
    }

    private static async Task WriteAsync(IPage page, string text)
    {
        await page.Locator("textarea").FillAsync(text);
        await page.Keyboard.PressAsync("Enter");
    }

    private static Task<List<string>> TextsAsync(ChatDesk desk) => desk.ReadAsync(
        db => db.Messages.Where(row => row.AuthorKind == AuthorKind.Customer && row.Kind == MessageKind.Public).OrderBy(row => row.Seq).Select(row => row.BodyText).ToListAsync());
}
