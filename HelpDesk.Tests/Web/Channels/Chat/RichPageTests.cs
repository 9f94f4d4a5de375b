using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Work;
using HelpDesk.Tests.Support;
using HelpDesk.Web.Actions.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace HelpDesk.Tests.Web.Channels.Chat;

/// <summary>Quick replies, cards, forms and what is asked before a chat, in Chromium.</summary>
public sealed class RichPageTests(Browser browser) : BrowserTests(browser)
{
    [Theory]
    [InlineData("en", ColorScheme.Light, 1024)]
    [InlineData("es", ColorScheme.Dark, 360)]
    [InlineData("fr", ColorScheme.Dark, 360)]
    public async Task What_a_message_carries_is_used_by_keyboard(string locale, ColorScheme scheme, int width)
    {
        var desk = Own(await ChatDesk.StartAsync());
        var page = await OpenAsync(desk.App, "/c/web", new() { Locale = locale, ColorScheme = scheme, ViewportSize = new() { Width = width, Height = 640 } });
        await page.Locator("textarea").FillAsync("Hello");
        await page.Keyboard.PressAsync("Enter");
        await Eventually.BeTrueAsync(() => desk.ReadAsync(db => db.Tickets.AnyAsync()), "the message is taken");
        await SendAsync(desk, "Which colour?", new RichContent(["Red", "Blue"], null, null));
        await SendAsync(desk, "", new RichContent(null, [new("Lamp", "Bright", "https://shop.example/lamp", null, null), new("Shade", null, null, null, null)], null));
        await SendAsync(desk, "", new RichContent(null, null, new TypedForm("Return",
            [new("order", "Order number", null, true, null, "A-####", null), new("why", "Why?", "choice", false, ["Broken", "Other"], null, null), new("what", "What is it?", "longText", true, null, null, new FormCondition("why", "Other"))])));
        await Expect(page.Locator(".rich form")).ToBeVisibleAsync();
        await Expect(page.Locator(".cards a")).ToHaveAttributeAsync("href", "https://shop.example/lamp");
        await page.ShouldBeAccessibleAsync();
        (await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth")).ShouldBeTrue();

        await page.GetByRole(AriaRole.Button, new() { Name = "Blue" }).PressAsync("Enter");
        await Expect(page.Locator(".replies")).ToHaveCountAsync(0);
        await Eventually.BeTrueAsync(() => desk.ReadAsync(db => db.Messages.AnyAsync(row => row.BodyText == "Blue")), "chosen");

        var order = page.Locator(".rich form input").First;
        await order.FocusAsync();
        await page.Keyboard.TypeAsync("4711");
        await page.Keyboard.PressAsync("Enter");
        await Expect(order).ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(order).ToBeFocusedAsync();
        await order.FillAsync("A-4711");
        await Expect(page.Locator(".rich form textarea")).ToBeHiddenAsync();
        await page.Locator(".rich form select").SelectOptionAsync("Other");
        await page.Locator(".rich form textarea").FillAsync("Too yellow");
        await order.PressAsync("Enter");
        await Expect(page.Locator(".rich dd")).ToHaveTextAsync(["A-4711", "Other", "Too yellow"]);
        (await desk.ReadAsync(db => db.Tickets.SingleAsync())).Attributes["what"].ShouldBe("Too yellow");
    }

    [Theory]
    [InlineData("en", ColorScheme.Light)]
    [InlineData("fr", ColorScheme.Dark)]
    public async Task What_is_asked_before_a_chat_is_asked_once(string locale, ColorScheme scheme)
    {
        var form = new PreChatForm(null,
        [
            new FormField { Name = "name", Label = "Your name", IsRequired = true },
            new FormField { Name = "terms", Label = "I agree to the terms", Type = FormFieldType.Consent, IsRequired = true },
        ]);
        var desk = Own(await ChatDesk.StartAsync(widget: new WidgetSettings { PreChat = form }));
        var page = await OpenAsync(desk.App, "/c/web", new() { Locale = locale, ColorScheme = scheme, ViewportSize = new() { Width = 360, Height = 640 } });
        var name = page.Locator(".prechat input").First;
        await Expect(name).ToBeFocusedAsync();
        await Expect(page.Locator(".composer textarea")).ToBeHiddenAsync();
        await page.ShouldBeAccessibleAsync();

        await page.Keyboard.TypeAsync("Ann");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".prechat input[type=checkbox]")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Space");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".composer textarea")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("Hello");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("article.own dd").First).ToHaveTextAsync("Ann");
        (await desk.ReadAsync(db => db.Customers.SingleAsync())).DisplayName.ShouldBe("Ann");

        await page.ReloadAsync();
        await Expect(page.Locator("article.own")).ToBeVisibleAsync();
        await Expect(page.Locator(".composer textarea")).ToBeVisibleAsync();
        await Expect(page.Locator(".prechat")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task What_was_answered_on_another_device_is_not_answered_twice()
    {
        var desk = Own(await ChatDesk.StartAsync());
        var page = await OpenAsync(desk.App, "/c/web");
        Expected.Add("ERR_FAILED");
        Expected.Add("409 (Conflict)");
        await page.Locator("textarea").FillAsync("Hello");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".mark")).ToHaveTextAsync("Delivered");
        await SendAsync(desk, "Which colour?", new RichContent(["Red", "Blue"], null, null));
        await SendAsync(desk, "", new RichContent(null, null, new TypedForm("Return", [new("order", "Order number", null, true, null, null, null)])));

        // This page hears nothing of what the other one does.
        await page.RouteAsync("**/w/v1/events*", route => route.AbortAsync());
        await page.ReloadAsync();
        await Expect(page.Locator(".rich form")).ToBeVisibleAsync();
        using var other = await desk.VisitorAsync(resume: await page.EvaluateAsync<string>("JSON.parse(localStorage['hd.web.token'])"));
        var messages = (await other.GetAsync("messages")).GetProperty("items").EnumerateArray().Select(message => message.GetProperty("id").GetString()!).ToList();
        (await other.SendAsync(new { text = "Red", quickReply = messages[1] }, null)).EnsureSuccessStatusCode().Dispose();
        (await other.PostAsync($"forms/{messages[2]}", new { answers = new { order = "1" } })).EnsureSuccessStatusCode().Dispose();

        await page.Locator(".rich form input").FillAsync("2");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".rich .error").Last).ToHaveTextAsync("This has been answered already.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Blue" }).ClickAsync();
        await Expect(page.Locator(".mark.bad")).ToContainTextAsync("This has been answered already.");
        (await desk.ReadAsync(db => db.Messages.CountAsync(row => row.BodyText == "Blue"))).ShouldBe(0);
    }

    [Fact]
    public async Task Files_chosen_twice_before_their_code_has_come_all_go_with_the_message()
    {
        var desk = Own(await ChatDesk.StartAsync());
        var page = await OpenAsync(desk.App, "/c/web");
        Expected.Add("ERR_FAILED");
        var refused = 0;
        var come = new TaskCompletionSource();
        await page.RouteAsync("**/w/files.js", async route =>
        {
            if (Interlocked.Increment(ref refused) == 1)
            {
                await route.AbortAsync();
                return;
            }

            await come.Task;
            await route.ContinueAsync();
        });

        await page.Locator("input[type=file]").SetInputFilesAsync(Note("lost.txt"));
        await Expect(page.Locator(".error")).ToHaveTextAsync("That did not work. Please try again.");
        await page.Locator("input[type=file]").SetInputFilesAsync(Note("first.txt"));
        await page.Locator("input[type=file]").SetInputFilesAsync(Note("second.txt"));
        come.SetResult();
        await Expect(page.Locator(".chips li")).ToHaveCountAsync(2);
        await Expect(page.Locator("progress")).ToHaveCountAsync(0);
        await page.Locator(".send").ClickAsync();
        await Expect(page.Locator("article .file")).ToHaveCountAsync(2);
        await Expect(page.Locator(".chips li")).ToHaveCountAsync(0);
        await Expect(page.Locator(".mark")).ToHaveTextAsync("Delivered");
        (await desk.ReadAsync(db => db.Attachments.Where(row => row.MessageId != null).Select(row => row.Name).ToListAsync()))
            .ShouldBe(["first.txt", "second.txt"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_photo_goes_up_smaller_and_without_what_the_camera_wrote()
    {
        var desk = Own(await ChatDesk.StartAsync(new TestApp { Settings = { ["Limits:FileBytes"] = "60000" } }));
        var page = await OpenAsync(desk.App, "/c/web");
        var photo = Convert.FromBase64String(await page.EvaluateAsync<string>(
            """
            async () => {
              const canvas = document.createElement('canvas');
              canvas.width = 3000;
              canvas.height = 20;
              const blob = await new Promise(done => canvas.toBlob(done, 'image/jpeg'));
              const bytes = new Uint8Array(await blob.arrayBuffer());
              return btoa(String.fromCharCode(...bytes));
            }
            """));

        // An APP1 segment as cameras write it, with a place in it.
        byte[] place = [.. "Exif\0\0"u8, .. "MM\0*\0\0\0\b\0\0"u8, .. "Madrid 40.4168 -3.7038"u8];
        byte[] withPlace = [.. photo[..2], 0xFF, 0xE1, 0, (byte)(place.Length + 2), .. place, .. photo[2..]];

        // Cameras append what only they read; the limit is meant for what goes up.
        withPlace = [.. withPlace, .. new byte[100_000]];
        await page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "lamp.jpg", MimeType = "image/jpeg", Buffer = withPlace });
        await page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "log.txt", MimeType = "text/plain", Buffer = new byte[60_001] });
        await Expect(page.Locator(".error", new() { HasText = "log.txt: At most 59 KB per file." })).ToBeVisibleAsync();
        await Expect(page.Locator(".chips img")).ToBeVisibleAsync();
        await Expect(page.Locator("progress")).ToHaveCountAsync(0);
        await page.Locator(".send").ClickAsync();
        await Expect(page.Locator(".picture img")).ToBeVisibleAsync();

        (await page.Locator(".picture img").EvaluateAsync<int>("image => image.naturalWidth")).ShouldBe(2560);
        var file = await desk.ReadAsync(db => db.Attachments.SingleAsync(row => row.MessageId != null));
        await using var stored = desk.App.Get<HelpDesk.Web.Data.Files>().Open(file.Hash)!;
        using var reader = new StreamReader(stored, System.Text.Encoding.Latin1);
        (await reader.ReadToEndAsync()).ShouldNotContain("Madrid");
    }

    private static FilePayload Note(string name) => new() { Name = name, MimeType = "text/plain", Buffer = [.. "kept"u8] };

    private static async Task SendAsync(ChatDesk desk, string text, RichContent content)
    {
        var ticket = await desk.ReadAsync(db => db.Tickets.Select(row => row.Number).SingleAsync());
        await desk.App.Get<Reply>().RunAsync(desk.Bo.Actor, ticket, new Written(text, null, []) { Content = content }, CancellationToken.None);
    }
}
